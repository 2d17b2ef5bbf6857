from odoo import fields, models


class ShopifyPolicy(models.Model):
    """Settings of the order import."""

    _inherit = "shopify.policy"

    order_since = fields.Datetime(
        string="Orders placed since",
        default=fields.Datetime.now,
        required=True,
        help="Older orders are not imported. Set it back to bring in orders that "
        "were open when the store was connected.",
    )
    order_prefix = fields.Char(
        string="Number prefix",
        help="Put before Shopify's order number (#1001). Useful with several stores.",
    )
    order_confirm = fields.Selection(
        [
            ("paid", "When paid or payment is authorised"),
            ("always", "At once"),
            ("never", "By hand"),
        ],
        string="Confirm orders",
        default="paid",
        required=True,
    )
    order_currency = fields.Selection(
        [
            ("shop", "The store's currency"),
            ("presentment", "The currency the customer paid in"),
        ],
        string="Order currency",
        default="shop",
        required=True,
    )
    order_team_id = fields.Many2one("crm.team", string="Sales team")
    order_warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Warehouse",
        help="For orders whose Shopify location is not mapped to a warehouse.",
    )
    order_placeholder_id = fields.Many2one(
        "product.product",
        string="Product for unknown items",
        default=lambda self: self.env.ref(
            "connector_shopify.product_placeholder", raise_if_not_found=False
        ),
    )
    order_shipping_id = fields.Many2one(
        "product.product",
        string="Product for shipping",
        default=lambda self: self.env.ref(
            "connector_shopify.product_shipping", raise_if_not_found=False
        ),
    )
