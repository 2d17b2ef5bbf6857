"""HTTP below the client: pooled sessions and what a broken connection means."""

import os
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from .errors import OutcomeUnknown, TransientError

CHUNK = 65536  # bytes of a file that are unpacked at once
_sessions = {}
# A forked worker must not talk over its parent's connections.
os.register_at_fork(after_in_child=_sessions.clear)


class TimeoutAdapter(HTTPAdapter):
    """Keeps the (connect, read) timeout with the pool: no call can forget it."""

    def __init__(self, timeout):
        super().__init__(pool_maxsize=32)
        self.timeout = timeout

    def send(self, request, timeout=None, **options):
        return super().send(request, timeout=timeout or self.timeout, **options)


def pooled_session(shop_domain, base_url, timeout=(5, 30)):
    """The process's session for a store; connections are reused between calls.

    Every request names the store in its Host header, which is how several stores
    of one sandbox are told apart. Cookies are not kept.
    """
    key = (shop_domain, base_url, timeout)
    if key not in _sessions:
        session = requests.Session()
        session.mount(base_url, TimeoutAdapter(timeout))
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.trust_env = base_url.startswith("https://")  # proxies of the server
        session.headers["Host"] = shop_domain
        session.headers["User-Agent"] = "connector_shopify (Odoo)"
        _sessions[key] = session
    return _sessions[key]


def post(session, url, mutation=False, **options):
    """POST without following redirects; returns the whole `requests.Response`.

    Raises TransientError when the network failed, OutcomeUnknown when that
    happened after a mutation may have reached Shopify.
    """
    shop = session.headers["Host"]
    try:
        return session.post(url, allow_redirects=False, **options)
    except requests.RequestException as error:
        sure = not mutation or _never_sent(error)
        kind = TransientError if sure else OutcomeUnknown
        message = f"{shop}: no answer from Shopify ({type(error).__name__})."
        raise kind(message) from error


@contextmanager
def download(shop, url, timeout=(5, 60)):
    """GET a file that is not the store's: without token, cookies or the store's name.

    Gives a `requests.Response` whose body is not read yet. Raises TransientError when
    the network failed. Redirects are not followed.
    """
    with requests.Session() as session:
        session.trust_env = url.startswith("https://")
        session.mount(url, TimeoutAdapter(timeout))
        try:
            response = session.get(url, stream=True, allow_redirects=False)
        except requests.RequestException as error:
            raise _lost(shop, error) from error
        with response:
            yield response


def lines(shop, response):
    """Yield the lines (bytes, not empty) of a streamed Response, unpacked.

    Raises TransientError when it breaks off before its end.
    """
    try:
        yield from filter(None, response.iter_lines(CHUNK))
    except requests.RequestException as error:
        raise _lost(shop, error) from error
    # Before its version 2, urllib3 does not notice that something is missing.
    length = response.headers.get("Content-Length")
    if length and response.raw.tell() != int(length):
        raise TransientError(f"{shop}: a file from Shopify broke off.")


def _lost(shop, error):
    return TransientError(f"{shop}: no file from Shopify ({type(error).__name__}).")


def _never_sent(error):
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)


def retry_after(response):
    """Seconds from the Retry-After header, or None when it is absent or a date."""
    try:
        return float(response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None
