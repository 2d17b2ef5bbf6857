from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields

from ..models import shopify_token
from ..shopify.errors import AuthError, TransientError
from .common import ShopifyCase


class TestToken(ShopifyCase):
    """Access tokens: renewed early, by one worker, and once when refused."""

    def setUp(self):
        super().setUp()
        self.tokens = self.backend._tokens()
        self.tokens.forget()
        self.row = self.env["shopify.token"].search([])

    def granted(self):
        return len(self.store.tokens._granted)

    def test_a_token_is_asked_for_once(self):
        before = self.granted()
        token = self.tokens.get()
        self.assertEqual(self.backend._tokens().get(), token)
        shopify_token._known.clear()  # as in another worker
        self.assertEqual(self.backend._tokens().get(), token)
        self.assertEqual(self.granted(), before + 1)

    def test_a_token_is_renewed_before_it_ends(self):
        token = self.tokens.get()
        with freeze_time(fields.Datetime.now() + timedelta(hours=23, minutes=51)):
            self.assertNotEqual(self.tokens.get(), token)

    def test_a_refused_token_is_renewed_and_the_call_repeated(self):
        token = self.tokens.get()
        self.store.tokens.kill(token)
        self.assertEqual(
            self.backend._client().execute("shop")["shop"]["currencyCode"], "USD"
        )
        self.assertNotEqual(self.backend._tokens().get(), token)

    def test_what_another_worker_renewed_is_taken_over(self):
        mine = self.tokens.get()
        row = self.env["shopify.token"].search([])
        row.access_token = "renewed_elsewhere"
        self.env.flush_all()
        before = self.granted()
        self.assertEqual(self.tokens.renew(mine), "renewed_elsewhere")
        self.assertEqual(self.granted(), before)

    def test_while_another_worker_renews_nobody_waits(self):
        with (
            patch.object(
                shopify_token.DatabaseTokens,
                "_lock_row",
                side_effect=TransientError("busy", retry_after=2.0),
            ),
            self.assertRaises(TransientError) as caught,
        ):
            self.tokens.get()
        self.assertEqual(caught.exception.retry_after, 2.0)

    def test_a_static_token_is_used_as_it_is(self):
        self.backend.write(
            {"auth_method": "static_token", "static_token": self.store.static_token}
        )
        before = self.granted()
        self.assertEqual(
            self.backend._client().execute("shop")["shop"]["currencyCode"], "USD"
        )
        self.assertEqual(self.granted(), before)

    def test_a_wrong_static_token_is_told(self):
        self.backend.write({"auth_method": "static_token", "static_token": "shpat_x"})
        with self.assertRaises(AuthError) as caught:
            self.backend._client().execute("shop")
        self.assertEqual(caught.exception.code, "token_rejected")
        self.assertNotIn("shpat_x", str(caught.exception))

    def test_without_credentials_nothing_is_sent(self):
        self.backend.write({"client_id": False})
        self.store.calls.clear()
        with self.assertRaises(AuthError) as caught:
            self.backend._client().execute("shop")
        self.assertEqual(caught.exception.code, "credentials_missing")
        self.assertFalse(self.store.calls)
