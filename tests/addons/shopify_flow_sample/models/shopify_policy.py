from odoo import fields, models


class ShopifyPolicy(models.Model):
    _inherit = "shopify.policy"

    parcel_with_company = fields.Boolean(
        string="Name the carrier", default=True, help="Put before the tracking number."
    )
