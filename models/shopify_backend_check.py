from odoo import models

from ..shopify.errors import BusinessError, ShopifyError


class ShopifyBackend(models.Model):
    """The hourly look after each connection: permissions, API version, messages."""

    _inherit = "shopify.backend"

    def _cron_check_connections(self):
        """One store at a time; what is wrong becomes an issue of that store."""
        for backend in self.search([("state", "=", "connected")]):
            backend._check_connection()
            self.env["ir.cron"]._commit_progress(1)

    def _check_connection(self):
        """Repair the subscriptions; tell what only a person can put right."""
        issues = self.env["shopify.issue"]
        self._create_policies()  # of flows that were installed since
        try:
            client = self._client()
            self._read_shop(client)
            self._check_scopes()
            self._sync_subscriptions(client)
            self._check_version()
        except ShopifyError as error:
            issues._report_connection(self, error)
        else:
            issues._close_connection(self)

    def _check_version(self):
        """Shopify answers with another version when ours is no longer served."""
        if self.served_api_version not in (self.api_version, False):
            raise BusinessError(
                "version_unserved",
                self.env._(
                    "Shopify no longer serves API version %(wanted)s and answers "
                    "with %(served)s.",
                    wanted=self.api_version,
                    served=self.served_api_version,
                ),
            )
