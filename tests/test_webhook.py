import json

from odoo.tests import HttpCase, tagged

from ..controllers import webhook
from ..shopify.signature import sign

SECRET = "shpss_secret"


@tagged("post_install", "-at_install")
class TestWebhook(HttpCase):
    """Shopify's messages at the door: taken once, or refused with nothing stored."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backend = cls.env["shopify.backend"].create(
            {
                "name": "Demo",
                "shop_domain": "demo.myshopify.com",
                "client_secret": SECRET,
                "state": "connected",
            }
        )
        cls.body = json.dumps(
            {"id": 1, "admin_graphql_api_id": "gid://shopify/Order/1"}
        ).encode()

    def deliver(self, body=None, secret=SECRET, backend=None, **headers):
        body = self.body if body is None else body
        return self.url_open(
            f"/shopify/webhook/{(backend or self.backend).id}",
            data=body,
            headers={
                "Content-Type": "application/json",
                "X-Shopify-Topic": "orders/create",
                "X-Shopify-Shop-Domain": "demo.myshopify.com",
                "X-Shopify-Webhook-Id": "message-1",
                "X-Shopify-Triggered-At": "2026-11-23T10:00:00.123+01:00",
                "X-Shopify-Hmac-Sha256": sign(body, secret),
                **headers,
            },
        )

    def events(self):
        return self.env["shopify.event"].search([])

    def assert_refused(self, response, status):
        self.assertEqual(response.status_code, status)
        self.assertFalse(self.events())

    def test_a_signed_message_is_stored(self):
        response = self.deliver()
        self.assertEqual(response.status_code, 200)
        event = self.events()
        self.assertEqual(event.flow, "shopify.flow.order_import")
        self.assertEqual(event.topic, "orders/create")
        self.assertEqual(event.resource_id, "gid://shopify/Order/1")
        self.assertEqual(event.webhook_id, "message-1")
        self.assertEqual(str(event.triggered_at), "2026-11-23 09:00:00")
        self.assertEqual((event.state, event.source), ("waiting", "webhook"))

    def test_a_repeated_message_is_stored_once(self):
        self.deliver()
        response = self.deliver()
        self.assertEqual(response.status_code, 200)
        self.assertEqual(len(self.events()), 1)

    def test_a_forged_signature_is_refused(self):
        self.assert_refused(self.deliver(secret="guess"), 401)

    def test_a_changed_body_is_refused(self):
        signature = sign(self.body, SECRET)
        response = self.deliver(
            self.body + b" ", **{"X-Shopify-Hmac-Sha256": signature}
        )
        self.assert_refused(response, 401)

    def test_no_signature_is_refused(self):
        self.assert_refused(self.deliver(**{"X-Shopify-Hmac-Sha256": ""}), 401)

    def test_without_a_secret_nothing_is_accepted(self):
        self.backend.client_secret = False
        self.assert_refused(self.deliver(secret=""), 401)

    def test_the_previous_secret_is_accepted_during_a_rotation(self):
        self.backend.write({"client_secret": "new", "previous_client_secret": SECRET})
        self.assertEqual(self.deliver().status_code, 200)
        self.assertEqual(len(self.events()), 1)

    def test_another_shops_message_is_refused(self):
        response = self.deliver(**{"X-Shopify-Shop-Domain": "other.myshopify.com"})
        self.assert_refused(response, 404)

    def test_a_disconnected_store_takes_nothing(self):
        self.backend.state = "disconnected"
        self.assert_refused(self.deliver(), 404)

    def test_an_oversized_body_is_refused(self):
        body = b'{"x": "' + b"x" * webhook.MAX_BYTES + b'"}'
        self.assert_refused(self.deliver(body), 413)

    def test_a_signed_message_that_is_no_json_is_refused(self):
        self.assert_refused(self.deliver(b"<html>"), 400)

    def test_a_topic_nobody_listens_to_is_answered_and_forgotten(self):
        response = self.deliver(**{"X-Shopify-Topic": "themes/update"})
        self.assert_refused(response, 200)

    def test_a_switched_off_flow_takes_nothing(self):
        policies = self.backend.policy_ids
        policies.filtered(
            lambda policy: policy.flow == "shopify.flow.order_import"
        ).enabled = False
        self.assert_refused(self.deliver(), 200)

    def test_a_deletion_carries_only_a_number(self):
        body = json.dumps({"id": 7}).encode()
        self.deliver(body, **{"X-Shopify-Topic": "orders/delete"})
        self.assertEqual(self.events().resource_id, "gid://shopify/Order/7")
