import hmac
import secrets
from datetime import timedelta

EXPIRES_IN = 86399  # seconds, as documented for the client credentials grant


class Tokens:
    """Access tokens of the store's app.

    A granted token lives for `expires_in` seconds of the store's clock; the static
    token of a legacy custom app lives until the app is uninstalled.
    """

    def __init__(self, store):
        self._store = store
        self._granted = {}  # token -> moment of its end
        self.expires_in = EXPIRES_IN
        self.installed = True

    def grant(self, client_id, client_secret, grant_type):
        """Answer of `/admin/oauth/access_token`: (HTTP status, JSON body)."""
        if grant_type != "client_credentials":
            return 400, {"error": "unsupported_grant_type"}
        if not self.installed:
            return 400, {"error": "app_not_installed"}
        wanted = (self._store.client_id, self._store.client_secret)
        given = (str(client_id), str(client_secret))
        if not all(map(hmac.compare_digest, wanted, given)):
            return 401, {
                "error": "invalid_client",
                "error_description": "The client secret or id is wrong.",
            }
        return 200, self._new_token()

    def _new_token(self):
        token = "shpca_" + secrets.token_hex(16)
        end = self._store.clock.now() + timedelta(seconds=self.expires_in)
        self._granted[token] = end
        return {
            "access_token": token,
            "scope": ",".join(sorted(self._store.scopes)),
            "expires_in": self.expires_in,
        }

    def valid(self, token):
        """Whether a call with this token is let in."""
        if not self.installed or not token:
            return False
        if token == self._store.static_token:
            return True
        end = self._granted.get(token)
        return end is not None and self._store.clock.now() < end

    def kill(self, token):
        """From now on this token is refused."""
        self._granted.pop(token, None)

    def uninstall(self):
        """The app left the store: every token is dead at once (documented)."""
        self.installed = False
        self._granted.clear()
