import logging
import traceback
import unittest

from ..shopify import auth
from ..shopify.client import ShopifyClient
from ..shopify.errors import AuthError, BusinessError, ShopifyError, TransientError
from .client_case import ClientCase
from .scripted_shop import Tokens


class TestToken(ClientCase):
    def test_granted_token_opens_the_store(self):
        token = self.grant()
        self.tokens.token = token.access_token

        self.assertEqual(token.scope, self.store.scopes)
        self.assertEqual(token.expires_in, 86399)
        self.assertEqual(self.client.execute("shop")["shop"]["name"], "Demo")

    def test_wrong_secret_is_refused(self):
        with self.assertRaises(AuthError) as caught:
            self.grant("wrong-secret")

        self.assertEqual(caught.exception.code, "credentials_refused")
        self.assertIn(
            "Check the client id and the client secret", str(caught.exception)
        )

    def test_token_endpoint_in_trouble_is_transient(self):
        for kind in ("http_503", "drop"):
            with self.subTest(kind):
                self.store.faults.once(kind, "token")
                with self.assertRaises(TransientError):
                    self.grant()

    def test_expired_token_is_renewed_once(self):
        old = self.grant().access_token
        self.tokens = Tokens(old, renewals=[self.grant().access_token])
        self.client = self.connect()
        self.store.faults.once("expired_token")

        data = self.client.execute("shop")

        self.assertEqual(data["shop"]["name"], "Demo")
        self.assertEqual(self.tokens.rejected, [old])
        outcomes = [call.outcome for call in self.calls]
        self.assertEqual(outcomes, ["token_rejected", "ok"])

    def test_renewed_token_that_is_rejected_too_ends_it(self):
        self.tokens = Tokens("dead", renewals=["dead as well", "never asked for"])

        with self.assertRaises(AuthError) as caught:
            self.connect().execute("shop")

        self.assertEqual(caught.exception.code, "token_rejected")
        self.assertEqual(self.tokens.rejected, ["dead"])

    def test_token_that_cannot_be_renewed_ends_it(self):
        self.store.uninstall()

        with self.assertRaises(AuthError) as caught:
            self.client.execute("shop")

        self.assertEqual(caught.exception.code, "token_rejected")
        self.assertEqual(self.tokens.rejected, [self.store.static_token])


class TestAddress(unittest.TestCase):
    def test_store_is_spoken_to_over_https(self):
        self.assertEqual(
            auth.shop_base_url("my-shop-2.myshopify.com"),
            "https://my-shop-2.myshopify.com",
        )

    def test_anything_else_is_no_store(self):
        for domain in (
            None,
            "",
            "shop.example.com",
            "-x.myshopify.com",
            "a.b.myshopify.com",
            "x.myshopify.com.evil.org",
            "x.myshopify.com/evil",
            "evil.org/x.myshopify.com",
            "x@evil.myshopify.com",
            "X.myshopify.com",
            "x.myshopify.com\n",
        ):
            with self.subTest(domain), self.assertRaises(BusinessError) as caught:
                auth.shop_base_url(domain)
            self.assertEqual(caught.exception.code, "domain_invalid")

    def test_sandbox_is_on_this_machine_only(self):
        for url in (
            "https://evil.org",
            "http://demo.myshopify.com",
            "http://127.0.0.1.evil.org",
            "http://127.0.0.1@evil.org",
            "http://127.0.0.1:80/path",
            "https://other.myshopify.com",
        ):
            with self.subTest(url), self.assertRaises(BusinessError):
                ShopifyClient("demo.myshopify.com", "2026-10", Tokens(), url)


class TestSecrets(ClientCase):
    """Neither the token nor the client secret is ever shown."""

    def shown(self, action):
        """All that an error or the log would show of the action."""
        with self.assertLogs(level=logging.DEBUG) as logs:
            logging.getLogger().info("begin")
            try:
                action()
                self.fail("nothing was raised")
            except ShopifyError as error:
                text = traceback.format_exc() + repr(error) + repr(vars(error))
        return text + "\n".join(logs.output)

    def test_errors_and_logs_of_calls(self):
        self.client = self.connect(timeout=(2, 1))
        for kind in ("http_500", "drop", "timeout_before", "throttle", "expired_token"):
            with self.subTest(kind):
                self.store.faults.once(kind)
                text = self.shown(lambda: self.client.execute("shop"))
                self.assertIn("demo.myshopify.com", text)
                self.assertNotIn(self.store.static_token, text)

    def test_errors_and_logs_of_the_grant(self):
        secret = "wrong" * 5
        text = self.shown(lambda: self.grant(secret))
        self.assertIn("credentials_refused", text)
        self.assertNotIn(secret, text)

    def test_token_with_strange_characters(self):
        for token in ("shpat_secret\n", "shpat_secret…", " shpat_secret"):
            with self.subTest(token):
                self.tokens.token = token
                text = self.shown(lambda: self.client.execute("shop"))
                self.assertIn("the access token is damaged", text)
                self.assertNotIn("shpat_secret", text)
        self.assertEqual(self.asked(), [])

    def test_representations(self):
        self.client.execute("shop")
        token = self.grant()

        self.assertNotIn(token.access_token, repr(token))
        self.assertEqual(
            repr(self.client), "<ShopifyClient demo.myshopify.com 2026-10>"
        )
        self.assertNotIn(self.store.static_token, repr(self.calls))
