import json
import unittest
from datetime import datetime

from ..sandbox import Store
from .sandbox_receiver import Receiver

VAT = [{"title": "VAT", "rate": "0.19"}]


class PayloadCase(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.store = Store(domain="demo.myshopify.com", timezone="America/New_York")
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        self.addCleanup(self.store.webhooks.discard)
        self.subscribe("shop/update", "app/uninstalled")

    def subscribe(self, *topics, **fields):
        for topic in topics:
            name = topic.upper().replace("/", "_").replace(".", "_")
            values = {"topic": name, "uri": self.receiver.url, **fields}
            self.store.add("WebhookSubscription", values)

    def sent(self, topic):
        """Payloads sent to the topic, in order."""
        self.assertTrue(self.store.webhooks.wait_idle(), "still delivering")
        log = self.store.webhooks.log
        return [json.loads(w["body"]) for w in log if w["topic"] == topic]

    def order(self, quantity=2, **values):
        product = self.store.create_product(
            "Mug", variants=[{"sku": "MUG", "price": "10.00"}]
        )
        lines = [{"variant": product["variants"][0]["id"], "quantity": quantity}]
        return self.store.place_order(lines=lines, taxes=VAT, **values)

    def number(self, record):
        return int(record["id"].rsplit("/", 1)[1])


class TestOrders(PayloadCase):
    def test_create(self):
        self.subscribe("orders/create")
        order = self.order(email="ada@example.com", tags=["vip", "gift"])
        [payload] = self.sent("orders/create")
        self.assertEqual(payload["id"], self.number(order))
        self.assertEqual(payload["admin_graphql_api_id"], order["id"])
        self.assertEqual(payload["name"], "#1001")
        self.assertEqual(payload["financial_status"], "paid")
        self.assertIsNone(payload["fulfillment_status"])
        self.assertEqual(payload["total_price"], "23.80")
        self.assertEqual(payload["tags"], "gift, vip")
        self.assertEqual(payload["line_items"][0]["sku"], "MUG")
        self.assertEqual(payload["line_items"][0]["tax_lines"][0]["price"], "3.80")

    def test_updated_at_has_the_shops_offset(self):
        self.subscribe("orders/create")
        order = self.order()
        [payload] = self.sent("orders/create")
        self.assertRegex(payload["updated_at"], r"-0[45]:00$")
        instant = datetime.fromisoformat(order["updatedAt"].replace("Z", "+00:00"))
        self.assertEqual(datetime.fromisoformat(payload["updated_at"]), instant)

    def test_paid_and_updated_share_the_event(self):
        order = self.order(paid=False)
        self.subscribe("orders/paid", "orders/updated")
        self.store.pay_order(order["id"])
        self.assertEqual(self.sent("orders/paid")[0]["financial_status"], "paid")
        events = {found["event_id"] for found in self.store.webhooks.log}
        self.assertEqual(len(self.store.webhooks.log), 2)
        self.assertEqual(len(events), 1)

    def test_edited_has_neither_gid_nor_top_level_id(self):
        order = self.order(quantity=3)
        self.subscribe("orders/edited")
        line = order["lineItems"][0]
        self.store.edit_order(order["id"], set_quantities={line["id"]: 1})
        [payload] = self.sent("orders/edited")
        self.assertEqual(list(payload), ["order_edit"])
        self.assertEqual(payload["order_edit"]["order_id"], self.number(order))
        self.assertEqual(
            payload["order_edit"]["line_items"],
            {"additions": [], "removals": [{"id": self.number(line), "delta": 2}]},
        )

    def test_cancelled(self):
        order = self.order()
        self.subscribe("orders/cancelled")
        self.store.cancel_order(order["id"], reason="CUSTOMER")
        [payload] = self.sent("orders/cancelled")
        self.assertEqual(payload["cancel_reason"], "customer")
        self.assertEqual(payload["financial_status"], "refunded")
        self.assertTrue(payload["cancelled_at"])

    def test_deleted_order_has_only_its_number(self):
        order = self.order()
        self.subscribe("orders/delete")
        self.store.delete_order(order["id"])
        self.assertEqual(self.sent("orders/delete"), [{"id": self.number(order)}])

    def test_refund(self):
        order = self.order()
        self.subscribe("refunds/create")
        line = order["lineItems"][0]
        refund = self.store.refund_order(order["id"], lines={line["id"]: 1})
        [payload] = self.sent("refunds/create")
        self.assertEqual(payload["admin_graphql_api_id"], refund["id"])
        self.assertEqual(payload["order_id"], self.number(order))
        [taken] = payload["refund_line_items"]
        self.assertEqual((taken["quantity"], taken["restock_type"]), (1, "return"))
        self.assertEqual(taken["line_item_id"], self.number(line))
        self.assertEqual(payload["transactions"][0]["amount"], "11.90")

    def test_fulfilment(self):
        order = self.order()
        self.subscribe("fulfillments/create")
        self.store.fulfil_order(
            order["id"],
            tracking={"company": "DHL", "number": "123", "url": "https://t"},
        )
        [payload] = self.sent("fulfillments/create")
        self.assertEqual(payload["order_id"], self.number(order))
        self.assertEqual(payload["status"], "success")
        self.assertEqual(payload["tracking_numbers"], ["123"])
        self.assertEqual(payload["line_items"][0]["quantity"], 2)


class TestOthers(PayloadCase):
    def test_product_has_100_full_variants_and_the_ids_of_all(self):
        self.subscribe("products/create")
        sizes = [{"options": {"Size": str(number)}} for number in range(120)]
        product = self.store.create_product("Ring", variants=sizes)
        [payload] = self.sent("products/create")
        self.assertEqual(payload["admin_graphql_api_id"], product["id"])
        self.assertEqual(len(payload["variants"]), 100)
        self.assertEqual(
            [found["admin_graphql_api_id"] for found in payload["variant_gids"]],
            [found["id"] for found in product["variants"]],
        )

    def test_deleted_product_has_only_its_number(self):
        product = self.store.create_product("Mug")
        self.subscribe("products/delete")
        self.store.delete_product(product["id"])
        self.assertEqual(self.sent("products/delete"), [{"id": self.number(product)}])

    def test_customer_without_tags_and_totals(self):
        self.subscribe("customers/create")
        self.store.create_customer(
            firstName="Ada",
            lastName="Lovelace",
            email="ada@example.com",
            tags=["vip"],
            addresses=[{"city": "York", "countryCode": "GB"}],
        )
        [payload] = self.sent("customers/create")
        self.assertEqual(payload["email"], "ada@example.com")
        self.assertEqual(payload["default_address"]["country_code"], "GB")
        self.assertFalse({"tags", "total_spent", "orders_count"} & set(payload))

    def test_stock_level(self):
        location = self.store.create_location("Shelf")
        self.subscribe("inventory_levels/update")
        self.store.create_product(
            "Mug", variants=[{"sku": "MUG", "inventory": {location["id"]: 7}}]
        )
        [payload] = self.sent("inventory_levels/update")
        self.assertEqual(payload["available"], 7)
        self.assertEqual(payload["location_id"], self.number(location))
        self.assertNotIn("id", payload)

    def test_location(self):
        self.subscribe("locations/create")
        location = self.store.create_location("Shelf", address={"city": "Berlin"})
        [payload] = self.sent("locations/create")
        self.assertEqual(payload["admin_graphql_api_id"], location["id"])
        self.assertEqual((payload["name"], payload["city"]), ("Shelf", "Berlin"))

    def test_uninstalled_is_still_delivered_and_ends_the_subscriptions(self):
        self.store.uninstall()
        [payload] = self.sent("app/uninstalled")
        self.assertEqual(payload["myshopify_domain"], "demo.myshopify.com")
        self.assertNotIn("admin_graphql_api_id", payload)
        self.assertEqual(self.store.all("WebhookSubscription"), [])

    def test_revoked_scope_is_told(self):
        self.subscribe("app/scopes_update")
        before = sorted(self.store.scopes)
        self.store.revoke_scope("write_orders")
        [payload] = self.sent("app/scopes_update")
        self.assertEqual(payload["previous"], before)
        self.assertEqual(set(before) - set(payload["current"]), {"write_orders"})


class TestIncludeFields(PayloadCase):
    def test_only_the_wanted_fields(self):
        wanted = ["id", "admin_graphql_api_id", "updated_at"]
        self.subscribe("orders/create", includeFields=wanted)
        order = self.order()
        [payload] = self.sent("orders/create")
        self.assertEqual(list(payload), wanted)
        self.assertEqual(payload["id"], self.number(order))

    def test_fields_of_lines(self):
        wanted = ["id", "line_items.sku", "line_items.quantity", "nothing"]
        self.subscribe("orders/create", includeFields=wanted)
        self.order()
        [payload] = self.sent("orders/create")
        self.assertEqual(payload["line_items"], [{"sku": "MUG", "quantity": 2}])
        self.assertEqual(list(payload), ["id", "line_items"])
