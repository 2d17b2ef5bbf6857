import base64
import hashlib
import hmac
import json
import threading
import time
import unittest

from ..sandbox import Store
from .sandbox_receiver import Receiver

FOUR_HOURS = 4 * 3600


class WebhookCase(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.store = Store(domain="demo.myshopify.com", seed=1)
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        self.addCleanup(self.store.webhooks.discard)

    def subscribe(self, topic="ORDERS_CREATE", **fields):
        gid = f"gid://shopify/WebhookSubscription/{len(self.store.objects) + 1}"
        subscription = {
            "__typename": "WebhookSubscription",
            "id": gid,
            "topic": topic,
            "uri": self.receiver.url,
            **fields,
        }
        self.store.objects[gid] = subscription
        return subscription

    def emit(self, number=1, topic="orders/create"):
        self.store.webhooks.emit(topic, {"id": number})

    def settle(self):
        self.assertTrue(self.store.webhooks.wait_idle(), "still delivering")

    def received(self):
        return [json.loads(body)["id"] for _headers, body in self.receiver.messages]


class TestDelivery(WebhookCase):
    def test_signature_is_of_the_raw_body_with_the_apps_secret(self):
        self.subscribe()
        self.emit()
        self.settle()
        [(headers, body)] = self.receiver.messages
        secret = self.store.client_secret.encode()
        digest = hmac.new(secret, body, hashlib.sha256).digest()
        self.assertEqual(
            headers["X-Shopify-Hmac-Sha256"], base64.b64encode(digest).decode()
        )

    def test_signed_with_the_previous_secret_after_a_rotation(self):
        self.subscribe()
        self.store.previous_secret = "the old one"
        self.store.webhooks.sign_with_previous = True
        self.emit()
        self.settle()
        [(headers, body)] = self.receiver.messages
        digest = hmac.new(b"the old one", body, hashlib.sha256).digest()
        self.assertEqual(
            headers["X-Shopify-Hmac-Sha256"], base64.b64encode(digest).decode()
        )

    def test_headers(self):
        self.subscribe(name="odoo-1")
        self.store.webhooks.emit("orders/create", {"id": 1, "test": True})
        self.settle()
        [(headers, _body)] = self.receiver.messages
        self.assertEqual(headers["X-Shopify-Topic"], "orders/create")
        self.assertEqual(headers["X-Shopify-Shop-Domain"], "demo.myshopify.com")
        self.assertEqual(headers["X-Shopify-API-Version"], self.store.api_version)
        self.assertEqual(headers["X-Shopify-Name"], "odoo-1")
        self.assertEqual(headers["X-Shopify-Test"], "true")
        self.assertRegex(headers["X-Shopify-Triggered-At"], r"^\d{4}-.*Z$")

    def test_nothing_is_sent_without_a_subscription_to_the_topic(self):
        self.subscribe("PRODUCTS_UPDATE")
        self.emit()
        self.settle()
        self.assertEqual(self.store.webhooks.log, [])

    def test_messages_of_one_action_share_the_event_but_not_the_message_id(self):
        self.subscribe()
        self.subscribe("ORDERS_PAID")
        with self.store.webhooks.one_event():
            self.emit()
            self.emit(topic="orders/paid")
        self.emit()
        self.settle()
        events = [found["event_id"] for found in self.store.webhooks.log]
        self.assertEqual(events[0], events[1])
        self.assertNotEqual(events[0], events[2])
        ids = {found["webhook_id"] for found in self.store.webhooks.log}
        self.assertEqual(len(ids), 3)

    def test_quiet(self):
        self.subscribe()
        with self.store.quiet():
            self.emit()
        self.settle()
        self.assertEqual(self.receiver.messages, [])

    def test_paused_messages_wait(self):
        self.subscribe()
        self.store.webhooks.pause()
        self.emit()
        self.assertFalse(self.store.webhooks.wait_idle(timeout=0.1))
        self.assertEqual(self.store.webhooks.pending(), 1)
        self.store.webhooks.resume()
        self.settle()
        self.assertEqual(self.received(), [1])

    def test_an_action_does_not_wait_for_the_receiver(self):
        self.subscribe()
        self.receiver.free.clear()
        self.emit(1)
        self.emit(2)
        self.assertEqual(self.store.webhooks.pending(), 2)
        self.receiver.free.set()
        self.settle()
        self.assertEqual(sorted(self.received()), [1, 2])

    def test_subscriptions_of_the_apps_configuration(self):
        configured = {"topic": "SHOP_REDACT", "uri": self.receiver.url}
        self.store.webhooks.app_subscriptions.append(configured)
        self.emit(topic="shop/redact")
        self.settle()
        self.assertEqual(self.received(), [1])


class TestRetries(WebhookCase):
    def test_a_retry_has_the_same_message_id_and_body(self):
        self.subscribe()
        self.receiver.answers = [500]
        self.store.clock.speed = 1000
        self.emit()
        self.settle()
        first, second = self.receiver.messages
        self.assertEqual(
            first[0]["X-Shopify-Webhook-Id"], second[0]["X-Shopify-Webhook-Id"]
        )
        self.assertEqual(first[1], second[1])
        [entry] = self.store.webhooks.log
        self.assertEqual((entry["status"], entry["attempts"]), ("delivered", 2))

    def test_a_retry_waits_for_the_stores_clock(self):
        self.subscribe()
        self.receiver.answers = [503]
        self.emit()
        self.assertFalse(self.store.webhooks.wait_idle(timeout=0.3))
        [entry] = self.store.webhooks.log
        self.assertEqual(
            (entry["status"], entry["attempts"], entry["code"]), ("retrying", 1, 503)
        )
        self.store.clock.advance(10)
        self.settle()
        self.assertEqual(entry["status"], "delivered")

    def test_a_redirect_is_a_failure_and_not_followed(self):
        self.subscribe()
        self.receiver.answers = [302]
        self.emit()
        self.assertFalse(self.store.webhooks.wait_idle(timeout=0.3))
        [entry] = self.store.webhooks.log
        self.assertEqual((entry["status"], entry["code"]), ("retrying", 302))
        self.assertEqual(len(self.receiver.messages), 1)

    def test_after_eight_failed_retries_the_subscription_is_removed(self):
        subscription = self.subscribe()
        self.receiver.answer = 500
        self.store.clock.speed = FOUR_HOURS * 4
        self.emit()
        self.settle()
        [entry] = self.store.webhooks.log
        self.assertEqual((entry["status"], entry["attempts"]), ("failed", 9))
        self.assertNotIn(subscription["id"], self.store.objects)
        self.emit(2)
        self.assertEqual(len(self.store.webhooks.log), 1)

    def test_a_subscription_that_took_other_messages_stays(self):
        subscription = self.subscribe()
        self.receiver.answers = [500]
        self.emit(1)
        self.assertFalse(self.store.webhooks.wait_idle(timeout=0.3))
        self.emit(2)
        self.assertFalse(self.store.webhooks.wait_idle(timeout=0.3))
        self.receiver.answer = 500
        self.store.clock.speed = FOUR_HOURS * 4
        self.settle()
        statuses = [found["status"] for found in self.store.webhooks.log]
        self.assertEqual(statuses, ["failed", "delivered"])
        self.assertIn(subscription["id"], self.store.objects)

    def test_nobody_listening_is_a_failure_with_its_reason(self):
        self.subscribe(uri="http://127.0.0.1:9/webhook")
        self.emit()
        self.assertFalse(self.store.webhooks.wait_idle(timeout=0.3))
        [entry] = self.store.webhooks.log
        self.assertEqual(entry["status"], "retrying")
        self.assertIn("Connection refused", entry["error"])


class TestMisbehaviour(WebhookCase):
    def deliver(self, count=100, **behaviour):
        self.subscribe()
        self.store.clock.speed = 100
        self.store.webhooks.misbehave(**behaviour)
        for number in range(count):
            self.emit(number)
        self.settle()
        return self.received()

    def test_lost_messages_are_the_same_for_the_same_seed(self):
        lost = set(range(100)) - set(self.deliver(lose=0.1))
        log = [found["status"] for found in self.store.webhooks.log]
        self.assertEqual({i for i in range(100) if log[i] == "lost"}, lost)
        self.setUp()
        self.assertEqual(set(range(100)) - set(self.deliver(lose=0.1)), lost)
        self.assertTrue(3 <= len(lost) <= 20, lost)

    def test_duplicates_have_the_same_message_id(self):
        received = self.deliver(duplicate=0.2)
        self.assertEqual(set(received), set(range(100)))
        self.assertTrue(108 <= len(received) <= 135, len(received))
        ids = {found["webhook_id"] for found in self.store.webhooks.log}
        self.assertEqual(len(ids), 100)

    def test_reordered_messages_all_arrive(self):
        received = self.deliver(reorder=0.2)
        self.assertNotEqual(received, sorted(received))
        self.assertEqual(sorted(received), list(range(100)))

    def test_delayed_messages_follow_the_stores_clock(self):
        self.subscribe()
        self.store.webhooks.misbehave(delay=(60, 60))
        self.emit()
        self.assertFalse(self.store.webhooks.wait_idle(timeout=0.1))
        self.assertEqual(self.receiver.messages, [])
        self.store.clock.advance(61)
        self.settle()
        self.assertEqual(self.received(), [1])


class TestThreads(WebhookCase):
    def test_they_end_when_nothing_is_left_to_do(self):
        self.subscribe()
        before = set(threading.enumerate())
        for number in range(20):
            self.emit(number)
        self.settle()
        deadline = time.monotonic() + 5
        while set(threading.enumerate()) - before and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(set(threading.enumerate()) - before, set())
        self.emit(99)
        self.settle()
        self.assertEqual(len(self.receiver.messages), 21)
