from odoo import models


class ShopifyBackend(models.Model):
    """A store that was away hears of everything once it is back."""

    _inherit = "shopify.backend"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.policy_ids._listening_changed()
        return result
