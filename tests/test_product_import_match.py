from odoo.tests import tagged

from .product_case import ProductCase


@tagged("post_install", "-at_install")
class TestProductImportMatch(ProductCase):
    """Products that Odoo knows are linked, exactly, and nothing is guessed."""

    def assert_refused(self, node, code, *names):
        """Nothing was linked or made, and the issue names what is in the way."""
        self.assertFalse(self.binding(node))
        for variant in node["variants"]:
            self.assertFalse(self.binding(variant))
        issue = self.issues(resource_id=node["id"])
        self.assertEqual(issue.mapped("code"), [code])
        for name in names:
            self.assertIn(name, issue.message)

    def test_the_sku_decides(self):
        by_sku = self.odoo_product("By SKU", default_code="A-1")
        self.odoo_product("By barcode", barcode="111")
        node = self.shop_product("Bag", {"sku": "A-1", "barcode": "111"})
        before = self.count()

        self.import_products(node)

        self.assertEqual(self.variants(node), by_sku)
        self.assertEqual(self.template(node), by_sku.product_tmpl_id)
        self.assertEqual(self.count(), before)

    def test_without_a_sku_the_barcode_decides(self):
        product = self.odoo_product("Bag", default_code="OLD", barcode="111")
        node = self.shop_product("Bag", {"sku": "NEW", "barcode": "111"})

        self.import_products(node)

        self.assertEqual(self.variants(node), product)
        self.assertEqual(product.default_code, "OLD")

    def test_case_matters(self):
        product = self.odoo_product("Bag", default_code="bag-1")
        node = self.shop_product("Bag", {"sku": "BAG-1"})

        self.import_products(node)

        self.assertNotEqual(self.variants(node), product)
        self.assertEqual(self.variants(node).default_code, "BAG-1")

    def test_an_archived_product_is_linked_when_no_other_is_there(self):
        archived = self.odoo_product("Bag", default_code="A-1", active=False)
        node = self.shop_product("Bag", {"sku": "A-1"})

        self.import_products(node)

        self.assertEqual(self.variants(node), archived)
        self.assertFalse(archived.active)

    def test_an_active_product_goes_before_an_archived_one(self):
        self.odoo_product("Old bag", default_code="A-1", active=False)
        active = self.odoo_product("Bag", default_code="A-1")
        node = self.shop_product("Bag", {"sku": "A-1"})

        self.import_products(node)

        self.assertEqual(self.variants(node), active)

    def test_two_products_of_one_sku(self):
        self.odoo_product("First bag", default_code="A-1")
        self.odoo_product("Second bag", default_code="A-1")
        node = self.shop_product("Bag", {"sku": "A-1"})
        before = self.count()

        self.import_products(node)

        self.assert_refused(node, "sku_duplicate", "A-1", "First bag", "Second bag")
        self.assertEqual(self.count(), before)

    def test_the_fix_and_a_retry_link_it(self):
        self.odoo_product("First bag", default_code="A-1")
        second = self.odoo_product("Second bag", default_code="A-1")
        node = self.shop_product("Bag", {"sku": "A-1"})
        self.import_products(node)
        issue = self.issues(resource_id=node["id"])
        second.default_code = "A-2"

        issue.action_retry()
        self.drain()

        self.assertEqual(self.template(node).name, "First bag")
        self.assertEqual(issue.state, "resolved")

    def test_a_sku_used_twice_in_one_product_of_the_store(self):
        node = self.shop_product("Bag", ("A", {"Size": "S"}), ("A", {"Size": "M"}))
        before = self.count()

        self.import_products(node)

        self.assert_refused(node, "sku_duplicate", "Bag", "A")
        self.assertEqual(self.count(), before)

    def test_a_sku_used_by_two_products_of_the_store(self):
        first = self.shop_product("Bag", {"sku": "A"})
        second = self.shop_product("Rucksack", {"sku": "A"})

        self.import_products(first)
        self.import_products(second)

        self.assertTrue(self.binding(first))
        self.assert_refused(second, "sku_duplicate", "A", "Rucksack")

    def test_a_barcode_used_twice_in_the_same_batch(self):
        self.backend.lane_count = 1
        first = self.shop_product("Bag", {"barcode": "111"})
        second = self.shop_product("Rucksack", {"sku": "R", "barcode": "111"})

        self.import_products(first, second)

        self.assertTrue(self.binding(first))
        self.assert_refused(second, "barcode_duplicate", "111", "Rucksack")

    def test_variants_are_linked_to_those_of_one_product(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Shoe size",
                "value_ids": [(0, 0, {"name": "40"}), (0, 0, {"name": "41"})],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Shoe",
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [(6, 0, attribute.value_ids.ids)],
                        },
                    )
                ],
            }
        )
        small, large = template.product_variant_ids
        small.default_code, large.default_code = "SHOE-40", "SHOE-41"
        node = self.shop_product(
            "Schuh", ("SHOE-41", {"Größe": "41"}), ("SHOE-40", {"Größe": "40"})
        )
        before = self.count()

        self.import_products(node)

        self.assertEqual(self.template(node), template)
        self.assertEqual(list(self.variants(node)), [large, small])
        self.assertEqual(self.count(), before)
        self.assertEqual(template.attribute_line_ids.attribute_id, attribute)
        self.assertFalse(self.binding(node).follows_options)

    def test_variants_of_several_products_are_linked_one_by_one(self):
        small = self.odoo_product("Small bag", default_code="BAG-S")
        large = self.odoo_product("Large bag", default_code="BAG-L")
        node = self.shop_product(
            "Bag",
            ("BAG-S", {"Size": "S"}),
            ("BAG-L", {"Size": "L"}),
            {"sku": "BAG-XL", "options": {"Size": "XL"}, "price": "30.00"},
        )

        self.import_products(node)

        self.assertFalse(self.template(node))
        linked_small, linked_large, created = self.variants(node)
        self.assertEqual([linked_small, linked_large], [small, large])
        self.assertRecordValues(
            created,
            [{"name": "Bag (XL)", "default_code": "BAG-XL", "lst_price": 30.0}],
        )
        self.assertEqual(small.name, "Small bag")

    def test_one_variant_does_not_stand_for_a_whole_product(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Blade",
                "value_ids": [(0, 0, {"name": "Long"}), (0, 0, {"name": "Short"})],
            }
        )
        line = {"attribute_id": attribute.id, "value_ids": attribute.value_ids.ids}
        template = self.env["product.template"].create(
            {"name": "Knife", "attribute_line_ids": [(0, 0, line)]}
        )
        long, short = template.product_variant_ids
        long.default_code, short.default_code = "KNIFE-L", "KNIFE-S"
        first = self.shop_product("Long knife", {"sku": "KNIFE-L"})
        second = self.shop_product("Short knife", {"sku": "KNIFE-S"})

        self.import_products(first, second)

        self.assertEqual(self.variants(first), long)
        self.assertEqual(self.variants(second), short)
        self.assertFalse(self.template(first))
        self.assertFalse(self.template(second))
        self.assertEqual(template.name, "Knife")
