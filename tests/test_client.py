from ..shopify import documents
from ..shopify.errors import (
    AuthError,
    BusinessError,
    OutcomeUnknown,
    Throttled,
    TransientError,
    raise_user_errors,
)
from .client_case import ClientCase

WEBHOOK = {"uri": "https://odoo.example.com/shopify"}


class TestRead(ClientCase):
    def test_shop(self):
        data = self.client.execute("shop")

        self.assertEqual(data["shop"]["myshopifyDomain"], "demo.myshopify.com")
        self.assertEqual(data["shop"]["currencyCode"], "EUR")
        scopes = data["currentAppInstallation"]["accessScopes"]
        self.assertEqual({s["handle"] for s in scopes}, self.store.scopes)
        self.assertEqual([call.outcome for call in self.calls], ["ok"])

    def test_nodes_come_by_id_and_none_when_gone(self):
        product = self.store.create_product(
            "Mug", variants=[{"sku": "M", "price": "9"}]
        )
        missing = "gid://shopify/Product/4711"

        found = self.client.nodes("product", [missing, product["id"], missing])

        self.assertEqual(list(found), [missing, product["id"]])
        self.assertIsNone(found[missing])
        self.assertEqual(found[product["id"]]["title"], "Mug")
        self.assertEqual(self.asked(), ["product"])

    def test_nodes_of_more_than_250_ids_take_several_requests(self):
        ids = [f"gid://shopify/Product/{number}" for number in range(1, 502)]

        found = self.client.nodes("product", ids)

        self.assertEqual(list(found), ids)
        self.assertEqual(self.asked(), ["product"] * 3)

    def test_no_ids_no_request(self):
        self.assertEqual(self.client.nodes("product", []), {})
        self.assertEqual(self.asked(), [])

    def test_pages_follow_the_cursor(self):
        with self.store.quiet():
            for number in range(101):
                self.store.create_location(f"Shop {number}")

        pages = list(self.client.pages("locations", "locations"))

        self.assertEqual([len(page) for page in pages], [100, len(pages[1])])
        names = {node["name"] for page in pages for node in page}
        self.assertLessEqual({f"Shop {number}" for number in range(101)}, names)

    def test_lines_behind_the_first_page_are_read_on_from_their_cursor(self):
        lines = [
            {"title": f"Line {n}", "quantity": 1, "price": "1"} for n in range(400)
        ]
        draft = self.store.create_draft(lines=lines)
        node = self.client.nodes("draft_order", [draft["id"]])[draft["id"]]
        first = node["lineItems"]

        more = self.client.pages(
            "draft_order_lines",
            "draftOrder.lineItems",
            id=draft["id"],
            cursor=first["pageInfo"]["endCursor"],
        )

        read = [line for page in (first["nodes"], *more) for line in page]
        self.assertEqual([line["title"] for line in read], [x["title"] for x in lines])
        self.assertEqual(read[399].keys(), read[0].keys())
        asked = ["draft_order", "draft_order_lines", "draft_order_lines"]
        self.assertEqual(self.asked(), asked)

    def test_variants_behind_the_first_100_are_read_on_from_their_cursor(self):
        variants = [
            {"sku": f"S{n}", "price": "1", "options": {"Size": f"{n}"}}
            for n in range(130)
        ]
        product = self.store.create_product("Shoe", variants=variants)
        node = self.client.nodes("product", [product["id"]])[product["id"]]
        first = node["variants"]

        (more,) = self.client.pages(
            "product_variants",
            "product.variants",
            id=product["id"],
            cursor=first["pageInfo"]["endCursor"],
        )

        read = first["nodes"] + more
        self.assertEqual([v["sku"] for v in read], [v["sku"] for v in variants])

    def test_pages_of_a_record_that_is_gone(self):
        missing = "gid://shopify/DraftOrder/4711"
        pages = self.client.pages(
            "draft_order_lines", "draftOrder.lineItems", id=missing
        )

        with self.assertRaises(BusinessError) as caught:
            list(pages)

        self.assertEqual(caught.exception.code, "record_missing")

    def test_variable_that_the_query_lacks_is_refused_before_it_is_sent(self):
        with self.assertRaisesRegex(TypeError, "orders_delta has no variables"):
            self.client.execute("orders_delta", query="id:1", after="x")

        self.assertEqual(self.asked(), [])

    def test_filter_that_shopify_does_not_know_raises(self):
        with self.assertRaises(BusinessError) as caught:
            list(self.client.pages("orders_delta", "orders", query="updatedat:>2026"))

        self.assertEqual(caught.exception.code, "search_invalid")

    def test_version_that_is_no_longer_served_shows(self):
        self.client.execute("shop")
        old = self.connect("2020-01")
        old.execute("shop")

        self.assertEqual(self.client.served_version, "2026-10")
        self.assertNotEqual(old.served_version, "2020-01")

    def test_missing_scope_is_told(self):
        self.store.scopes -= {"read_orders", "write_orders"}

        with self.assertRaises(AuthError) as caught:
            list(self.client.pages("orders_delta", "orders", query="id:1"))

        self.assertEqual(caught.exception.code, "scope_missing")
        self.assertIn("read_orders", str(caught.exception))
        self.assertEqual(self.tokens.rejected, [], "the token itself is good")


