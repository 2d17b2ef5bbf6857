import threading
from datetime import timedelta

from odoo import fields, models

from ..shopify.auth import checked_base_url, request_client_credentials_token
from ..shopify.errors import AuthError, TransientError
from ..shopify.transport import pooled_session

RENEW_EARLY = timedelta(minutes=10)
WAIT_FOR_RENEWAL = 2.0
TOKEN_TIMEOUT = (5, 15)

# (database, store) -> (token, valid until). Every worker process keeps the token
# it last used, so that the hot path asks the database for it once a day.
_known = {}
_known_lock = threading.Lock()


class ShopifyToken(models.Model):
    """The short-lived access token of a store, shared by all workers.

    A table of its own: renewing a token must not touch the store's row, which
    every flow reads.
    """

    _name = "shopify.token"
    _description = "Shopify Access Token"

    backend_id = fields.Many2one("shopify.backend", required=True, ondelete="cascade")
    access_token = fields.Char()
    scope = fields.Char()
    expires_at = fields.Datetime()

    _backend_unique = models.Constraint("UNIQUE(backend_id)", "One token a store.")


class StaticToken:
    """A token that was pasted once and is never renewed."""

    def __init__(self, token):
        self._token = token

    def get(self):
        if not self._token:
            raise AuthError("token_missing", "No access token is set for this store.")
        return self._token

    def renew(self, rejected):
        return None

    def forget(self):
        pass


class DatabaseTokens:
    """Tokens of the client-credentials grant: renewed early, by one worker.

    The row is read and renewed in a transaction of its own: a renewed token must
    survive when the job that needed it fails.
    """

    def __init__(self, backend):
        self._backend = backend
        self._key = (backend.env.cr.dbname, backend.id)

    def get(self):
        """A token that is valid for some minutes more."""
        now = fields.Datetime.now()
        token, expires_at = _known.get(self._key, (None, now))
        if token and expires_at - RENEW_EARLY > now:
            return token
        return self._take(rejected=None)

    def renew(self, rejected):
        """Another token than the one Shopify just refused."""
        with _known_lock:
            _known.pop(self._key, None)
        return self._take(rejected)

    def forget(self):
        """Ask for a new token next time."""
        with _known_lock:
            _known.pop(self._key, None)
        env = self._backend.env
        env["shopify.token"].sudo().search(
            [("backend_id", "=", self._backend.id)]
        ).unlink()

    def _take(self, rejected):
        with self._backend.env.registry.cursor() as cr:
            env = self._backend.env(cr=cr)
            row = self._lock_row(env)
            if not self._usable(row, rejected):
                self._renew_row(row)
            token, expires_at = row.access_token, row.expires_at
        with _known_lock:
            _known[self._key] = (token, expires_at)
        return token

    def _lock_row(self, env):
        """The store's row, locked. Never waits: another worker is renewing it."""
        env.cr.execute(
            """INSERT INTO shopify_token (backend_id) VALUES (%s)
               ON CONFLICT (backend_id) DO NOTHING""",
            [self._backend.id],
        )
        env.cr.execute(
            """SELECT id FROM shopify_token WHERE backend_id = %s
               FOR UPDATE SKIP LOCKED""",
            [self._backend.id],
        )
        found = env.cr.fetchone()
        if not found:
            raise TransientError(
                "The access token is being renewed.", retry_after=WAIT_FOR_RENEWAL
            )
        return env["shopify.token"].browse(found[0])

    @staticmethod
    def _usable(row, rejected):
        return (
            row.access_token
            and row.access_token != rejected
            and row.expires_at - RENEW_EARLY > fields.Datetime.now()
        )

    def _renew_row(self, row):
        backend = row.backend_id.sudo()
        if not backend.client_id or not backend.client_secret:
            raise AuthError(
                "credentials_missing",
                "Enter the client ID and the client secret of the app first.",
            )
        base_url = checked_base_url(backend.shop_domain, backend._base_url())
        token = request_client_credentials_token(
            pooled_session(backend.shop_domain, base_url, TOKEN_TIMEOUT),
            base_url,
            backend.client_id,
            backend.client_secret,
        )
        row.write(
            {
                "access_token": token.access_token,
                "scope": ",".join(sorted(token.scope)),
                "expires_at": fields.Datetime.now()
                + timedelta(seconds=token.expires_in),
            }
        )
