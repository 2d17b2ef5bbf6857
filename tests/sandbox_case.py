import unittest

import requests

from ..sandbox import Server, Store


class SandboxCase(unittest.TestCase):
    """A store of its own, talked to over HTTP as an app would."""

    store_values = {}

    def setUp(self):
        super().setUp()
        self.store = Store(domain="demo.myshopify.com", **self.store_values)
        self.server = Server(stores=[self.store]).start()
        self.addCleanup(self.server.stop)

    def post(self, query, /, version="2026-10", token=None, **variables):
        """The HTTP answer to an operation."""
        return requests.post(
            f"{self.server.url}/admin/api/{version}/graphql.json",
            json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": token or self.store.static_token},
            timeout=10,
        )

    def body(self, query, /, **variables):
        """The whole JSON answer to an operation."""
        return self.post(query, **variables).json()

    def data(self, query, /, **variables):
        """`data` of an operation that must succeed."""
        body = self.body(query, **variables)
        self.assertNotIn("errors", body)
        return body["data"]

    def order(self, *lines, **values):
        """An order of custom lines `(price, quantity)`."""
        values["lines"] = [
            {"title": f"Item {number}", "price": price, "quantity": quantity}
            for number, (price, quantity) in enumerate(lines, start=1)
        ]
        return self.store.place_order(**values)


def shop_amount(bag):
    """Shop side of a MoneyBag as text."""
    return bag["shopMoney"]["amount"]
