from odoo import fields, models
from odoo.exceptions import AccessError


class SaleOrder(models.Model):
    """An edit of the store that is only followed when a person agrees."""

    _inherit = "sale.order"

    shopify_edit_waits = fields.Boolean(compute="_compute_shopify_edit_waits")

    def _compute_shopify_edit_waits(self):
        for order in self:
            binding = order.sudo().shopify_bind_ids[:1]
            order.shopify_edit_waits = binding.asked_hash and (
                binding.asked_hash not in (binding.agreed_hash, binding.ordered_hash)
            )

    def action_shopify_follow_edit(self):
        """Let the edit be followed that was shown to this person."""
        if not self.env.user.has_group("connector_shopify.group_user"):
            raise AccessError(self.env._("You may look at this, but not decide it."))
        for binding in self.sudo().shopify_bind_ids:
            binding.agreed_hash = binding.asked_hash
            flow = self.env["shopify.flow.order_import"].sudo()
            flow._retry(binding.backend_id, {binding.external_id})
