from odoo import models

# Flows whose values depend on availability rules and on where stock lies.
RULED = ("shopify.flow.stock_export", "shopify.flow.stock_policy_export")


class ShopifyBackend(models.Model):
    """A store that was away hears of everything once it is back."""

    _inherit = "shopify.backend"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.policy_ids._listening_changed()
        return result

    def _stock_rules_changed(self):
        """Rules or places are others: all that they decide is computed anew."""
        for backend in self:
            for flow in RULED:
                self.env[flow]._mark_all(backend)
