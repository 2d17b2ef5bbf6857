from odoo import fields, models


class ShopifyParcel(models.Model):
    """The link between a fulfilment of the store and the order it belongs to."""

    _name = "shopify.parcel"
    _inherit = "shopify.binding"
    _description = "Shopify Parcel"

    odoo_id = fields.Many2one(
        "sale.order", string="Sale order", required=True, ondelete="cascade", index=True
    )
