from odoo.exceptions import UserError, ValidationError

from .common import ShopifyCase


class TestBackend(ShopifyCase):
    def setUp(self):
        super().setUp()
        self.backend._sync_subscriptions(self.backend._client())

    def test_connect_reads_the_store_and_subscribes(self):
        self.assertEqual(self.backend.state, "connected")
        self.assertEqual(self.backend.currency_id.name, "USD")
        self.assertEqual(self.backend.country_id.code, "US")
        self.assertEqual(self.backend.served_api_version, "2026-10")
        self.assertFalse(self.backend.missing_scopes)
        topics = {each["topic"] for each in self.store.all("WebhookSubscription")}
        self.assertEqual(topics, self.backend._wanted_topics())

    def test_connecting_again_changes_no_subscription(self):
        before = list(self.store.all("WebhookSubscription"))
        self.backend.action_connect()
        self.assertEqual(list(self.store.all("WebhookSubscription")), before)

    def test_a_removed_subscription_is_repaired(self):
        gone = self.store.all("WebhookSubscription")[0]
        self.store.objects.pop(gone["id"])
        self.backend._sync_subscriptions(self.backend._client())
        topics = {each["topic"] for each in self.store.all("WebhookSubscription")}
        self.assertEqual(topics, self.backend._wanted_topics())

    def test_the_hourly_check_repairs_and_reports(self):
        self.store.objects.pop(self.store.all("WebhookSubscription")[0]["id"])
        withdrawn = {"read_orders", "write_orders", "read_all_orders"}
        self.store.scopes -= withdrawn
        self.backend._check_connection()
        self.assertEqual(self.issues().code, "scopes_missing")
        self.store.scopes |= withdrawn
        self.backend._check_connection()
        self.assertFalse(self.issues())
        topics = {each["topic"] for each in self.store.all("WebhookSubscription")}
        self.assertEqual(topics, self.backend._wanted_topics())

    def test_a_version_that_is_no_longer_served_is_told(self):
        self.backend.api_version = "2024-01"
        self.backend._check_connection()
        self.assertEqual(self.issues().code, "version_unserved")
        self.assertIn("2024-01", self.issues().message)

    def test_a_flow_that_is_switched_off_wants_no_messages(self):
        self.policy("order_import").enabled = False
        self.backend._check_connection()
        topics = {each["topic"] for each in self.store.all("WebhookSubscription")}
        self.assertNotIn("ORDERS_CREATE", topics)
        self.assertIn("PRODUCTS_UPDATE", topics)

    def test_settings_are_called_what_people_call_the_flow(self):
        self.assertEqual(self.policy("order_import").display_name, "Orders")

    def test_disconnect_removes_the_subscriptions(self):
        self.backend.action_disconnect()
        self.assertEqual(self.backend.state, "disconnected")
        self.assertFalse(self.store.all("WebhookSubscription"))

    def test_wrong_secret_is_told_plainly(self):
        self.backend.client_secret = "wrong"
        with self.assertRaisesRegex(UserError, "refused the app's credentials"):
            self.backend.action_test_connection()

    def test_only_shopify_addresses(self):
        for domain in ("demo.example.com", "demo.myshopify.com.evil.example", ""):
            with self.assertRaises(ValidationError):
                self.backend.shop_domain = domain

    def test_a_missing_permission_is_named(self):
        withdrawn = {"read_orders", "write_orders", "read_all_orders"}
        self.store.scopes -= withdrawn
        self.addCleanup(self.store.scopes.update, withdrawn)
        with self.assertRaisesRegex(UserError, "read_orders"):
            self.backend.action_connect()
