from odoo import fields, models

PARTS = ("duties", "fees", "tip")


class SaleOrderLine(models.Model):
    """Lines of a Shopify order that are neither goods nor shipping."""

    _inherit = "sale.order.line"

    shopify_kind = fields.Selection(
        [
            ("duties", "Duties"),
            ("fees", "Fee"),
            ("tip", "Tip"),
            ("gift_card", "Gift card"),
        ],
        string="Kind in Shopify",
        copy=False,
        readonly=True,
    )

    def _shopify_part(self):
        """Which part of the order's total the line belongs to."""
        if self.shopify_kind in PARTS:
            return self.shopify_kind
        return super()._shopify_part()
