from odoo import fields, models


class ShopifyPolicy(models.Model):
    """Settings and progress of the comparison of stock."""

    _inherit = "shopify.policy"

    stock_repair = fields.Selection(
        [
            ("ask", "Ask: list it for a person to decide"),
            ("odoo", "Send Odoo's figure again"),
            ("shopify", "Adjust Odoo's stock"),
        ],
        string="Stock changed in Shopify",
        required=True,
        default="ask",
        help="What to do about stock that somebody changed in Shopify. Nothing is "
        "decided before the orders of that time are in Odoo.",
    )
    compare_operation = fields.Char(
        string="Comparison under way", readonly=True, copy=False
    )
    compare_started_at = fields.Datetime(
        string="Comparison started", readonly=True, copy=False
    )
    compared_at = fields.Datetime(
        string="Last full comparison", readonly=True, copy=False
    )
    stock_take_over = fields.Selection(
        [("empty", "Where Odoo has none"), ("all", "Everything")],
        string="Stock to take over",
        readonly=True,
        copy=False,
        help="Set by the button that takes over the first stock from Shopify.",
    )
