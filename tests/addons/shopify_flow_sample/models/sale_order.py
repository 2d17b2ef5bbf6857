from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    parcel_number = fields.Char(string="Tracking number", copy=False)
