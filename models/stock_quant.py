from odoo import api, models

WATCHED = {"quantity", "reserved_quantity", "location_id", "product_id"}


class StockQuant(models.Model):
    """Whatever changes what is on hand or reserved is noted for the stores.

    Everything in Odoo that changes stock ends here. Noting is memory only; see
    `shopify.mark`.
    """

    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        if quants._shopify_listens():
            quants._shopify_note(was_there=set())
        return quants

    def write(self, vals):
        if not (WATCHED & vals.keys() and self._shopify_listens()):
            return super().write(vals)
        was_there = self._shopify_there()
        if "product_id" in vals:
            self._shopify_note(was_there)
        result = super().write(vals)
        self._shopify_note(was_there)
        return result

    def unlink(self):
        if self._shopify_listens():
            self._shopify_note(self._shopify_there())
        return super().unlink()

    def _shopify_listens(self):
        return "product.product" in self.env["shopify.policy"]._noted_models()

    def _shopify_there(self):
        """Ids of those of which something is free, in places that stores can show."""
        return {
            quant.id
            for quant in self.sudo()
            if quant.quantity > quant.reserved_quantity
            and quant.location_id.usage == "internal"
        }

    def _shopify_note(self, was_there):
        """Sold out, or there again: that is told without waiting for more."""
        self.env["shopify.mark"]._note(
            "product.product",
            self.sudo().product_id.ids,
            urgent=self._shopify_there() != was_there,
        )
