"""Shopify's webhook signature (header X-Shopify-Hmac-Sha256)."""

import base64
import hashlib
import hmac


def sign(body, secret):
    """Base64 of the HMAC-SHA256 of the raw `body` (bytes) with `secret` (str)."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def verify(body, header, secrets):
    """Whether `header` signs the raw `body` (bytes) with one of `secrets`.

    Shopify may sign with the previous secret for an hour after a rotation, so
    several are accepted. Empty secrets are left out; without any, the answer is
    False. Takes the same time whichever secret fits.
    """
    given = (header or "").encode()
    matches = [
        hmac.compare_digest(sign(body, secret).encode(), given)
        for secret in secrets
        if secret
    ]
    return any(matches)
