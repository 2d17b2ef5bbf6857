from odoo import fields, models


class ShopifyPolicy(models.Model):
    """For which reasons orders are held before they are confirmed."""

    _inherit = "shopify.policy"

    currency_id = fields.Many2one(related="backend_id.company_id.currency_id")
    order_hold_risk = fields.Selection(
        [
            ("investigate", "Shopify recommends to look into it, or to cancel it"),
            ("cancel", "Shopify recommends to cancel it"),
            ("never", "Never"),
        ],
        string="Hold for risk of fraud when",
        default="investigate",
        required=True,
        help="Also after the order was confirmed, as long as something of it is "
        "still to be delivered.",
    )
    order_hold_amount = fields.Monetary(
        string="Hold when the total is above",
        help="In the company's currency, taxes included. 0: no limit.",
    )
    order_hold_address = fields.Boolean(
        string="Hold when the delivery address is incomplete",
        default=True,
        help="Goods are to be sent, and street, city, zip code or country is missing. "
        "Orders without any delivery address (picked up, digital) go on.",
    )
    order_test = fields.Selection(
        [
            ("hold", "Import and hold them"),
            ("same", "Treat them like any other"),
            ("ignore", "Do not import them"),
        ],
        string="Test orders",
        default="hold",
        required=True,
    )
