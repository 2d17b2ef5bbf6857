from odoo.tests import tagged

from .product_case import ProductCase


@tagged("post_install", "-at_install")
class TestProductImportAgain(ProductCase):
    """What changes in the store follows; nothing is ever made twice."""

    def shirt(self):
        node = self.shop_product(
            "Shirt", ("SHIRT-S", {"Size": "S"}), ("SHIRT-M", {"Size": "M"})
        )
        self.import_products(node)
        return node

    def value_names(self, node):
        return self.template(node).attribute_line_ids.value_ids.mapped("name")

    def combinations(self, node):
        return [
            product.product_template_attribute_value_ids.mapped("name")
            for product in self.variants(node)
        ]

    def test_a_second_import_changes_nothing(self):
        node = self.shirt()
        before = self.count()
        synced = self.binding(node).synced_at

        self.import_products(node)

        self.assertEqual(self.count(), before)
        self.assertEqual(self.binding(node).synced_at, synced)

    def test_an_unchanged_product_beside_a_changed_one(self):
        self.backend.lane_count = 1
        first = self.shirt()
        second = self.shop_product("Mug", {"sku": "MUG"})
        self.import_products(second)
        self.store.update_product(second["id"], vendor="Other")

        self.import_products(first, second)

        self.assertEqual(self.binding(second).vendor, "Other")
        self.assertTrue(all(self.binding(v).active for v in first["variants"]))

    def test_values_that_move_on_by_one(self):
        node = self.shop_product(
            "Boot", *[(f"BOOT-{size}", {"Size": str(size)}) for size in (40, 41, 42)]
        )
        self.import_products(node)
        products = self.variants(node)
        names = ["41", "42", "43"]
        self.store.update_product(
            node["id"],
            variants=[
                {"id": variant["id"], "options": {"Size": name}}
                for variant, name in zip(node["variants"], names, strict=True)
            ],
        )

        self.import_products(node)

        self.assertEqual(self.variants(node), products)
        self.assertEqual(self.combinations(node), [["41"], ["42"], ["43"]])
        self.assertEqual(sorted(self.value_names(node)), names)

    def test_a_sale_moves_the_time_but_nothing_is_written(self):
        node = self.shirt()
        template = self.template(node)
        template.name = "Our shirt"
        hash_before = self.binding(node).content_hash
        self.own("content")
        self.store.clock.advance(60)
        self.store.touch(node)
        self.store.touch(node["variants"][0])

        self.import_products(node)

        self.assertEqual(template.name, "Our shirt")
        self.assertEqual(self.binding(node).content_hash, hash_before)

    def test_an_added_variant_joins_the_product(self):
        node = self.shirt()
        self.store.update_product(
            node["id"], variants=[{"sku": "SHIRT-L", "options": {"Size": "L"}}]
        )

        self.import_products(node)

        self.assertEqual(
            self.variants(node).mapped("default_code"),
            ["SHIRT-S", "SHIRT-M", "SHIRT-L"],
        )
        self.assertEqual(self.variants(node).product_tmpl_id, self.template(node))
        self.assertEqual(self.combinations(node), [["S"], ["M"], ["L"]])

    def test_a_removed_variant_stays_in_odoo(self):
        node = self.shirt()
        removed = node["variants"][0]
        product = self.binding(removed).odoo_id
        self.store.delete_variant(removed["id"])

        self.import_products(node)

        self.assertFalse(self.binding(removed).active)
        self.assertTrue(product.active)
        self.assertEqual(self.variants(node).default_code, "SHIRT-M")

    def test_a_variant_made_anew_takes_over(self):
        node = self.shirt()
        removed = node["variants"][0]
        product = self.binding(removed).odoo_id
        self.store.delete_variant(removed["id"])
        self.store.update_product(
            node["id"], variants=[{"sku": "SHIRT-S", "options": {"Size": "S"}}]
        )
        before = self.count()

        self.import_products(node)

        self.assertEqual(self.count(), before)
        self.assertEqual(self.binding(node["variants"][-1]).odoo_id, product)

    def test_a_variant_that_moves_to_another_product(self):
        node = self.shirt()
        moving = node["variants"][0]
        product = self.binding(moving).odoo_id
        other = self.shop_product("Small shirt", {"sku": "SHIRT-S"})
        self.import_products(other)
        issue = self.issues(resource_id=other["id"])
        self.assertEqual(issue.code, "sku_duplicate")
        self.assertIn(product.display_name, issue.message)
        self.store.delete_variant(moving["id"])

        self.import_products(node)
        self.drain()

        self.assertEqual(self.variants(other), product)
        self.assertEqual(issue.state, "resolved")

    def test_a_variant_made_anew_without_a_sku_takes_over(self):
        node = self.shop_product(
            "Scarf",
            {"options": {"Colour": "Red"}, "price": "5.00"},
            {"options": {"Colour": "Blue"}, "price": "5.00"},
        )
        self.import_products(node)
        removed = node["variants"][0]
        product = self.binding(removed).odoo_id
        self.store.delete_variant(removed["id"])
        self.store.update_product(
            node["id"], variants=[{"options": {"Colour": "Red"}, "price": "5.00"}]
        )
        before = self.count()

        self.import_products(node)

        self.assertEqual(self.count(), before)
        self.assertEqual(self.binding(node["variants"][-1]).odoo_id, product)

    def test_a_renamed_value_follows(self):
        node = self.shirt()
        products = self.variants(node)
        self.store.update_product(
            node["id"],
            variants=[{"id": node["variants"][0]["id"], "options": {"Size": "Small"}}],
        )

        self.import_products(node)

        self.assertEqual(self.variants(node), products)
        self.assertEqual(self.combinations(node), [["Small"], ["M"]])
        self.assertEqual(sorted(self.value_names(node)), ["M", "Small"])
        self.assertEqual(self.template(node).product_variant_count, 2)

    def test_options_given_to_a_plain_product(self):
        node = self.shop_product("Hat", {"sku": "HAT"})
        self.import_products(node)
        product = self.variants(node)
        self.store.update_product(
            node["id"],
            variants=[
                {"id": node["variants"][0]["id"], "options": {"Size": "S"}},
                {"sku": "HAT-M", "options": {"Size": "M"}},
            ],
        )

        self.import_products(node)

        self.assertEqual(self.variants(node)[0], product)
        self.assertEqual(self.combinations(node), [["S"], ["M"]])
        self.assertEqual(self.template(node).product_variant_count, 2)

    def test_a_new_variant_that_the_linked_product_cannot_hold(self):
        small = self.odoo_product("Small", default_code="T-S")
        node = self.shop_product("Tent", {"sku": "T-S"})
        self.import_products(node)
        small.product_tmpl_id.attribute_line_ids = False
        self.binding(node).follows_options = False
        self.store.update_product(
            node["id"], variants=[{"sku": "T-L", "options": {"Size": "L"}}]
        )

        self.import_products(node)

        self.assertEqual(self.variants(node)[1].name, "Tent (L)")
        self.assertEqual(self.template(node), small.product_tmpl_id)
        self.assertEqual(small.product_tmpl_id.product_variant_count, 1)

    def test_a_deleted_product_that_is_still_sold_is_an_issue(self):
        node = self.shirt()
        self.store.delete_product(node["id"])

        self.import_products(node)

        self.assertFalse(self.binding(node).active)
        self.assertFalse(any(self.binding(v).active for v in node["variants"]))
        issue = self.issues(resource_id=node["id"])
        self.assertEqual(issue.code, "product_deleted")
        self.assertIn("Shirt", issue.message)
        self.assertEqual(issue.res_id, self.template(node).id)

    def test_a_deleted_product_of_several_odoo_products(self):
        small = self.odoo_product("Small", default_code="P-S")
        self.odoo_product("Large", default_code="P-L", sale_ok=False)
        node = self.shop_product("Pan", ("P-S", {"Size": "S"}), ("P-L", {"Size": "L"}))
        self.import_products(node)
        self.store.delete_product(node["id"])

        self.import_products(node)

        issue = self.issues(resource_id=node["id"])
        self.assertEqual(issue.res_id, small.product_tmpl_id.id)
        self.assertNotIn("Large", issue.message)

    def test_a_deleted_product_that_is_not_sold_any_more(self):
        node = self.shirt()
        self.template(node).sale_ok = False
        self.store.delete_product(node["id"])

        self.import_products(node)

        self.assertFalse(self.binding(node).active)
        self.assertFalse(self.issues(resource_id=node["id"]))

    def test_a_product_made_anew_takes_over(self):
        node = self.shirt()
        template, products = self.template(node), self.variants(node)
        self.store.delete_product(node["id"])
        self.import_products(node)
        before = self.count()
        again = self.shop_product(
            "Shirt", ("SHIRT-S", {"Size": "S"}), ("SHIRT-M", {"Size": "M"})
        )

        self.import_products(again)
        self.drain()

        self.assertEqual(self.count(), before)
        self.assertEqual(self.template(again), template)
        self.assertEqual(self.variants(again), products)
        self.assertFalse(self.issues(flow="shopify.flow.product_import"))

    def test_a_product_made_anew_before_the_deletion_is_known(self):
        node = self.shirt()
        template = self.template(node)
        before = self.count()
        self.store.delete_product(node["id"])
        again = self.shop_product(
            "Shirt", ("SHIRT-S", {"Size": "S"}), ("SHIRT-M", {"Size": "M"})
        )
        self.import_products(again)
        self.assertEqual(self.issues(resource_id=again["id"]).code, "sku_duplicate")

        self.import_products(node)
        self.drain()

        self.assertEqual(self.count(), before)
        self.assertEqual(self.template(again), template)
        self.assertFalse(self.issues(flow="shopify.flow.product_import"))
