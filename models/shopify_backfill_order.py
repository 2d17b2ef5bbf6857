from odoo import api, fields, models


class ShopifySaleOrder(models.Model):
    """What is remembered of an order that an import of older orders brought."""

    _inherit = "shopify.sale.order"

    backfill_id = fields.Many2one(
        "shopify.backfill",
        string="Import of older orders",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    past = fields.Boolean(
        string="Done before",
        readonly=True,
        help="Was done in the store before it was imported: recorded, and nothing "
        "follows from it in Odoo's stock.",
    )
    books_since = fields.Datetime(
        string="In the books since",
        readonly=True,
        help="Its invoice and earlier payments are kept elsewhere.",
    )


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _shopify_record_as_done(self):
        """Orders that were done before Odoo knew them.

        They are not confirmed, because nothing may follow from them: no transfer, no
        purchase, no task, no mail. Locked, because what is past does not change.
        """
        self.write({"state": "sale", "locked": True})


class SaleOrderLine(models.Model):
    """Units that left the house before Odoo counted: delivered by what Shopify says."""

    _inherit = "sale.order.line"

    shopify_past = fields.Boolean(
        string="Done before",
        copy=False,
        readonly=True,
        help="Delivered before the order came into Odoo: no stock moves for it.",
    )

    @api.depends("shopify_past")
    def _compute_qty_delivered_method(self):
        super()._compute_qty_delivered_method()
        self.filtered("shopify_past").qty_delivered_method = "manual"

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        """Nothing is to be delivered for them, whatever changes on the order."""
        lines = self - self.filtered("shopify_past")
        return super(SaleOrderLine, lines)._action_launch_stock_rule(
            previous_product_uom_qty=previous_product_uom_qty
        )

    def _shopify_qty_to_invoice(self):
        if self.shopify_past and self.order_id.sudo().shopify_bind_ids[:1].books_since:
            return 0  # its invoice is elsewhere
        return super()._shopify_qty_to_invoice()
