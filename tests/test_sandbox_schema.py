import gzip
import unittest

from graphql import parse, validate

from ..sandbox import schema


class TestSchema(unittest.TestCase):
    def test_versions_oldest_first(self):
        self.assertEqual(schema.versions(), ["2026-07", "2026-10"])

    def test_versions_no_longer_served_fall_forward(self):
        self.assertEqual(schema.served_version("2025-01"), "2026-07")
        self.assertEqual(schema.served_version("2026-10"), "2026-10")

    def test_names_and_types_only(self):
        for version in schema.versions():
            path = schema.HERE / f"admin_{version}.json.gz"
            self.assertNotIn(b'"description":', gzip.decompress(path.read_bytes()))
            self.assertLess(path.stat().st_size, 400_000)

    def test_a_deprecated_field_is_known_as_such(self):
        order = schema.load("2026-10").schema.get_type("Order")
        self.assertTrue(order.fields["totalPrice"].deprecation_reason)
        self.assertFalse(order.fields["totalPriceSet"].deprecation_reason)

    def test_each_version_refuses_what_it_does_not_know(self):
        document = parse(
            "mutation C($id: ID!) { orderCancel(orderId: $id, reason: OTHER, "
            "restock: true) { jobResult { status } } }"
        )
        errors = {
            version: validate(schema.load(version).schema, document)
            for version in schema.versions()
        }
        self.assertEqual(errors["2026-10"], [])
        self.assertIn("jobResult", errors["2026-07"][0].message)

    def test_what_access_a_type_needs(self):
        text, scopes = schema.load("2026-10").access["Customer"]
        self.assertEqual(text, "`read_customers` access scope.")
        self.assertEqual(scopes, ["read_customers"])
