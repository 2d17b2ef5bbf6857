from odoo.tests import tagged

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

    def test_a_lost_message_is_found_by_the_comparison(self):
        node = self.shop_product("Lost", {"sku": "LOST"})

        self.scan("product_import")

        self.assertEqual(self.template(node).name, "Lost")


@tagged("post_install", "-at_install")
class TestProductImportForOthers(ProductCase):
    """What the order import asks for."""

    def ensure(self, wanted):
        backend = self.backend._for_flow()
        flow = backend.env["shopify.flow.product_import"]
        return flow._ensure_variants(backend, wanted)

    def test_known_variants_cost_no_call(self):
        node = self.shop_product("Mug", {"sku": "MUG"})
        self.import_products(node)
        self.store.calls.clear()
        variant = node["variants"][0]

        found = self.ensure({variant["id"]: node["id"]})

        self.assertEqual(found, {variant["id"]: self.variants(node)})
        self.assertEqual(self.store.calls, [])

    def test_unknown_products_are_imported_in_one_call(self):
        mug = self.shop_product("Mug", {"sku": "MUG"})
        shirt = self.shop_product("Shirt", ("S", {"Size": "S"}), ("M", {"Size": "M"}))
        self.store.calls.clear()

        found = self.ensure(
            {
                mug["variants"][0]["id"]: mug["id"],
                shirt["variants"][0]["id"]: shirt["id"],
                shirt["variants"][1]["id"]: shirt["id"],
            }
        )

        self.assertEqual(
            {gid: product.default_code for gid, product in found.items()},
            {
                mug["variants"][0]["id"]: "MUG",
                shirt["variants"][0]["id"]: "S",
                shirt["variants"][1]["id"]: "M",
            },
        )
        self.assertEqual([c["operation"] for c in self.store.calls], ["product"])

    def test_the_product_of_a_variant_is_asked_for(self):
        mug = self.shop_product("Mug", {"sku": "MUG"})
        variant = mug["variants"][0]["id"]
        self.store.calls.clear()

        found = self.ensure({variant: None, "gid://shopify/ProductVariant/1": None})

        self.assertEqual(found, {variant: self.variants(mug)})
        self.assertEqual(
            [c["operation"] for c in self.store.calls], ["variant_products", "product"]
        )

    def test_a_variant_that_is_gone_is_still_its_odoo_product(self):
        node = self.shop_product("Shirt", ("S", {"Size": "S"}), ("M", {"Size": "M"}))
        self.import_products(node)
        removed = node["variants"][0]
        product = self.binding(removed).odoo_id
        self.store.delete_variant(removed["id"])
        self.import_products(node)

        found = self.ensure({removed["id"]: node["id"]})

        self.assertEqual(found, {removed["id"]: product})

    def test_an_archived_product_is_among_them(self):
        node = self.shop_product("Mug", {"sku": "MUG"})
        self.import_products(node)
        self.template(node).action_archive()

        found = self.ensure({node["variants"][0]["id"]: node["id"]})

        self.assertEqual([product.active for product in found.values()], [False])

    def test_a_product_with_a_problem_is_missing_and_has_an_issue(self):
        self.odoo_product("One", default_code="MUG")
        self.odoo_product("Two", default_code="MUG")
        node = self.shop_product("Mug", {"sku": "MUG"})

        found = self.ensure({node["variants"][0]["id"]: node["id"]})

        self.assertEqual(found, {})
        self.assertEqual(self.issues(resource_id=node["id"]).code, "sku_duplicate")
