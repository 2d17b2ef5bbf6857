from odoo import api, fields, models

KINDS = [
    ("free", "Free to use"),
    ("on_hand", "On hand"),
    ("forecast", "Forecast"),
]


class ShopifyStockRule(models.Model):
    """What of Odoo's stock a store offers: which quantity, and what is held back.

    The most specific rule counts, and it counts alone: a rule for the product
    before one for its category (the nearest one first), and among these a rule for
    the location before one for all locations. Without a rule: all that is free.
    """

    _name = "shopify.stock.rule"
    _description = "Shopify Availability Rule"
    _order = "backend_id, product_id, categ_id, location_id, id"
    _rec_name = "kind"

    backend_id = fields.Many2one(
        "shopify.backend",
        string="Store",
        required=True,
        ondelete="cascade",
        index=True,
    )
    location_id = fields.Many2one(
        "shopify.location",
        string="Only at",
        ondelete="cascade",
        domain="[('backend_id', '=', backend_id)]",
        help="Empty: at all of the store's locations.",
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Category",
        ondelete="cascade",
        help="For the products of this category and of those below it.",
    )
    product_id = fields.Many2one("product.product", ondelete="cascade")
    kind = fields.Selection(
        KINDS,
        string="Quantity",
        required=True,
        default="free",
        help="Free to use: on hand and not reserved. On hand: all that lies there. "
        "Forecast: with what is to come and to go within some days.",
    )
    days = fields.Integer(
        string="Within days", help="Forecast: how far to look. 0: no limit."
    )
    buffer_units = fields.Integer(string="Keep back (units)")
    buffer_percent = fields.Float(string="Keep back (%)", digits=(5, 2))
    cap = fields.Integer(
        string="Offer at most", help="The store shows no more than this. 0: no limit."
    )
    hide_below = fields.Integer(
        string="Hide below",
        help="Fewer than this after what is kept back: the store shows none.",
    )

    oversell = fields.Selection(
        [("shopify", "As in Shopify"), ("yes", "Yes"), ("no", "No")],
        string="Sell when out of stock",
        required=True,
        default="shopify",
        help="Shopify has one answer for all locations of a variant: No at any of "
        "them is a no. Told by the flow of that name.",
    )

    _sane = models.Constraint(
        "CHECK(days >= 0 AND buffer_units >= 0 AND cap >= 0 AND hide_below >= 0 "
        "AND buffer_percent BETWEEN 0 AND 100)",
        "Quantities must not be negative, and per cents not above 100.",
    )
    _scope_unique = models.UniqueIndex(
        "(backend_id, COALESCE(location_id, 0), COALESCE(categ_id, 0), "
        "COALESCE(product_id, 0))",
        "There is such a rule already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._changed()
        return rules

    def write(self, vals):
        before = self.backend_id
        result = super().write(vals)
        self._changed(before)
        return result

    def unlink(self):
        backends = self.backend_id
        result = super().unlink()
        self.browse()._changed(backends)
        return result

    def _changed(self, backends=()):
        """Every figure of these stores is to be computed anew."""
        self.env.registry.clear_cache()
        self.backend_id.union(*backends)._stock_rules_changed()

    @api.model
    def _for_levels(self, backend, levels):
        """{level: rule or an empty recordset}, one query for all."""
        rules = self.search([("backend_id", "=", backend.id)])
        ranked = rules.sorted(lambda rule: rule._rank(), reverse=True)
        return {
            level: next(
                (rule for rule in ranked if rule._applies(level)), self.browse()
            )
            for level in levels
        }

    def _rank(self):
        depth = (self.categ_id.parent_path or "").count("/")
        return (bool(self.product_id), depth, bool(self.location_id))

    def _applies(self, level):
        product = level.product_id
        if self.location_id and self.location_id != level.location_id:
            return False
        if self.product_id and self.product_id != product:
            return False
        path = product.categ_id.parent_path or ""
        return not self.categ_id or path.startswith(self.categ_id.parent_path)

    @api.model
    def _forecasts(self):
        """Whether any store offers what is yet to come (see `stock.move`)."""
        return bool(self.sudo().search_count([("kind", "=", "forecast")], limit=1))
