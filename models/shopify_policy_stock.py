from odoo import api, fields, models, tools


class ShopifyPolicy(models.Model):
    """Settings of the flow that tells a store its stock, and when it listens."""

    _inherit = "shopify.policy"

    stock_activate = fields.Selection(
        [
            ("stock", "As soon as there is stock"),
            ("never", "Never: only where Shopify stocks them already"),
        ],
        string="Stock items at further locations",
        required=True,
        default="stock",
        help="In Shopify an item is stocked at chosen locations only.",
    )
    stock_incoming = fields.Boolean(
        string="Show what is on its way",
        help="Receipts and transfers that are planned in Odoo are shown as incoming "
        "in Shopify, instead of what it shows there. Switched off, what is shown "
        "stays.",
    )
    stock_track = fields.Boolean(
        string="Turn on tracking",
        help="Items whose quantity Shopify does not track: let it track them. Off: "
        "they become issues.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        policies._listening_changed()
        return policies

    def write(self, vals):
        result = super().write(vals)
        if {"enabled", "stock_incoming"} & vals.keys():
            self._listening_changed()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def _listening_changed(self):
        """Switched on: nothing was noted until now, so everything is told."""
        self.env.registry.clear_cache()
        for policy in self.filtered("enabled"):
            flow = policy._flow()
            if flow._shopify_direction == "out":
                flow._mark_all(policy.backend_id)

    @api.model
    @tools.ormcache()
    def _noted_models(self):
        """Models whose changes some connected store wants to hear of.

        What changes stock asks this first: without a store it costs nothing.
        """
        policies = self.sudo().search(
            [("enabled", "=", True), ("backend_id.state", "=", "connected")]
        )
        return frozenset(policy._flow()._shopify_marks for policy in policies) - {None}

    @api.model
    @tools.ormcache()
    def _notes_moves(self):
        """Whether planned moves count: for a forecast, or to show what is to come."""
        if "product.product" not in self._noted_models():
            return False
        showing = [("enabled", "=", True), ("stock_incoming", "=", True)]
        return (
            bool(self.sudo().search_count(showing, limit=1))
            or self.env["shopify.stock.rule"]._forecasts()
        )
