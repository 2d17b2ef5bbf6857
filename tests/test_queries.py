import unittest

from graphql import NoDeprecatedCustomRule, parse, specified_rules, validate

from ..sandbox import schema
from ..shopify import documents
from .client_case import ClientCase

NAMES = sorted(path.stem for path in documents.QUERIES.glob("*.graphql"))
DEAREST = 1000  # Shopify refuses a query that costs more
LISTS = (
    "lineItems shippingLines fulfillmentOrders returns refundLineItems "
    "refundShippingLines orderAdjustments returnLineItems"
)
VARIABLES = {
    "order_more": {"ids": [], **dict.fromkeys(LISTS.split(), True)},
    "webhook_subscription_create": {
        "topic": "ORDERS_CREATE",
        "subscription": {"uri": "https://odoo.example.com/shopify"},
    },
    "inventory_set": {
        "input": {"name": "available", "reason": "correction", "quantities": []},
        "key": "1",
    },
    "inventory_adjust": {
        "input": {"name": "incoming", "reason": "correction", "changes": []},
        "key": "1",
    },
    "product_variants_policy": {
        "id": "gid://shopify/Product/1",
        "variants": [],
    },
    "inventory_activate": {
        "item": "gid://shopify/InventoryItem/1",
        "location": "gid://shopify/Location/1",
        "key": "1",
    },
}
SAMPLES = {"ids": [], "id": "gid://shopify/Order/1", "query": "id:1"}


def sample(document):
    """Variables with which the query can be sent."""
    wanted = document.variables & SAMPLES.keys()
    return VARIABLES.get(document.name, {name: SAMPLES[name] for name in wanted})


class TestQueries(unittest.TestCase):
    def test_every_query_is_valid_in_every_version(self):
        rules = [*specified_rules, NoDeprecatedCustomRule]
        for version in schema.versions():
            admin = schema.load(version).schema
            for name in NAMES:
                with self.subTest(query=name, version=version):
                    document = parse(documents.load(name).text)
                    found = validate(admin, document, rules)
                    self.assertEqual([error.message for error in found], [])

    def test_deprecated_field_is_found(self):
        admin = schema.load("2026-10").schema
        document = parse("{ orders(first: 1) { nodes { physicalLocation { id } } } }")

        (error,) = validate(admin, document, [NoDeprecatedCustomRule])

        self.assertIn("Order.physicalLocation is deprecated", error.message)

    def test_imported_fragments_come_once(self):
        text = documents.load("order").text

        for name in ("money", "address", "tax_line", "order_line", "customer"):
            self.assertEqual(text.count(f"fragment {name} on"), 1, name)


class TestCost(ClientCase):
    def test_cost_on_line_1_is_what_the_store_asks(self):
        for name in NAMES:
            with self.subTest(name):
                document = documents.load(name)
                self.client.execute(name, **sample(document))
                self.assertEqual(self.calls[-1].requested_cost, document.cost)
                self.assertLess(document.cost, DEAREST)
