from odoo.tests import tagged

from .product_case import ProductCase


@tagged("post_install", "-at_install")
class TestProductImportLookup(ProductCase):
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

    def test_a_variant_that_was_deleted_in_odoo_is_made_again(self):
        node = self.shop_product("Shirt", ("S", {"Size": "S"}), ("M", {"Size": "M"}))
        self.import_products(node)
        variant = node["variants"][0]
        self.binding(variant).odoo_id.unlink()

        found = self.ensure({variant["id"]: node["id"]})

        self.assertEqual(found[variant["id"]].default_code, "S")
        self.assertEqual(found[variant["id"]].product_tmpl_id, self.template(node))

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
