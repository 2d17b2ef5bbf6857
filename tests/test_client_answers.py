import json

from ..shopify import documents
from ..shopify.client import ShopifyClient
from ..shopify.errors import AuthError, BusinessError, Throttled
from .scripted_shop import Tokens
from .test_client_errors import DOMAIN, SHOP, ErrorCase

WINDOW = "updated_at:>='2026-11-23T08:00:00Z'"


def denied(*path):
    return {
        "message": f"Access denied for {path[-1]} field. Required access: `read_x`",
        "path": list(path),
        "extensions": {"code": "ACCESS_DENIED", "requiredAccess": "`read_x`"},
    }


def cost(requested, available, rate=100):
    status = {
        "maximumAvailable": 2000,
        "currentlyAvailable": available,
        "restoreRate": rate,
    }
    return {
        "cost": {
            "requestedQueryCost": requested,
            "actualQueryCost": 5,
            "throttleStatus": status,
        }
    }


class TestUnavailable(ErrorCase):
    def test_field_without_its_scope_is_named(self):
        answer = {
            "data": {"shop": {"name": "Demo", "plan": None}},
            "errors": [denied("shop", "plan")],
        }

        data = self.client(answer).execute("shop")

        self.assertEqual(data, {"shop": {"name": "Demo", "plan": None}})
        self.assertEqual(data.unavailable, {"shop.plan"})

    def test_nothing_unavailable(self):
        self.assertEqual(self.client(SHOP).execute("shop").unavailable, frozenset())

    def test_nothing_answered_for_lack_of_a_scope_raises(self):
        answer = {"data": {"orders": None}, "errors": [denied("orders")]}

        error = self.refused(AuthError, answer, name="orders_delta", query=WINDOW)

        self.assertEqual(error.code, "scope_missing")
        self.assertIn("Required access: `read_x`", str(error))

    def test_other_errors_are_not_hidden_by_a_missing_scope(self):
        other = {"message": "Odd.", "path": ["shop", "email"]}
        self.refused(BusinessError, {**SHOP, "errors": [denied("shop", "plan"), other]})

    def test_nodes_name_the_path_inside_the_node(self):
        answer = {
            "data": {"nodes": [{"id": "A", "customer": None}, {"id": "B"}]},
            "errors": [denied("nodes", 0, "customer")],
        }

        found = self.client(answer).nodes("order", ["A", "B"])

        self.assertEqual(found, {"A": {"id": "A", "customer": None}, "B": {"id": "B"}})
        self.assertEqual(found.unavailable, {"customer"})

    def test_node_hidden_by_a_missing_scope_is_not_a_deleted_one(self):
        answer = {
            "data": {"nodes": [None, {"id": "B"}]},
            "errors": [denied("nodes", 0, "lineItems")],
        }
        client = self.client(answer)

        with self.assertRaises(AuthError) as caught:
            client.nodes("order", ["A", "B"])

        self.assertEqual(caught.exception.code, "scope_missing")

    def test_page_hidden_by_a_missing_scope_raises(self):
        answer = {
            "data": {"draftOrder": {"lineItems": None}},
            "errors": [denied("draftOrder", "lineItems")],
        }
        client = self.client(answer)

        with self.assertRaises(AuthError):
            list(client.pages("draft_order_lines", "draftOrder.lineItems", id="A"))


class TestSearchWarning(ErrorCase):
    def test_filter_that_shopify_ignored_raises(self):
        warning = {
            "field": "updatedat",
            "message": "Invalid search field.",
            "code": "x",
        }
        answer = {
            "data": {"orders": {"nodes": [{"id": "everything"}]}},
            "extensions": {"search": [{"path": ["orders"], "warnings": [warning]}]},
        }

        error = self.refused(BusinessError, answer, name="orders_delta", query="x:1")

        self.assertEqual(error.code, "search_invalid")
        self.assertIn("updatedat: Invalid search field.", str(error))

    def test_search_without_warnings_passes(self):
        search = {"search": [{"path": ["orders"], "warnings": []}]}
        client = self.client({**SHOP, "extensions": search})

        self.assertEqual(client.execute("shop"), SHOP["data"])


class TestBudget(ErrorCase):
    def test_throttled_waits_until_the_cost_is_there(self):
        refusal = {
            "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
            "extensions": cost(requested=450, available=200),
        }

        self.assertEqual(self.refused(Throttled, refusal).retry_after, 2.5)
        self.assertEqual([call.outcome for call in self.calls], ["throttled"])

    def test_query_that_cannot_fit_is_not_sent(self):
        client = self.client({**SHOP, "extensions": cost(6, available=15, rate=10)})
        client.execute("shop")

        with self.assertRaises(Throttled) as caught:
            client.nodes("order", ["A"])

        self.assertEqual(len(self.shop.requests), 1)
        wait = (documents.load("order").cost - 15) / 10
        self.assertAlmostEqual(caught.exception.retry_after, wait, delta=2)

    def test_query_that_may_fit_is_sent(self):
        need = documents.load("shop").cost
        budget = cost(need, available=need)
        client = self.client({**SHOP, "extensions": budget}, SHOP)
        client.execute("shop")

        self.assertEqual(client.execute("shop"), SHOP["data"])

    def test_budget_is_known_to_all_clients_of_the_store(self):
        self.client({**SHOP, "extensions": cost(6, available=0, rate=1)}).execute(
            "shop"
        )
        again = ShopifyClient(DOMAIN, "2026-10", Tokens(), self.shop.url)

        with self.assertRaises(Throttled):
            again.execute("shop")


class TestRecord(ErrorCase):
    def test_each_request_is_recorded_with_its_cost(self):
        client = self.client({**SHOP, "extensions": cost(6, available=1994)})

        client.execute("shop")

        (call,) = self.calls
        self.assertEqual(call.operation, "shop")
        self.assertEqual((call.requested_cost, call.actual_cost), (6, 5))
        self.assertEqual(call.available, 1994)
        self.assertEqual(call.outcome, "ok")
        self.assertGreater(call.seconds, 0)

    def test_request_is_what_shopify_documents(self):
        self.client(SHOP).execute("shop")

        ((path, headers, body),) = self.shop.requests
        body = json.loads(body)
        self.assertEqual(path, "/admin/api/2026-10/graphql.json")
        self.assertEqual(headers["Host"], DOMAIN)
        self.assertEqual(headers["X-Shopify-Access-Token"], "first-token")
        self.assertIn("gzip", headers["Accept-Encoding"])
        self.assertEqual((body["operationName"], body["variables"]), ("shop", {}))
        self.assertIn("query shop", body["query"])

    def test_connection_is_shared_and_cookies_are_not_kept(self):
        first = self.client((200, SHOP, {"Set-Cookie": "visitor=1; Path=/"}), SHOP)
        second = ShopifyClient(DOMAIN, "2026-10", Tokens(), self.shop.url)

        first.execute("shop")
        second.execute("shop")

        self.assertEqual(len(self.shop.connections), 1)
        self.assertNotIn("Cookie", self.shop.requests[1][1])
