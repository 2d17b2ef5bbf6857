from configparser import ConfigParser

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import config

from ..flows.compare import changed_values
from ..shopify.client import ShopifyClient
from ..shopify.errors import BusinessError, ShopifyError


def sandbox_url():
    """Address of a sandbox store on this machine, or None.

    Only the server's configuration file can name it
    (`[connector_shopify] sandbox_url`): no field and no screen can send a store's
    traffic anywhere but to Shopify.
    """
    parser = ConfigParser(interpolation=None)
    parser.read(config.get("config") or [])
    return parser.get("connector_shopify", "sandbox_url", fallback=None)


class ShopifyBackend(models.Model):
    """Connecting, testing and disconnecting a store."""

    _inherit = "shopify.backend"

    served_api_version = fields.Char(
        string="API version served",
        readonly=True,
        copy=False,
        help="Shopify answers with another version when the wanted one is no "
        "longer served.",
    )
    missing_scopes = fields.Char(
        string="Permissions missing", compute="_compute_missing_scopes"
    )

    def _compute_missing_scopes(self):
        for backend in self:
            granted = set((backend.granted_scopes or "").split(","))
            missing = (
                backend._wanted_scopes()
                - granted
                - {
                    scope
                    for scope in backend._wanted_scopes()
                    if scope.replace("read_", "write_", 1) in granted
                }
            )
            backend.missing_scopes = ", ".join(sorted(missing))

    def _wanted_scopes(self):
        """Permissions that the store's switched-on flows need."""
        self.ensure_one()
        return {
            scope
            for policy in self.policy_ids
            if policy.enabled
            for scope in policy._flow()._shopify_scopes
        }

    def _base_url(self):
        return sandbox_url()

    def _client(self):
        """A client for this store. Cheap to make; connections are shared."""
        self.ensure_one()
        return ShopifyClient(
            self.shop_domain,
            self.api_version,
            self._tokens(),
            base_url=self._base_url(),
            on_call=self.env["shopify.call.stat"]._recorder(self),
        )

    def action_connect(self):
        """Check the credentials, read the store's basics, subscribe to its events."""
        self.ensure_one()
        self.check_access("write")
        client = self._client()
        try:
            self._read_shop(client)
            self._check_scopes()
            self._sync_subscriptions(client)
        except ShopifyError as error:
            raise UserError(self._explain_connection(error)) from error
        self.state = "connected"
        self.env["shopify.issue"]._close_connection(self)
        self.policy_ids._start_scans()
        return True

    def action_test_connection(self):
        """Tell whether the store answers, and as what."""
        self.ensure_one()
        self.check_access("write")
        try:
            shop = self._read_shop(self._client())
        except ShopifyError as error:
            raise UserError(self._explain_connection(error)) from error
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("The store answers"),
                "message": self.env._(
                    "%(name)s, %(currency)s, plan %(plan)s.",
                    name=shop["name"],
                    currency=shop["currencyCode"],
                    plan=shop["plan"]["publicDisplayName"],
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_disconnect(self):
        """Stop all exchange. Nothing that was imported is touched."""
        self.ensure_one()
        self.check_access("write")
        try:
            self._remove_subscriptions(self._client())
        except ShopifyError as error:
            # The app may be gone already; then its subscriptions are, too.
            self.message_post(body=self._explain_connection(error))
        self.state = "disconnected"

    def _read_shop(self, client):
        """Take over what the store says of itself; returns Shopify's `shop`."""
        answer = client.execute("shop")
        shop = answer["shop"]
        if shop["myshopifyDomain"] != self.shop_domain:
            raise BusinessError(
                "shop_mismatch",
                self.env._(
                    "These credentials belong to %(actual)s, not to %(wanted)s.",
                    actual=shop["myshopifyDomain"],
                    wanted=self.shop_domain,
                ),
            )
        scopes = answer["currentAppInstallation"]["accessScopes"]
        values = self._prepare_shop_values(shop, scopes, client.served_version)
        self.write(changed_values(self, values))
        entities = self.env["shopify.business.entity"]
        entities._take_over(self, answer["businessEntities"])
        return shop

    def _prepare_shop_values(self, shop, scopes, served_version):
        currency = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", shop["currencyCode"])], limit=1)
        )
        country = self.env["res.country"].search(
            [("code", "=", shop["shopAddress"]["countryCodeV2"])], limit=1
        )
        return {
            "currency_id": currency.id,
            "country_id": country.id,
            "timezone": shop["ianaTimezone"],
            "granted_scopes": ",".join(sorted(scope["handle"] for scope in scopes)),
            "served_api_version": served_version,
        }

    def _check_scopes(self):
        self.invalidate_recordset(["missing_scopes"])
        if self.missing_scopes:
            raise BusinessError(
                "scopes_missing",
                self.env._(
                    "The app may not do everything that is switched on. Add these "
                    "permissions to the app, or switch the flows off: %s",
                    self.missing_scopes,
                ),
            )

    def _explain_connection(self, error):
        return self.env._(
            "%(store)s: %(problem)s", store=self.shop_domain, problem=str(error)
        )
