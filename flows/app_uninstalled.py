from odoo import api, models

from ..shopify.errors import AuthError


class ShopifyFlowAppUninstalled(models.AbstractModel):
    """The app was removed from the store: exchange stops, people are told."""

    _name = "shopify.flow.app_uninstalled"
    _inherit = "shopify.flow"
    _description = "App removed"

    _shopify_resource = "Shop"
    _shopify_topics = ("app/uninstalled",)
    _shopify_system = True

    @api.model
    def _process(self, batch):
        """Ask the store first: the message may be an old one, come late."""
        try:
            batch.client.execute("shop")
        except AuthError as error:
            batch.backend.state = "disconnected"
            batch.problem(batch.gids[0], error)
