from odoo import models


class ShopifyPolicyOwner(models.Model):
    """Consent counts at once: nobody who refused waits for the next change."""

    _inherit = "shopify.policy.owner"

    def write(self, vals):
        done = super().write(vals)
        if vals.get("owner") == "shopify":
            consent = self.filtered(lambda row: row.field_group == "consent")
            refusals = self.env["shopify.res.partner"].search(
                [
                    ("backend_id", "in", consent.backend_id.ids),
                    ("email_marketing", "=", "unsubscribed"),
                ]
            )
            for binding in refusals:
                binding._blacklist(binding.odoo_id.email_normalized, refuses=True)
        return done
