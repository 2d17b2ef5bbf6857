from odoo import models

from .shopify_backfill import HISTORY


class ShopifyEvent(models.Model):
    """Older orders wait in the inbox beside live ones, and never before them."""

    _inherit = "shopify.event"

    _backfill_idx = models.Index("(topic, resource_id) WHERE source = 'backfill'")

    def _waiting_lanes(self, older_than):
        """Older orders are worked off by their own jobs only."""
        lanes = super()._waiting_lanes(older_than)
        return [lane for lane in lanes if lane[2] != HISTORY]
