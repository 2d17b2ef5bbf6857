import requests

from ..sandbox import Server, Store
from .sandbox_case import SandboxCase

NAMES = "query Names($ids: [ID!]!) { nodes(ids: $ids) { id ... on Order { name } } }"
PAGE = """
query Page($first: Int, $after: String, $reverse: Boolean) {
  orders(first: $first, after: $after, reverse: $reverse, sortKey: UPDATED_AT) {
    nodes { name }
    edges { cursor node { name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""


class TestNodes(SandboxCase):
    def test_the_order_of_the_ids_and_null_for_what_is_missing(self):
        one, two = self.order(("1", 1)), self.order(("2", 1))
        ids = [two["id"], "gid://shopify/Order/1", one["id"]]
        self.assertEqual(
            self.data(NAMES, ids=ids)["nodes"],
            [
                {"id": two["id"], "name": "#1002"},
                None,
                {"id": one["id"], "name": "#1001"},
            ],
        )

    def test_251_ids_are_refused(self):
        body = self.body(NAMES, ids=["gid://shopify/Order/1"] * 251)
        error = body["errors"][0]
        self.assertEqual(error["extensions"]["code"], "MAX_INPUT_SIZE_EXCEEDED")
        self.assertEqual(error["path"], ["nodes", "ids"])
        self.assertEqual(
            error["message"],
            "The input array size of 251 is greater than the maximum allowed of 250.",
        )
        self.assertNotIn("data", body)

    def test_an_object_of_another_type_is_not_found(self):
        customer = self.store.create_customer(firstName="Ada")
        query = "query One($id: ID!) { order(id: $id) { id } }"
        self.assertIsNone(self.data(query, id=customer["id"])["order"])


class TestPages(SandboxCase):
    def setUp(self):
        super().setUp()
        for _number in range(5):
            self.order(("1", 1))
            self.store.clock.advance(60)

    def names(self, **variables):
        page = self.data(PAGE, **variables)["orders"]
        return [node["name"] for node in page["nodes"]], page["pageInfo"]

    def test_forward_to_the_end(self):
        names, info = self.names(first=3)
        self.assertEqual(names, ["#1001", "#1002", "#1003"])
        self.assertTrue(info["hasNextPage"])
        names, info = self.names(first=3, after=info["endCursor"])
        self.assertEqual(names, ["#1004", "#1005"])
        self.assertFalse(info["hasNextPage"])
        self.assertTrue(info["hasPreviousPage"])

    def test_reverse(self):
        names, info = self.names(first=2, reverse=True)
        self.assertEqual(names, ["#1005", "#1004"])
        names, _info = self.names(first=2, reverse=True, after=info["endCursor"])
        self.assertEqual(names, ["#1003", "#1002"])

    def test_a_cursor_goes_on_where_its_row_was(self):
        _names, info = self.names(first=2)
        moved = self.store.all("Order")[1]
        self.store.update_order(moved["id"], note="moved to the end")
        names, _info = self.names(first=9, after=info["endCursor"])
        self.assertEqual(names, ["#1003", "#1004", "#1005", "#1002"])

    def test_edges_carry_cursors(self):
        page = self.data(PAGE, first=2)["orders"]
        cursors = [edge["cursor"] for edge in page["edges"]]
        info = page["pageInfo"]
        self.assertEqual(cursors, [info["startCursor"], info["endCursor"]])

    def test_lines_of_an_order_in_pages(self):
        order = self.order(*[("1", 1)] * 3)
        query = """query Lines($id: ID!, $after: String) { order(id: $id) {
          lineItems(first: 2, after: $after) {
            nodes { title } pageInfo { hasNextPage endCursor } } } }"""
        first = self.data(query, id=order["id"])["order"]["lineItems"]
        self.assertTrue(first["pageInfo"]["hasNextPage"])
        after = first["pageInfo"]["endCursor"]
        second = self.data(query, id=order["id"], after=after)["order"]["lineItems"]
        self.assertEqual(second["nodes"], [{"title": "Item 3"}])

    def test_a_plain_list_is_cut_short(self):
        order = self.order(("1", 1), paid=False)
        for amount in ("0.20", "0.30", "0.50"):
            self.store.pay_order(order["id"], amount=amount, gateway="cash")
        query = """query Money($id: ID!, $first: Int) { order(id: $id) {
          transactions(first: $first) { id } } }"""
        told = [{"id": each["id"]} for each in order["transactions"]]
        some = self.data(query, id=order["id"], first=2)["order"]["transactions"]
        self.assertEqual(some, told[:2])
        every = self.data(query, id=order["id"])["order"]["transactions"]
        self.assertEqual(every, told)

    def test_more_than_250_rows_are_refused(self):
        error = self.body(PAGE, first=251)["errors"][0]
        self.assertEqual(error["extensions"]["code"], "BAD_REQUEST")
        self.assertEqual(error["path"], ["orders"])

    def test_a_foreign_cursor_is_refused(self):
        error = self.body(PAGE, first=1, after="nonsense")["errors"][0]
        self.assertEqual(
            error["message"], "Invalid cursor for current pagination sort."
        )


class TestAccess(SandboxCase):
    QUERY = "query Buyer($id: ID!) { order(id: $id) { name customer { id } } }"

    def setUp(self):
        super().setUp()
        customer = self.store.create_customer(firstName="Ada")
        line = {"title": "Mug", "price": "1"}
        self.placed = self.store.place_order([line], customer=customer["id"])

    def test_a_missing_scope_is_null_and_an_error(self):
        self.store.scopes -= {"read_customers", "write_customers"}
        body = self.body(self.QUERY, id=self.placed["id"])
        self.assertEqual(
            body["data"]["order"], {"name": self.placed["name"], "customer": None}
        )
        error = body["errors"][0]
        required = "`read_customers` access scope."
        self.assertEqual(error["path"], ["order", "customer"])
        self.assertEqual(error["extensions"]["code"], "ACCESS_DENIED")
        self.assertEqual(error["extensions"]["requiredAccess"], required)
        self.assertEqual(
            error["message"],
            f"Access denied for customer field. Required access: {required}",
        )

    def test_nodes_of_a_type_that_may_not_be_read(self):
        self.store.scopes -= {"read_orders", "write_orders"}
        location = self.store.create_location("Berlin")
        body = self.body(NAMES, ids=[location["id"], self.placed["id"]])
        self.assertEqual(body["data"]["nodes"], [{"id": location["id"]}, None])
        self.assertEqual(body["errors"][0]["path"], ["nodes", 1])
        self.assertEqual(body["errors"][0]["extensions"]["code"], "ACCESS_DENIED")

    def test_a_mutation_needs_its_own_scope(self):
        self.store.scopes.discard("write_customers")
        query = """mutation N($input: CustomerInput!) {
          customerUpdate(input: $input) { customer { id } } }"""
        given = {"id": self.placed["customer"], "firstName": "Eve"}
        body = self.body(query, input=given)
        self.assertEqual(body["data"], {"customerUpdate": None})
        self.assertEqual(body["errors"][0]["extensions"]["code"], "ACCESS_DENIED")
        customer = self.store.objects[self.placed["customer"]]
        self.assertEqual(customer["firstName"], "Ada")

    def test_old_orders_need_a_scope_of_their_own(self):
        self.store.clock.advance(61 * 86400)
        query = "{ orders(first: 5) { nodes { id } } }"
        self.assertEqual(len(self.data(query)["orders"]["nodes"]), 1)
        self.store.scopes.discard("read_all_orders")
        self.assertEqual(self.data(query)["orders"]["nodes"], [])

    def test_write_includes_read(self):
        self.store.scopes.discard("read_customers")
        order = self.data(self.QUERY, id=self.placed["id"])["order"]
        self.assertEqual(order["customer"], {"id": self.placed["customer"]})

    def test_scopes_are_told(self):
        self.store.scopes = {"read_orders"}
        query = "{ currentAppInstallation { accessScopes { handle } } }"
        self.assertEqual(
            self.data(query)["currentAppInstallation"]["accessScopes"],
            [{"handle": "read_orders"}],
        )


class TestVersions(SandboxCase):
    QUERY = "{ shop { myshopifyDomain } }"

    def served(self, version):
        return self.post(self.QUERY, version=version).headers["X-Shopify-API-Version"]

    def test_the_answer_names_its_version(self):
        self.assertEqual(self.served("2026-10"), "2026-10")
        self.assertEqual(self.served("2026-07"), "2026-07")

    def test_an_old_version_falls_forward(self):
        self.assertEqual(self.served("2024-01"), "2026-07")

    def test_a_status_is_called_as_its_version_calls_it(self):
        query = "query Q($id: ID!) { order(id: $id) { displayFulfillmentStatus } }"
        order = self.order(("1", 1))
        self.store.cancel_order(order["id"])
        statuses = [
            self.post(query, version=version, id=order["id"]).json()["data"]["order"]
            for version in ("2026-07", "2026-10")
        ]
        self.assertEqual(
            [found["displayFulfillmentStatus"] for found in statuses],
            ["UNFULFILLED", "FULFILLMENT_NOT_REQUIRED"],
        )


class TestStores(SandboxCase):
    def test_the_host_header_chooses_the_store(self):
        other = Store(domain="other.myshopify.com", currency="USD")
        with Server([self.store, other]) as server:
            answer = requests.post(
                f"{server.url}/admin/api/2026-10/graphql.json",
                json={"query": "{ shop { currencyCode } }"},
                headers={
                    "Host": other.domain,
                    "X-Shopify-Access-Token": other.static_token,
                },
                timeout=10,
            )
        self.assertEqual(answer.json()["data"]["shop"]["currencyCode"], "USD")
