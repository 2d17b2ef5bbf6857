from odoo import fields, models


class ShopifyPolicy(models.Model):
    """Settings of what happens to an order after it was confirmed."""

    _inherit = "shopify.policy"

    order_edit = fields.Selection(
        [("follow", "Follow at once"), ("ask", "Ask first")],
        string="Orders edited in Shopify",
        required=True,
        default="follow",
        help="Ask first: an issue shows what would change, and nothing does until "
        "somebody says so. Refunds and cancellations are always followed.",
    )
    order_return = fields.Selection(
        [
            ("done", "Are booked in at once"),
            ("wait", "Wait for the warehouse"),
        ],
        string="Goods that Shopify restocked",
        required=True,
        default="done",
        help="Shopify says of a refund whether the goods are back on the shelf. Then "
        "the return is done, or it is prepared and the warehouse confirms it.",
    )
    order_difference_id = fields.Many2one(
        "product.product",
        string="Product for refund differences",
        default=lambda self: self.env.ref(
            "connector_shopify.product_difference", raise_if_not_found=False
        ),
        help="When more or less is paid back than the refunded items are worth. Its "
        "account says where such goodwill is booked.",
    )