class TestWrite(ClientCase):
    def subscribe(self):
        return self.client.execute(
            "webhook_subscription_create",
            topic="ORDERS_CREATE",
            subscription=WEBHOOK,
        )["webhookSubscriptionCreate"]

    def subscriptions(self):
        pages = self.client.pages("webhook_subscriptions", "webhookSubscriptions")
        return [node for page in pages for node in page]

    def test_subscription_lives_until_it_is_deleted(self):
        made = raise_user_errors(self.subscribe())["webhookSubscription"]
        (seen,) = self.subscriptions()
        gone = self.client.execute("webhook_subscription_delete", id=made["id"])

        self.assertEqual((seen["id"], seen["topic"]), (made["id"], "ORDERS_CREATE"))
        self.assertEqual(seen["uri"], WEBHOOK["uri"])
        raise_user_errors(gone["webhookSubscriptionDelete"])
        self.assertEqual(self.subscriptions(), [])

    def test_refused_subscription(self):
        self.subscribe()

        with self.assertRaisesRegex(BusinessError, "already been taken"):
            raise_user_errors(self.subscribe())

        self.assertEqual(len(self.subscriptions()), 1)

    def test_timeout_after_the_effect_is_an_unknown_outcome(self):
        self.store.faults.once("timeout_after", "webhook_subscription_create")
        self.client = self.connect(timeout=(2, 1))

        with self.assertRaises(OutcomeUnknown):
            self.subscribe()

        self.assertEqual(len(self.subscriptions()), 1)
        self.assertEqual(self.asked().count("webhook_subscription_create"), 1)


class TestFaults(ClientCase):
    wait = documents.load("order").cost / 100  # seconds from empty, Basic plan

    def test_transient_faults_are_not_repeated_by_the_client(self):
        self.client = self.connect(timeout=(2, 1))
        for kind in ("http_500", "http_503", "drop", "timeout_before"):
            with self.subTest(kind):
                self.calls.clear()
                self.store.faults.once(kind)

                with self.assertRaises(TransientError) as caught:
                    self.client.execute("shop")

                self.assertIs(type(caught.exception), TransientError)
                self.assertEqual([call.outcome for call in self.calls], ["transient"])
                self.assertEqual(self.client.execute("shop")["shop"]["name"], "Demo")
        self.assertEqual(len(self.store.faults.fired), 4)

    def test_throttled_store_says_when(self):
        self.store.bucket.empty()

        with self.assertRaises(Throttled) as caught:
            self.client.execute("order", ids=["gid://shopify/Order/1"])

        self.assert_waits(caught.exception)

    def test_known_empty_bucket_is_not_asked_again(self):
        self.store.bucket.empty()
        with self.assertRaises(Throttled):
            self.client.execute("order", ids=["gid://shopify/Order/1"])
        self.store.calls.clear()

        with self.assertRaises(Throttled) as caught:
            self.client.nodes("order", ["gid://shopify/Order/1"])

        self.assertEqual(self.asked(), [])
        self.assert_waits(caught.exception)

    def assert_waits(self, throttled):
        """Until the cost is there again; what came back meanwhile is not waited for."""
        self.assertLessEqual(throttled.retry_after, self.wait)
        self.assertGreater(throttled.retry_after, self.wait - 1)

    def test_batch_is_halved_until_it_fits_and_that_is_remembered(self):
        self.store.charge_nodes_per_id = True
        self.store.bucket.set_rate(2000)
        ids = [f"gid://shopify/Customer/{number}" for number in range(1, 251)]

        found = self.client.nodes("customer", ids)

        outcomes = [call.outcome for call in self.calls]
        self.assertEqual(list(found), ids)
        self.assertEqual(outcomes, ["cost_exceeded"] * 2 + ["ok"] * 5)
        self.client.nodes("customer", ids[:62])
        self.assertEqual(self.calls[-1].outcome, "ok")
        self.assertEqual(len(self.calls), 8)
