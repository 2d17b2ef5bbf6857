"""Addresses of stores, and access tokens by the client credentials grant."""

import re
from dataclasses import dataclass, field

from .errors import AuthError, BusinessError, status_error
from .transport import post, retry_after

SHOP_DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")
TOKEN = re.compile(r"[!-~]+")
LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost)(:\d+)?")

# `error` of a refused grant: what to do next.
REFUSALS = {
    "invalid_client": "Check the client id and the client secret.",
    "application_cannot_be_found": "Check the client id.",
    "shop_not_permitted": "The app and the store must be in one Shopify organisation.",
    "app_not_installed": "Install the app in the store first.",
}


@dataclass(frozen=True)
class Token:
    """An access token. `expires_in` is seconds from now, `scope` what was granted."""

    access_token: str = field(repr=False)
    scope: frozenset
    expires_in: int


def shop_base_url(domain):
    """`demo.myshopify.com` -> `https://demo.myshopify.com`.

    Raises BusinessError `domain_invalid` for anything else: tokens are sent there.
    """
    if not SHOP_DOMAIN.fullmatch(domain or ""):
        raise BusinessError(
            "domain_invalid",
            f"{domain!r} is not a store's address: it must be NAME.myshopify.com, "
            "in small letters, as shown in Shopify under Settings, Domains.",
        )
    return f"https://{domain}"


def checked_base_url(domain, base_url=None):
    """Where the store `domain` is spoken to: Shopify, or a sandbox on this machine."""
    real = shop_base_url(domain)
    if base_url in (None, real):
        return real
    if not LOCAL.fullmatch(base_url):
        raise BusinessError(
            "domain_invalid",
            f"{base_url!r} is neither {real} nor a sandbox store on this machine.",
        )
    return base_url


def check_token(shop, token):
    """Raise AuthError for what cannot be sent as a token (a line break, "…").

    Without this, the error of the HTTP library would show the token.
    """
    if not TOKEN.fullmatch(token):
        message = f"{shop}: the access token is damaged. Paste it once more."
        raise AuthError("token_rejected", message)


def request_client_credentials_token(session, base_url, client_id, client_secret):
    """Ask the store for a new Token (24 h; there is no refresh token, ask again).

    `session`: `transport.pooled_session` of the store. Raises AuthError
    `credentials_refused` when Shopify says no, TransientError when it is not there.
    """
    response = post(
        session,
        f"{base_url}/admin/oauth/access_token",
        data={
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
        },
    )
    shop = session.headers["Host"]
    if response.status_code in (400, 401, 403):
        raise _refused(shop, response)
    if response.status_code != 200:
        raise status_error(shop, response.status_code, retry_after(response))
    answer = response.json()
    return Token(
        access_token=answer["access_token"],
        scope=frozenset(filter(None, answer["scope"].split(","))),
        expires_in=int(answer["expires_in"]),
    )


def _refused(shop, response):
    try:
        reason = response.json().get("error")
    except ValueError:
        reason = None  # an HTML page
    advice = REFUSALS.get(reason, "Check the client id, the secret and the store.")
    message = f"{shop}: Shopify refused the app's credentials ({reason}). {advice}"
    return AuthError(
        "credentials_refused", message, status=response.status_code, reason=reason
    )
