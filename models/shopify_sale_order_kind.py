from odoo import fields, models


class ShopifySaleOrder(models.Model):
    """What tells an order from others in lists. Nothing follows from it by itself."""

    _inherit = "shopify.sale.order"

    selling_plans = fields.Char(
        readonly=True, help="Subscriptions, pre-orders and the like that it sells."
    )
    archived = fields.Boolean(
        string="Archived in Shopify",
        readonly=True,
        help="The shop has put it aside as done. It stays what it is in Odoo.",
    )
