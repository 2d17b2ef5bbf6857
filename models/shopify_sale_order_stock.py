from odoo import fields, models


class ShopifySaleOrder(models.Model):
    """From which location the store sells an order: its stock waits there."""

    _inherit = "shopify.sale.order"

    location_id = fields.Many2one(
        "shopify.location", string="Shopify location", readonly=True
    )


class SaleOrderLine(models.Model):
    """What Shopify still counts as promised of an order line, and what it has sent."""

    _inherit = "sale.order.line"

    shopify_unfulfilled_qty = fields.Integer(
        string="Not sent yet in Shopify", copy=False, readonly=True
    )

    shopify_fulfilled_qty = fields.Integer(
        string="Sent in Shopify", copy=False, readonly=True
    )

    # The lines in which the two sides may differ; the others add nothing.
    _shopify_open_idx = models.Index(
        "(product_id) WHERE shopify_unfulfilled_qty > 0 "
        "OR shopify_fulfilled_qty > qty_delivered"
    )
