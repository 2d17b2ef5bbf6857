from odoo import fields, models


class ShopifySaleOrder(models.Model):
    """What the list of orders shows of the sale order besides.

    Computed without `@api.depends`: nothing that the import writes has to look for
    these fields.
    """

    _inherit = "shopify.sale.order"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", compute="_compute_from_order"
    )
    amount_total = fields.Monetary(string="Total", compute="_compute_from_order")

    def _compute_from_order(self):
        for binding in self:
            binding.partner_id = binding.odoo_id.partner_id
            binding.amount_total = binding.odoo_id.amount_total
