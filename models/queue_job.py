from odoo import models
from odoo.exceptions import AccessError

CHANNEL = "root.shopify"


class QueueJob(models.Model):
    """Shopify's people may look at Shopify's jobs and start failed ones again."""

    _inherit = "queue.job"

    def action_shopify_requeue(self):
        """Start failed jobs of our channels again, without a queue manager."""
        if not self.env.user.has_group("connector_shopify.group_manager"):
            raise AccessError(self.env._("Only Shopify managers may start jobs."))
        jobs = self.filtered(lambda job: (job.channel or "").startswith(CHANNEL))
        jobs.sudo().requeue()
