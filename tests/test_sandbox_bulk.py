import json
import unittest

import requests

from ..sandbox import Server, Store
from .sandbox_receiver import Receiver

RUN = """
mutation Run($query: String!, $group: Boolean! = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $group) {
    bulkOperation { id status url }
    userErrors { field message code }
  }
}
"""
READ = """
query Read($id: ID!) {
  bulkOperation(id: $id) {
    status errorCode url objectCount rootObjectCount fileSize completedAt
  }
}
"""
PRODUCTS = """{
  products { edges { node { id title variants { edges { node { id sku } } } } } }
}"""


class BulkCase(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.store = Store(domain="demo.myshopify.com", seed=1)
        self.server = Server(stores=[self.store]).start()
        self.addCleanup(self.server.stop)
        self.store.clock.speed = 100

    def post(self, document, **variables):
        answer = requests.post(
            f"{self.server.url}/admin/api/2026-10/graphql.json",
            json={"query": document, "variables": variables},
            headers={"X-Shopify-Access-Token": self.store.static_token},
            timeout=10,
        )
        return answer.json()["data"]

    def run_query(self, query, **variables):
        return self.post(RUN, query=query, **variables)["bulkOperationRunQuery"]

    def finished(self, query, **variables):
        """The finished operation and the lines of its file."""
        self.subscribe()
        started = self.run_query(query, **variables)
        self.assertEqual(started["userErrors"], [])
        self.assertEqual(started["bulkOperation"]["status"], "CREATED")
        gid = started["bulkOperation"]["id"]
        self.wait_until_told(gid)
        operation = self.post(READ, id=gid)["bulkOperation"]
        if not operation["url"]:
            return operation, None
        text = requests.get(operation["url"], timeout=10).text
        return operation, [json.loads(line) for line in text.splitlines()]

    def subscribe(self):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        values = {"topic": "BULK_OPERATIONS_FINISH", "uri": self.receiver.url}
        self.store.add("WebhookSubscription", values)

    def wait_until_told(self, gid):
        self.assertTrue(self.receiver.arrived.wait(10), "no webhook")
        [(_headers, body)] = self.receiver.messages
        self.assertEqual(json.loads(body)["admin_graphql_api_id"], gid)

    def products(self, count=2):
        return [
            self.store.create_product(
                f"Mug {n}",
                variants=[
                    {"sku": f"M{n}-{size}", "options": {"Size": size}} for size in "SL"
                ],
            )
            for n in range(count)
        ]


class TestResult(BulkCase):
    def test_children_follow_all_parents_and_name_theirs(self):
        first, second = self.products()
        operation, lines = self.finished(PRODUCTS)
        self.assertEqual(operation["status"], "COMPLETED")
        self.assertEqual(
            lines[:2],
            [
                {"id": first["id"], "title": "Mug 0"},
                {"id": second["id"], "title": "Mug 1"},
            ],
        )
        self.assertEqual(
            [(line["sku"], line["__parentId"]) for line in lines[2:]],
            [
                ("M0-S", first["id"]),
                ("M0-L", first["id"]),
                ("M1-S", second["id"]),
                ("M1-L", second["id"]),
            ],
        )
        self.assertEqual(
            (operation["objectCount"], operation["rootObjectCount"]), ("6", "2")
        )

    def test_grouped_children_follow_their_parent(self):
        self.products()
        _operation, lines = self.finished(PRODUCTS, group=True)
        names = [line.get("title") or line["sku"] for line in lines]
        self.assertEqual(names, ["Mug 0", "M0-S", "M0-L", "Mug 1", "M1-S", "M1-L"])

    def test_more_rows_than_a_page_may_have(self):
        with self.store.quiet():
            self.products(300)
        _operation, lines = self.finished("{ products { edges { node { id } } } }")
        self.assertEqual(len(lines), 300)

    def test_search_applies(self):
        self.products()
        query = '{ products(query: "sku:M1-S") { edges { node { title } } } }'
        _operation, lines = self.finished(query)
        self.assertEqual(lines, [{"title": "Mug 1"}])

    def test_nothing_found_has_no_file(self):
        operation, lines = self.finished("{ orders { edges { node { id } } } }")
        self.assertEqual(operation["status"], "COMPLETED")
        self.assertIsNone(operation["url"])
        self.assertIsNone(lines)

    def test_missing_scope_fails_the_operation(self):
        self.products()
        self.store.revoke_scope("read_products")
        operation, _lines = self.finished(PRODUCTS)
        self.assertEqual(
            (operation["status"], operation["errorCode"]), ("FAILED", "ACCESS_DENIED")
        )


class TestRules(BulkCase):
    def refused(self, query):
        answer = self.run_query(query)
        self.assertIsNone(answer["bulkOperation"])
        [error] = answer["userErrors"]
        self.assertEqual(error["code"], "INVALID")
        self.assertEqual(self.store.all("BulkOperation"), [])
        return error["message"]

    def test_no_connection_inside_a_list(self):
        message = self.refused(
            """{ orders { edges { node { id refunds { id
            refundLineItems { edges { node { quantity } } } } } } } }"""
        )
        self.assertIn("connection field within a list field", message)

    def test_parents_need_their_id(self):
        message = self.refused(
            "{ products { edges { node { variants { edges { node { sku } } } } } } }"
        )
        self.assertIn("must select its id", message)

    def test_edges_are_needed(self):
        message = self.refused("{ products { nodes { id } } }")
        self.assertIn("edges { node", message)

    def test_one_top_level_field(self):
        message = self.refused("{ shop { id } products { edges { node { id } } } }")
        self.assertIn("exactly one top-level field", message)

    def test_unknown_field(self):
        message = self.refused("{ products { edges { node { colour } } } }")
        self.assertIn("colour", message)

    def test_sixth_operation_at_once(self):
        self.store.bulk_seconds = 10_000
        self.addCleanup(self.store.clock.advance, 10_000)
        started = [self.run_query(PRODUCTS)["bulkOperation"]["id"] for _n in range(5)]
        answer = self.run_query(PRODUCTS)
        [error] = answer["userErrors"]
        self.assertEqual(error["code"], "OPERATION_IN_PROGRESS")
        self.assertIn(", ".join(started), error["message"])

    def test_cancel(self):
        self.subscribe()
        self.store.bulk_seconds = 10_000
        gid = self.run_query(PRODUCTS)["bulkOperation"]["id"]
        self.post(
            "mutation Stop($id: ID!) { bulkOperationCancel(id: $id) { userErrors "
            "{ field message } } }",
            id=gid,
        )
        self.store.clock.advance(10_000)
        self.wait_until_told(gid)
        operation = self.post(READ, id=gid)["bulkOperation"]
        self.assertEqual((operation["status"], operation["url"]), ("CANCELED", None))
