from odoo import api, models

WATCHED = {"quantity", "reserved_quantity", "location_id", "product_id"}
CHANGED = "connector_shopify.quants"


class StockQuant(models.Model):
    """Whatever changes what is on hand or reserved is noted for the stores.

    Everything in Odoo that changes stock ends here, often thousands of times in one
    transaction. So a write only remembers whether something was free before; products
    and the difference are looked at once, just before the commit. See `shopify.mark`.
    """

    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        if quants._shopify_listens():
            quants._shopify_remember(new=True)
        return quants

    def write(self, vals):
        if WATCHED & vals.keys() and self._shopify_listens():
            self._shopify_remember()
            if "product_id" in vals:
                self._shopify_note()
        return super().write(vals)

    def unlink(self):
        if self._shopify_listens():
            self._shopify_note(urgent=any(q._shopify_there() for q in self.sudo()))
        return super().unlink()

    def _shopify_listens(self):
        return "product.product" in self.env["shopify.policy"]._noted_models()

    def _shopify_remember(self, new=False):
        """Keep, once a transaction, whether something was free at the beginning."""
        precommit = self.env.cr.precommit
        before = precommit.data.get(CHANGED)
        if before is None:
            before = precommit.data[CHANGED] = {}
            precommit.add(self.browse()._shopify_note_changed)
        for quant in self.sudo():
            if quant.id not in before:
                before[quant.id] = not new and quant._shopify_there()

    def _shopify_note_changed(self):
        """Sold out, or there again: that is told without waiting for more."""
        before = self.env.cr.precommit.data.pop(CHANGED, {})
        quants = self.sudo().browse(before).exists()
        quants._shopify_note(
            urgent=any(q._shopify_there() != before[q.id] for q in quants)
        )

    def _shopify_there(self):
        """Something of it is free, in a place that stores can show."""
        return (
            self.quantity > self.reserved_quantity
            and self.location_id.usage == "internal"
        )

    def _shopify_note(self, urgent=False):
        ids = self.sudo().product_id.ids
        self.env["shopify.mark"]._note("product.product", ids, urgent)
