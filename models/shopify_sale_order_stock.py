from odoo import fields, models


class ShopifySaleOrder(models.Model):
    """From which location the store sells an order: its stock waits there."""

    _inherit = "shopify.sale.order"

    location_id = fields.Many2one(
        "shopify.location", string="Shopify location", readonly=True
    )


class SaleOrderLine(models.Model):
    """What Shopify still counts as promised of an order line."""

    _inherit = "sale.order.line"

    shopify_unfulfilled_qty = fields.Integer(
        string="Not sent yet in Shopify", copy=False, readonly=True
    )

    _shopify_unfulfilled_idx = models.Index(
        "(product_id) WHERE shopify_unfulfilled_qty > 0"
    )
