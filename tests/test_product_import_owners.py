from odoo.tests import tagged

from .product_case import ProductCase


@tagged("post_install", "-at_install")
class TestProductImportOwners(ProductCase):
    """Which side is right about a product, and what is said when they differ."""

    def setUp(self):
        super().setUp()
        self.node = self.shop_product(
            "Mug",
            {
                "sku": "MUG",
                "price": "9.99",
                "cost": "4.00",
                "weight": {"value": 1, "unit": "KILOGRAMS"},
            },
            tags=["Old"],
            descriptionHtml="<p>Old</p>",
        )

    def change_all(self):
        variant = self.node["variants"][0]
        self.store.update_product(
            self.node["id"],
            title="Cup",
            tags=["New"],
            descriptionHtml="<p>New</p>",
            variants=[{"id": variant["id"], "price": "12.00", "sku": "CUP"}],
        )
        item = self.store.objects[variant["inventoryItem"]]
        item["unitCost"] = {**item["unitCost"], "amount": "5.00"}
        item["measurement"]["weight"] = {
            **item["measurement"]["weight"],
            "value": 2.0,
        }
        self.import_products(self.node)

    def test_by_default_odoo_goes_its_own_way(self):
        self.import_products(self.node)

        self.change_all()

        self.assertRecordValues(
            self.variants(self.node),
            [
                {
                    "name": "Mug",
                    "lst_price": 9.99,
                    "default_code": "MUG",
                    "standard_price": 4.0,
                    "weight": 1.0,
                }
            ],
        )
        self.assertEqual(
            self.binding(self.node).conflict,
            "Name, description and tags, Sales price",
        )
        self.assertEqual(
            self.binding(self.node["variants"][0]).conflict,
            "Cost, SKU and barcode, Weight",
        )

    def test_what_shopify_owns_follows(self):
        for group in ("content", "price", "cost", "identifiers", "logistics"):
            self.own(group)
        self.import_products(self.node)

        self.change_all()

        self.assertRecordValues(
            self.variants(self.node),
            [
                {
                    "name": "Cup",
                    "description": "<p>New</p>",
                    "lst_price": 12.0,
                    "default_code": "CUP",
                    "standard_price": 5.0,
                    "weight": 2.0,
                }
            ],
        )
        tags = self.template(self.node).product_tag_ids
        self.assertEqual(tags.mapped("name"), ["New"])
        self.assertFalse(self.binding(self.node).conflict)
        self.assertFalse(self.binding(self.node["variants"][0]).conflict)

    def test_the_difference_is_gone_when_both_say_the_same(self):
        self.import_products(self.node)
        self.store.update_product(self.node["id"], title="Cup")
        self.import_products(self.node)
        self.assertTrue(self.binding(self.node).conflict)
        self.store.update_product(self.node["id"], title="Mug", vendor="Potter")

        self.import_products(self.node)

        self.assertFalse(self.binding(self.node).conflict)

    def test_a_linked_product_keeps_what_is_odoos(self):
        product = self.odoo_product(
            "Our mug", default_code="MUG", list_price=8.0, weight=0.5
        )

        self.import_products(self.node)

        self.assertRecordValues(
            product,
            [{"name": "Our mug", "list_price": 8.0, "weight": 0.5, "barcode": False}],
        )
        self.assertEqual(
            self.binding(self.node).conflict,
            "Name, description and tags, Sales price",
        )

    def test_what_nobody_wants_is_not_taken_over(self):
        self.own("content", "nobody")
        self.own("price", "nobody")
        self.own("identifiers", "nobody")

        self.import_products(self.node)

        self.assertRecordValues(
            self.template(self.node),
            [
                {
                    "name": "Mug",
                    "description": False,
                    "product_tag_ids": [],
                    "list_price": 1.0,
                    "default_code": False,
                }
            ],
        )

    def test_surcharges_follow_a_price_that_shopify_owns(self):
        self.own("price")
        node = self.shop_product(
            "Poster",
            {"options": {"Size": "A3"}, "price": "20.00"},
            {"options": {"Size": "A2"}, "price": "27.50"},
        )
        self.import_products(node)
        self.store.update_product(
            node["id"], variants=[{"id": node["variants"][1]["id"], "price": "30.00"}]
        )

        self.import_products(node)

        self.assertEqual(self.variants(node).mapped("lst_price"), [20.0, 30.0])
