from unittest.mock import patch

from odoo.tests import TransactionCase

from ..models import shopify_backend_connection, shopify_token
from ..sandbox import Server, Store
from ..shopify import limits


class ShopifyCase(TransactionCase):
    """A connected store: the sandbox's, over real HTTP.

    Jobs are not run by a runner here: `drain()` works the inbox off at once, by
    the method that the jobs call. Real runners have tests of their own.
    """

    store_options = {"currency": "USD", "country": "US", "timezone": "UTC"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store = Store(**cls.store_options)
        cls.server = Server(stores=[cls.store]).start()
        cls.addClassCleanup(cls.server.stop)
        cls.startClassPatcher(
            patch.object(
                shopify_backend_connection, "sandbox_url", lambda: cls.server.url
            )
        )
        if not cls._registry_patched:  # HttpCase does it itself
            cls.registry_enter_test_mode_cls()
        shopify_token._known.clear()
        cls.backend = cls.create_backend(cls.store)

    def setUp(self):
        super().setUp()
        shopify_token._known.clear()  # a renewed token was rolled back with its test
        self.store.calls.clear()
        self.store.faults.clear()
        self.store.bucket.set_rate(self.store.bucket.rate)  # full, however fast we are
        limits.forget()

    @classmethod
    def create_backend(cls, store, **values):
        """A connected `shopify.backend` for a sandbox store."""
        backend = cls.env["shopify.backend"].create(
            {
                "name": store.domain.split(".")[0],
                "shop_domain": store.domain,
                "client_id": store.client_id,
                "client_secret": store.client_secret,
                **values,
            }
        )
        with store.quiet():
            backend.action_connect()
        return backend

    def policy(self, flow):
        return self.backend.policy_ids.filtered(
            lambda policy: policy.flow == f"shopify.flow.{flow}"
        )

    def scan(self, flow):
        """Let a flow look for changes, and import them."""
        self.policy(flow)._job_scan()
        self.drain()

    def wake(self, flow, *gids, topic="test"):
        """Put resources into the inbox as a webhook does, without working on them."""
        self.env["shopify.event"]._store(
            self.backend,
            [
                {
                    "flow": f"shopify.flow.{flow}",
                    "topic": topic,
                    "resource_id": gid,
                }
                for gid in gids
            ],
            source="webhook",
        )

    def drain(self):
        """Work off everything that waits, lane by lane."""
        events = self.env["shopify.event"]
        seen = None
        while lanes := events._waiting_lanes(0):
            waiting = events.search([("state", "=", "waiting")]).ids
            self.assertNotEqual(waiting, seen, "nothing of the inbox is worked off")
            seen = waiting
            for backend_id, flow, lane in lanes:
                backend = self.env["shopify.backend"].browse(backend_id)._for_flow()
                backend.env["shopify.event"]._drain(backend, flow, lane)
            self.env.invalidate_all()

    def take(self, flow, *gids):
        """Wake a flow for resources and work them off."""
        self.wake(flow, *gids)
        self.drain()

    def issues(self, **values):
        domain = [("backend_id", "=", self.backend.id), ("state", "=", "open")]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["shopify.issue"].search(domain)
