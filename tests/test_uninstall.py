from .common import ShopifyCase


class TestUninstall(ShopifyCase):
    """The app is removed from the store, or only an old message says so."""

    def setUp(self):
        super().setUp()
        self.shop = "gid://shopify/Shop/1"
        self.tokens = self.store.tokens
        self.addCleanup(setattr, self.tokens, "installed", True)

    def test_a_removed_app_disconnects_the_store(self):
        self.tokens.uninstall()
        self.take("app_uninstalled", self.shop)
        self.assertEqual(self.backend.state, "disconnected")
        self.assertEqual(self.issues().category, "connection")

    def test_a_message_that_comes_late_changes_nothing(self):
        self.take("app_uninstalled", self.shop)
        self.assertEqual(self.backend.state, "connected")
        self.assertFalse(self.issues())

    def test_connecting_again_closes_what_was_told(self):
        self.tokens.uninstall()
        self.take("app_uninstalled", self.shop)
        self.tokens.installed = True
        with self.store.quiet():
            self.backend.action_connect()
        self.assertEqual(self.backend.state, "connected")
        self.assertFalse(self.issues())
