import re
import unittest

import requests

from ..sandbox import Server, Store
from .sandbox_receiver import Receiver

SUBSCRIBE = """
mutation Subscribe($sub: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: $sub) {
    userErrors { field message }
  }
}
"""


class ControlCase(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.store = Store(domain="demo.myshopify.com", seed=1)
        self.server = Server(stores=[self.store]).start()
        self.addCleanup(self.server.stop)

    def post(self, command, domain="demo.myshopify.com", **arguments):
        url = f"{self.server.url}/sandbox/{domain}/{command}"
        return requests.post(url, json=arguments, timeout=10)

    def call(self, command, **arguments):
        answer = self.post(command, **arguments)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()


class TestVerbs(ControlCase):
    def test_an_order_from_placing_to_refund(self):
        product = self.call(
            "create_product", title="Mug", variants=[{"sku": "MUG", "price": "10.00"}]
        )
        order = self.call(
            "place_order",
            lines=[{"variant": product["variants"][0]["id"], "quantity": 3}],
            email="ada@example.com",
            paid=False,
        )
        gid, line = order["id"], order["lineItems"][0]["id"]
        self.call("edit_order", gid=gid, set_quantities={line: 2})
        self.call("pay_order", gid=gid)
        self.call("fulfil_order", gid=gid)
        self.call("refund_order", gid=gid, lines={line: 1}, restock=True)
        found = self.call("overview")["orders"][0]
        self.assertEqual(found["total"], "10.0")
        self.assertEqual(found["payment"], "PARTIALLY_REFUNDED")
        self.assertEqual(found["fulfilment"], "FULFILLED")
        self.assertEqual(found["lines"][0]["quantity"], 1)
        self.assertEqual(self.store.all("Order")[0]["id"], gid)

    def test_a_return_with_an_exchange(self):
        order = self.call("place_order", lines=[{"title": "Mug", "price": "10.00"}])
        gid, line = order["id"], order["lineItems"][0]["id"]
        self.call("fulfil_order", gid=gid)
        found = self.call(
            "create_return",
            gid=gid,
            lines={line: 1},
            exchange=[{"title": "Cup", "price": "7.00"}],
        )
        self.call("process_return", gid=found["id"], disposition="NOT_RESTOCKED")
        closed = self.call("close_return", gid=found["id"])
        self.assertEqual(closed["status"], "CLOSED")
        order = self.call("object", gid=gid)
        self.assertEqual(order["returnStatus"], "RETURNED")
        self.assertEqual(
            order["refunds"][0]["totalRefundedSet"]["shopMoney"]["amount"], "3.0"
        )

    def test_second_store_by_its_domain(self):
        other = Store(domain="other.myshopify.com", seed=1)
        self.server.stores.append(other)
        self.post("create_location", domain="other.myshopify.com", name="Elsewhere")
        names = [found["name"] for found in other.all("Location")]
        self.assertIn("Elsewhere", names)
        names = [found["name"] for found in self.store.all("Location")]
        self.assertNotIn("Elsewhere", names)

    def test_unknown_command_names_the_known_ones(self):
        answer = self.post("plase_order")
        self.assertEqual(answer.status_code, 404)
        self.assertIn("place_order", answer.json()["error"])

    def test_private_methods_are_no_commands(self):
        self.assertEqual(self.post("_create_shop").status_code, 404)
        self.assertEqual(self.post("add", typename="X", values={}).status_code, 404)

    def test_unknown_store(self):
        answer = self.post("overview", domain="nobody.myshopify.com")
        self.assertEqual(answer.status_code, 404)

    def test_wrong_arguments_change_nothing(self):
        answer = self.post("place_order", linse=[])
        self.assertEqual(answer.status_code, 400)
        self.assertIn("lines", answer.json()["error"])
        self.assertEqual(self.store.all("Order"), [])

    def test_body_that_is_not_json(self):
        url = f"{self.server.url}/sandbox/demo.myshopify.com/overview"
        answer = requests.post(url, data="{", timeout=10)
        self.assertEqual(answer.status_code, 400)

    def test_unknown_object(self):
        answer = self.post("pay_order", gid="gid://shopify/Order/1")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("gid://shopify/Order/1", answer.json()["error"])


class TestSwitches(ControlCase):
    def test_credentials(self):
        found = self.call("credentials")
        self.assertEqual(found["client_id"], self.store.client_id)
        self.assertEqual(found["client_secret"], self.store.client_secret)
        self.assertEqual(found["static_token"], self.store.static_token)

    def test_uninstall_and_install_again(self):
        token = self.store.static_token
        self.call("uninstall")
        self.assertFalse(self.store.tokens.valid(token))
        self.call("install")
        self.assertTrue(self.store.tokens.valid(token))

    def test_faults(self):
        self.call("faults/once", kind="throttle", operation="order", times=2)
        self.call("faults/rate", kind="drop", share=0.5)
        found = self.call("faults")
        self.assertEqual(
            found["once"], [{"kind": "throttle", "operation": "order", "times": 2}]
        )
        self.assertEqual(
            found["rates"], [{"kind": "drop", "operation": None, "share": 0.5}]
        )
        self.call("faults/clear")
        found = self.call("faults")
        self.assertEqual((found["once"], found["rates"]), ([], []))

    def test_clock(self):
        before = self.store.clock.now()
        self.call("clock", advance=3600, speed=10)
        self.assertGreaterEqual((self.store.clock.now() - before).seconds, 3600)
        self.assertEqual(self.store.clock.speed, 10)

    def test_scopes(self):
        scopes = self.call("scopes", grant=["read_themes"], revoke=["read_orders"])
        self.assertIn("read_themes", scopes)
        self.assertNotIn("read_orders", scopes)

    def test_calls(self):
        requests.post(
            f"{self.server.url}/admin/api/2026-10/graphql.json",
            json={"query": "query Name { shop { name } }"},
            headers={"X-Shopify-Access-Token": self.store.static_token},
            timeout=10,
        )
        [found] = self.call("calls")
        self.assertEqual((found["operation"], found["status"]), ("Name", "ok"))
        self.call("calls/clear")
        self.assertEqual(self.call("calls"), [])

    def test_generate_twice_gives_different_halves(self):
        first = self.call("generate", products=2, customers=1, orders=1)
        self.call("generate", products=2)
        skus = [found["sku"] for found in self.store.all("ProductVariant")]
        self.assertEqual(len(self.store.all("Product")), 4)
        self.assertEqual(len(skus), len(set(skus)))
        self.assertEqual([o["id"] for o in self.store.all("Order")], first["orders"])

    def test_generate_orders_that_live(self):
        self.call("generate", products=3, special=4, steps=3)
        orders = self.store.all("Order")
        self.assertEqual(len(orders), 4)
        changed = [order for order in orders if order["edited"] or order["refunds"]]
        shipped = [order for order in orders if order["fulfillments"]]
        self.assertGreater(len(changed) + len(shipped), 0)

    def test_generate_orders_of_one_shape(self):
        self.call("generate", products=3, orders=4, shape={"lines": 2})
        orders = self.store.all("Order")
        self.assertEqual([len(order["lineItems"]) for order in orders], [2] * 4)


class TestWebhooks(ControlCase):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)

    def test_privacy_topic_about_a_customer(self):
        customer = self.store.create_customer(email="ada@example.com")
        self.call("webhooks/subscribe", topic="customers/redact", uri=self.receiver.url)
        self.call("webhooks/emit", topic="customers/redact", gid=customer["id"])
        self.assertTrue(self.call("webhooks/wait_idle"))
        [found] = self.call("webhooks")
        self.assertEqual(found["status"], "delivered")
        self.assertIn('"email":"ada@example.com"', found["body"])

    def test_subscribed_by_the_api_told_of_an_order(self):
        answer = requests.post(
            f"{self.server.url}/admin/api/2026-10/graphql.json",
            json={
                "query": SUBSCRIBE,
                "variables": {
                    "sub": {"uri": self.receiver.url, "includeFields": ["id"]}
                },
            },
            headers={"X-Shopify-Access-Token": self.store.static_token},
            timeout=10,
        )
        created = answer.json()["data"]["webhookSubscriptionCreate"]
        self.assertEqual(created["userErrors"], [])
        order = self.call("place_order", lines=[{"title": "Mug", "price": "10"}])
        self.assertTrue(self.call("webhooks/wait_idle"))
        [(headers, body)] = self.receiver.messages
        self.assertEqual(headers["X-Shopify-Topic"], "orders/create")
        self.assertEqual(body.decode(), f'{{"id":{order["id"].rsplit("/", 1)[1]}}}')

    def test_pause_and_resume(self):
        self.call("webhooks/subscribe", topic="shop/update", uri=self.receiver.url)
        self.call("webhooks/pause")
        self.call("update_shop", name="New name")
        self.assertEqual(self.call("webhooks/pending"), 1)
        self.call("webhooks/resume")
        self.assertTrue(self.call("webhooks/wait_idle"))
        self.assertEqual(len(self.receiver.messages), 1)

    def test_misbehave(self):
        self.call("webhooks/subscribe", topic="shop/update", uri=self.receiver.url)
        self.call("webhooks/misbehave", lose=1)
        self.call("update_shop", name="New name")
        self.assertEqual([w["status"] for w in self.call("webhooks")], ["lost"])

    def test_rotation_of_the_secret(self):
        self.call("settings", previous_secret="old")
        self.assertTrue(self.store.webhooks.sign_with_previous)
        self.call("settings", previous_secret="")
        self.assertFalse(self.store.webhooks.sign_with_previous)


class TestPage(ControlCase):
    def test_page_knows_the_stores_and_finds_its_parts(self):
        page = requests.get(self.server.url, timeout=10)
        self.assertIn('data-stores="demo.myshopify.com"', page.text)
        parts = re.findall(r'(?:src|href)="(/page/[^"]+)"', page.text)
        self.assertEqual(len(parts), 4)
        for part in parts:
            answer = requests.get(self.server.url + part, timeout=10)
            self.assertEqual(answer.status_code, 200, part)
            media = "text/css" if part.endswith(".css") else "text/javascript"
            self.assertTrue(answer.headers["Content-Type"].startswith(media), part)

    def test_no_other_files_are_served(self):
        url = f"{self.server.url}/page/..%2fstore.py"
        self.assertEqual(requests.get(url, timeout=10).status_code, 404)
