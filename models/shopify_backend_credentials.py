from odoo import fields, models

from .shopify_token import DatabaseTokens, StaticToken

SECRET_GROUP = "base.group_system"


class ShopifyBackend(models.Model):
    """How Odoo proves to the store who it is, and the store to Odoo.

    Secrets can be read and written by administrators alone; everything else goes
    through the methods below, which never hand a secret to a record or a log.
    """

    _inherit = "shopify.backend"

    auth_method = fields.Selection(
        [
            ("client_credentials", "App of your organisation (Dev Dashboard)"),
            ("static_token", "Custom app made before 2026 (access token)"),
        ],
        string="Kind of app",
        required=True,
        default="client_credentials",
    )
    client_id = fields.Char(string="Client ID", groups=SECRET_GROUP, copy=False)
    client_secret = fields.Char(
        groups=SECRET_GROUP,
        copy=False,
        help="Also signs the store's messages. For a custom app made in the "
        "store: its API secret key.",
    )
    previous_client_secret = fields.Char(
        groups=SECRET_GROUP,
        copy=False,
        help="While a secret is being replaced, messages signed with the old one "
        "are still accepted. Clear it after an hour.",
    )
    static_token = fields.Char(string="Access token", groups=SECRET_GROUP, copy=False)
    granted_scopes = fields.Char(readonly=True, copy=False)

    def write(self, vals):
        """Other credentials, other tokens."""
        result = super().write(vals)
        if {"client_id", "client_secret", "shop_domain"} & vals.keys():
            for backend in self:
                backend._tokens().forget()
        return result

    def _webhook_secrets(self):
        """Secrets that may have signed a message from this store (maybe none)."""
        self.ensure_one()
        secrets = (
            self.sudo().client_secret,
            self.sudo().previous_client_secret,
        )
        return [secret for secret in secrets if secret]

    def _tokens(self):
        """Where the client gets this store's access token from."""
        self.ensure_one()
        if self.auth_method == "static_token":
            return StaticToken(self.sudo().static_token)
        return DatabaseTokens(self.sudo())
