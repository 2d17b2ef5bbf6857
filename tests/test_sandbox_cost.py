from unittest import mock

from ..sandbox.graph.cost import page_factor
from .sandbox_case import SandboxCase

PAGE = "query Page($first: Int!) { orders(first: $first) { nodes { id name } } }"
NODES = "query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id } }"


class CostCase(SandboxCase):
    def cost(self, query, /, **variables):
        return self.body(query, **variables)["extensions"]["cost"]


class TestFormula(CostCase):
    """Points of the measured formula; the examples are recorded ones."""

    def requested(self, query, /, **variables):
        return self.cost(query, **variables)["requestedQueryCost"]

    def test_a_page_costs_by_the_logarithm_of_its_size(self):
        sizes = (1, 2, 5, 10, 20, 25, 50, 100, 250)
        factors = [page_factor(size) for size in sizes]
        self.assertEqual(factors, [1, 1, 3, 4, 5, 6, 7, 9, 11])

    def test_a_page_of_plain_rows(self):
        self.assertEqual(self.requested(PAGE, first=10), 6)
        self.assertEqual(self.requested(PAGE, first=50), 9)

    def test_objects_in_a_row_cost_one_each(self):
        query = "{ productVariants(first: 1) { nodes { product { title } } } }"
        self.assertEqual(self.requested(query), 4)

    def test_edges_cost_as_nodes(self):
        query = "{ orders(first: 10) { edges { node { id } } } }"
        self.assertEqual(self.requested(query), 6)

    def test_money_is_free(self):
        query = """{ orders(first: 10) { nodes {
          totalPriceSet { shopMoney { amount } presentmentMoney { amount } } } } }"""
        self.assertEqual(self.requested(query), 6)

    def test_a_plain_list_is_one_object_however_long(self):
        query = "{ orders(first: 1) { nodes { transactions(first: 50) { id } } } }"
        self.assertEqual(self.requested(query), 4)

    def test_a_count(self):
        self.assertEqual(self.requested("{ productsCount { count } }"), 10)

    def test_a_mutation(self):
        query = """mutation D($id: ID!) { webhookSubscriptionDelete(id: $id) {
          deletedWebhookSubscriptionId userErrors { message } } }"""
        missing = "gid://shopify/WebhookSubscription/1"
        self.assertEqual(self.requested(query, id=missing), 10)

    def test_a_refused_mutation_returns_nothing_to_pay_for(self):
        query = """mutation S($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) {
            inventoryAdjustmentGroup { changes { item { id } location { id } } } } }"""
        given = {"name": "available", "reason": "why", "quantities": []}
        cost = self.cost(query, input=given, key="1")
        self.assertEqual(cost["requestedQueryCost"], 13)
        self.assertEqual(cost["actualQueryCost"], 10)

    def test_nodes_do_not_cost_by_their_number(self):
        many = ["gid://shopify/Order/1"] * 100
        self.assertEqual(self.requested(NODES, ids=many), 1)

    def test_a_store_may_charge_nodes_by_their_number(self):
        self.store.charge_nodes_per_id = True
        ids = ["gid://shopify/Order/1"]
        self.assertEqual(self.requested(NODES, ids=ids * 100), 100)


class TestBucket(CostCase):
    def test_what_is_not_used_is_given_back(self):
        cost = self.cost(PAGE, first=250)
        self.assertEqual(cost["requestedQueryCost"], 13)
        self.assertEqual(cost["actualQueryCost"], 3)
        status = cost["throttleStatus"]
        self.assertEqual(status["maximumAvailable"], 2000)
        self.assertEqual(status["restoreRate"], 100)
        self.assertIn(status["currentlyAvailable"], (1997, 1998, 1999))

    def test_empty_the_store_says_throttled(self):
        self.store.clock.now = mock.Mock(return_value=self.store.clock.now())
        self.store.bucket.empty()
        answer = self.post(PAGE, first=10)
        body = answer.json()
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("data", body)
        self.assertEqual(body["errors"][0]["message"], "Throttled")
        self.assertEqual(body["errors"][0]["extensions"]["code"], "THROTTLED")
        self.assertEqual(
            body["extensions"]["cost"],
            {
                "requestedQueryCost": 6,
                "actualQueryCost": None,
                "throttleStatus": {
                    "maximumAvailable": 2000,
                    "currentlyAvailable": 0,
                    "restoreRate": 100,
                },
            },
        )

    def test_it_fills_up_with_time(self):
        self.store.bucket.empty()
        self.store.clock.advance(1)
        self.assertIn("data", self.body(PAGE, first=10))

    def test_a_throttled_mutation_did_nothing(self):
        self.store.clock.now = mock.Mock(return_value=self.store.clock.now())
        self.store.bucket.empty()
        self.body("mutation Leave { appUninstall { app { id } } }")
        self.assertTrue(self.store.tokens.installed)

    def test_more_than_1000_points_is_refused_and_free(self):
        query = """{ orders(first: 250) { nodes { lineItems(first: 250) { nodes {
          taxLines { title } discountAllocations { __typename
          discountApplication { index } } variant { id product { id } } } }
          shippingLines(first: 250) { nodes { taxLines { title } } } } } }"""
        body = self.body(query)
        error = body["errors"][0]
        self.assertNotIn("data", body)
        self.assertEqual(error["extensions"]["code"], "MAX_COST_EXCEEDED")
        self.assertEqual(error["extensions"]["maxCost"], 1000)
        self.assertIn("single query max cost limit (1000)", error["message"])
        self.assertEqual(self.store.bucket.status()["currentlyAvailable"], 2000)

    def test_calls_are_kept(self):
        self.body(PAGE, first=10)
        call = self.store.calls[-1]
        self.assertEqual(call["operation"], "Page")
        self.assertEqual((call["cost"], call["status"]), (3, "ok"))


class TestPlans(CostCase):
    store_values = {"plan": "plus"}

    def test_a_larger_plan_has_a_larger_bucket(self):
        status = self.cost(PAGE, first=1)["throttleStatus"]
        self.assertEqual(status["restoreRate"], 1000)
        self.assertEqual(status["maximumAvailable"], 20000)
