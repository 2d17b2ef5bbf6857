import unittest

from ..sandbox import Server, Store
from ..shopify import auth, limits, transport
from ..shopify.client import ShopifyClient
from .scripted_shop import Tokens


class ClientCase(unittest.TestCase):
    """A client of a sandbox store, over HTTP."""

    def setUp(self):
        super().setUp()
        self.addCleanup(limits.forget)
        self.store = Store(domain="demo.myshopify.com", seed=1)
        self.server = Server(stores=[self.store])
        self.server.start()
        self.addCleanup(self.server.stop)
        self.tokens = Tokens(self.store.static_token)
        self.calls = []
        self.client = self.connect()

    def connect(self, version="2026-10", **options):
        return ShopifyClient(
            self.store.domain,
            version,
            self.tokens,
            self.server.url,
            on_call=self.calls.append,
            **options,
        )

    def asked(self):
        """What reached the store: operations in order."""
        return [call["operation"] for call in self.store.calls]

    def grant(self, secret=None):
        return auth.request_client_credentials_token(
            transport.pooled_session(self.store.domain, self.server.url),
            self.server.url,
            self.store.client_id,
            secret or self.store.client_secret,
        )
