from odoo import api, models

WATCHED = {
    "state",
    "product_uom_qty",
    "date",
    "location_id",
    "location_dest_id",
    "location_final_id",
}


class StockMove(models.Model):
    """Planned moves change what is to come: noted only where a store is told that."""

    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._shopify_note()
        return moves

    def write(self, vals):
        result = super().write(vals)
        if WATCHED & vals.keys():
            self._shopify_note()
        return result

    def _shopify_note(self):
        if self.env["shopify.policy"]._notes_moves():
            ids = self.sudo().product_id.ids
            self.env["shopify.mark"]._note("product.product", ids)
