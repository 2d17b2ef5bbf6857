from odoo import models


class ShopifyPolicy(models.Model):
    """A flow's settings, opened from the store's list of flows."""

    _inherit = "shopify.policy"

    def action_open_settings(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self._flow()._label(),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
