from odoo.tests import tagged

from ..sandbox.generator import Generator
from .product_case import ProductCase


@tagged("post_install", "-at_install")
class TestProductImportBatch(ProductCase):
    """Many at once: cheap, complete, and a bad one holds no other."""

    def setUp(self):
        super().setUp()
        self.backend.lane_count = 1
        self.policy("product_import").batch_size = 100

    def many(self, count, prefix):
        return [
            self.shop_product(
                f"{prefix} {number}",
                (f"{prefix}-{number}-S", {"Size": "S"}),
                (f"{prefix}-{number}-M", {"Size": "M"}),
                tags=["Many"],
            )
            for number in range(count)
        ]

    def statements(self, nodes):
        self.wake("product_import", *(node["id"] for node in nodes))
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.drain()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_statements_grow_slowly(self):
        self.import_products(*self.many(1, "WARM"))
        few = self.statements(self.many(10, "FEW"))

        many = self.statements(self.many(60, "MANY"))

        self.assertLess((many - few) / 50, 6, f"10 products {few}, 60 products {many}")

    def test_one_call_reads_them_all(self):
        nodes = self.many(30, "CALL")
        self.store.calls.clear()

        self.import_products(*nodes)

        self.assertEqual([c["operation"] for c in self.store.calls], ["product"])
        self.assertTrue(all(self.template(node) for node in nodes))

    def test_a_bad_product_holds_no_other(self):
        first, bad, last = self.many(3, "MIX")
        self.odoo_product("One", default_code="MIX-1-S")
        self.odoo_product("Two", default_code="MIX-1-S")

        self.import_products(first, bad, last)

        self.assertTrue(self.template(first))
        self.assertTrue(self.template(last))
        self.assertFalse(self.binding(bad))
        self.assertEqual(self.issues(resource_id=bad["id"]).code, "sku_duplicate")

    def test_what_odoo_refuses_holds_no_other(self):
        first, bad, last = self.many(3, "REFUSED")
        variant = bad["variants"][1]
        uom = self.env["product.uom"].create(
            {
                "product_id": self.odoo_product("Box").id,
                "uom_id": self.env.ref("uom.product_uom_dozen").id,
                "barcode": "4006381333931",
            }
        )
        self.store.update_product(
            bad["id"], variants=[{"id": variant["id"], "barcode": uom.barcode}]
        )

        with self.assertLogs("odoo.addons.connector_shopify", "ERROR"):
            self.import_products(first, bad, last)

        self.assertTrue(self.template(first))
        self.assertTrue(self.template(last))
        self.assertFalse(self.binding(bad))
        issue = self.issues(resource_id=bad["id"])
        self.assertEqual(issue.code, "unexpected_error")
        self.assertIn("barcode", issue.message)

    def test_a_whole_catalogue_twice(self):
        with self.store.quiet():
            Generator(self.store, seed=7).catalogue(products=40)
        variants = [node["id"] for node in self.store.all("ProductVariant")]

        self.scan("product_import")
        before = self.count()
        bindings = self.env["shopify.product.product"].search([])
        self.backend.policy_ids.scan_cursor = False
        self.scan("product_import")

        self.assertFalse(self.issues())
        self.assertEqual(sorted(bindings.mapped("external_id")), sorted(variants))
        self.assertEqual(self.count(), before)

    def test_a_lost_message_is_found_by_the_comparison(self):
        node = self.shop_product("Lost", {"sku": "LOST"})

        self.scan("product_import")

        self.assertEqual(self.template(node).name, "Lost")
