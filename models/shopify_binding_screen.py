from odoo import models


class ShopifyBinding(models.AbstractModel):
    """From a record of Odoo to what it is in Shopify."""

    _inherit = "shopify.binding"

    def action_open_in_shopify(self):
        """One link: its page in Shopify's admin. Several: the list of them."""
        if len(self) == 1:
            return {
                "type": "ir.actions.act_url",
                "url": self.admin_url,
                "target": "new",
            }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("In Shopify"),
            "res_model": self._name,
            "view_mode": "list",
            "domain": [("id", "in", self.ids)],
        }

    def action_open_odoo(self):
        """The record of Odoo that this one is linked to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.odoo_id._name,
            "res_id": self.odoo_id.id,
            "views": [(False, "form")],
        }
