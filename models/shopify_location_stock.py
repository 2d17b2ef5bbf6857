from odoo import api, fields, models

# What changes every figure of a location.
MAPPING = {
    "warehouse_id",
    "stock_location_ids",
    "share_percent",
    "stock_mode",
    "is_active",
    "active",
}


class ShopifyLocation(models.Model):
    """Where the stock of a location of the store lies in Odoo.

    One Shopify location may show several places of Odoo together, and several may
    share one warehouse. Without any place its stock is left as it is.
    """

    _inherit = "shopify.location"

    stock_location_ids = fields.Many2many(
        "stock.location",
        string="Stock lies in",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="With all locations inside them. Empty: the warehouse's stock.",
    )
    share_percent = fields.Float(
        string="Share (%)",
        default=100.0,
        digits=(5, 2),
        help="How much of that stock this location may offer. For several Shopify "
        "locations that share a warehouse: together no more than 100.",
    )
    stock_mode = fields.Selection(
        [("push", "Sent to Shopify"), ("ignore", "Left alone")],
        string="Stock",
        required=True,
        default="push",
    )

    _share_sane = models.Constraint(
        "CHECK(share_percent BETWEEN 0 AND 100)", "A share is 0 to 100 per cent."
    )

    @api.model_create_multi
    def create(self, vals_list):
        locations = super().create(vals_list)
        locations._stock_changed()
        return locations

    def write(self, vals):
        result = super().write(vals)
        if MAPPING & vals.keys():
            self._stock_changed()
        return result

    def _stock_changed(self):
        self.backend_id._stock_rules_changed()

    def _stock_sources(self):
        """Odoo's locations whose stock this one shows; empty when not mapped."""
        self.ensure_one()
        return self.stock_location_ids or self.warehouse_id.lot_stock_id

    @api.model
    def _pushed(self, backend):
        """The locations of a store that are told their stock, oldest first."""
        domain = [
            ("backend_id", "=", backend.id),
            ("is_active", "=", True),
            ("stock_mode", "=", "push"),
        ]
        return self.search(domain, order="id").filtered(
            lambda location: location._stock_sources()
        )
