from odoo.tests import tagged

from .product_case import ProductCase


@tagged("post_install", "-at_install")
class TestProductImport(ProductCase):
    """What becomes of a product of the store that Odoo does not know."""

    def test_a_product_without_options_is_created_storable(self):
        node = self.shop_product(
            "Mug",
            {
                "sku": " MUG ",
                "barcode": "4006381333931",
                "price": "9.99",
                "cost": "4.20",
                "weight": {"value": 350, "unit": "GRAMS"},
            },
            tags=["Kitchen", "Gift"],
            descriptionHtml="<p>For <b>tea</b></p>",
            vendor="Potter",
            productType="Crockery",
        )
        before = self.count()

        self.import_products(node)

        self.assertEqual(self.count(), (before[0] + 1, before[1] + 1))
        template = self.template(node)
        self.assertRecordValues(
            template,
            [
                {
                    "name": "Mug",
                    "description": "<p>For <b>tea</b></p>",
                    "type": "consu",
                    "is_storable": True,
                    "list_price": 9.99,
                    "default_code": "MUG",
                    "company_id": False,
                    "attribute_line_ids": [],
                }
            ],
        )
        self.assertRecordValues(
            self.variants(node),
            [
                {
                    "default_code": "MUG",
                    "barcode": "4006381333931",
                    "weight": 0.35,
                    "standard_price": 4.2,
                    "lst_price": 9.99,
                }
            ],
        )
        self.assertEqual(
            sorted(template.product_tag_ids.mapped("name")), ["Gift", "Kitchen"]
        )
        self.assertRecordValues(
            self.binding(node),
            [
                {
                    "title": "Mug",
                    "handle": node["handle"],
                    "vendor": "Potter",
                    "product_type": "Crockery",
                    "status": "ACTIVE",
                    "sync_state": "synced",
                }
            ],
        )
        self.assertRecordValues(
            self.binding(node["variants"][0]),
            [
                {
                    "sku": "MUG",
                    "barcode": "4006381333931",
                    "price": 9.99,
                    "inventory_item_id": node["variants"][0]["inventoryItem"],
                }
            ],
        )

    def test_exactly_the_variants_of_the_store_are_made(self):
        node = self.shop_product(
            "Shirt",
            ("S-RED", {"Size": "S", "Colour": "Red"}),
            ("M-RED", {"Size": "M", "Colour": "Red"}),
            ("M-BLUE", {"Size": "M", "Colour": "Blue"}),
        )

        self.import_products(node)

        template = self.template(node)
        self.assertEqual(
            template.with_context(active_test=False).product_variant_ids,
            self.variants(node),
        )
        self.assertEqual(
            [
                (
                    product.default_code,
                    product.product_template_attribute_value_ids.mapped("name"),
                )
                for product in self.variants(node)
            ],
            [
                ("S-RED", ["S", "Red"]),
                ("M-RED", ["M", "Red"]),
                ("M-BLUE", ["M", "Blue"]),
            ],
        )
        self.assertEqual(
            [
                (line.attribute_id.name, line.value_ids.mapped("name"))
                for line in template.attribute_line_ids
            ],
            [("Size", ["S", "M"]), ("Colour", ["Red", "Blue"])],
        )

    def test_attributes_and_values_of_odoo_are_used(self):
        size = self.env["product.attribute"].create(
            {"name": "Fit", "value_ids": [(0, 0, {"name": "Slim"})]}
        )
        node = self.shop_product("Jean", ("J", {"Fit": "Slim"}), ("K", {"Fit": "Wide"}))

        self.import_products(node)

        line = self.template(node).attribute_line_ids
        self.assertEqual(line.attribute_id, size)
        self.assertEqual(line.value_ids, size.value_ids)
        self.assertEqual(size.value_ids.mapped("name"), ["Slim", "Wide"])
        self.assertEqual(self.template(node).product_variant_count, 2)

    def test_an_attribute_that_never_makes_variants_is_not_used(self):
        never = self.env["product.attribute"].create(
            {"name": "Engraving", "create_variant": "no_variant"}
        )
        node = self.shop_product(
            "Ring", ("R1", {"Engraving": "None"}), ("R2", {"Engraving": "Name"})
        )

        self.import_products(node)

        used = self.template(node).attribute_line_ids.attribute_id
        self.assertNotEqual(used, never)
        self.assertEqual(used.create_variant, "dynamic")
        self.assertEqual(self.template(node).product_variant_count, 2)

    def test_a_price_that_depends_on_one_option_becomes_a_surcharge(self):
        node = self.shop_product(
            "Poster",
            {"options": {"Size": "A3", "Paper": "Matt"}, "price": "20.00"},
            {"options": {"Size": "A3", "Paper": "Gloss"}, "price": "20.00"},
            {"options": {"Size": "A2", "Paper": "Matt"}, "price": "27.50"},
        )

        self.import_products(node)

        self.assertEqual(self.template(node).list_price, 20.0)
        self.assertEqual(self.variants(node).mapped("lst_price"), [20.0, 20.0, 27.5])

    def test_a_price_that_no_option_explains_is_kept_on_the_link(self):
        node = self.shop_product(
            "Lamp",
            {"options": {"Size": "S", "Colour": "Red"}, "price": "10.00"},
            {"options": {"Size": "S", "Colour": "Blue"}, "price": "11.00"},
            {"options": {"Size": "M", "Colour": "Red"}, "price": "12.00"},
            {"options": {"Size": "M", "Colour": "Blue"}, "price": "15.00"},
        )

        self.import_products(node)

        self.assertEqual(self.variants(node).mapped("lst_price"), [10.0] * 4)
        prices = [self.binding(variant).price for variant in node["variants"]]
        self.assertEqual(prices, [10.0, 11.0, 12.0, 15.0])

    def test_what_is_not_shipped_is_a_service(self):
        course = self.shop_product("Course", {"requiresShipping": False})
        card = self.shop_product("Voucher", {}, isGiftCard=True)

        self.import_products(course, card)

        self.assertEqual(self.template(course).type, "service")
        self.assertEqual(self.template(card).type, "service")
        self.assertFalse(self.template(card).is_storable)

    def test_stock_that_the_store_does_not_count_is_not_counted(self):
        node = self.shop_product("Made to order", {"tracked": False})

        self.import_products(node)

        self.assertEqual(self.template(node).type, "consu")
        self.assertFalse(self.template(node).is_storable)

    def test_products_without_sku_and_barcode_stay_apart(self):
        first, second = self.shop_product("Plain", {}), self.shop_product("Plain", {})

        self.import_products(first, second)

        self.assertNotEqual(self.template(first), self.template(second))
        self.assertFalse(self.variants(first).default_code)

    def test_weights_of_other_units(self):
        units = {"POUNDS": (10, 4.54), "OUNCES": (100, 2.83), "KILOGRAMS": (1.5, 1.5)}
        nodes = {
            unit: self.shop_product(unit, {"weight": {"value": value, "unit": unit}})
            for unit, (value, _kilograms) in units.items()
        }

        self.import_products(*nodes.values())

        for unit, (_value, kilograms) in units.items():
            self.assertEqual(self.template(nodes[unit]).weight, kilograms, unit)

    def test_products_with_many_variants_are_read_to_the_end(self):
        node = self.shop_product(
            "Screw", *[(f"SCREW-{n}", {"Length": f"{n} mm"}) for n in range(230)]
        )
        self.store.calls.clear()

        self.import_products(node)

        self.assertEqual(self.template(node).product_variant_count, 230)
        self.assertEqual(self.variants(node)[229].default_code, "SCREW-229")
        operations = [call["operation"] for call in self.store.calls]
        self.assertEqual(operations, ["product"] + ["product_variants"] * 2)

    def test_a_price_in_another_currency_is_converted(self):
        pound = self.env.ref("base.GBP")
        pound.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": pound.id,
                "company_id": self.backend.company_id.id,
                "name": "2020-01-01",
                "rate": 0.8,
            }
        )
        self.backend.currency_id = pound
        node = self.shop_product("Cup", {"price": "8.00", "cost": "4.00"})

        self.import_products(node)

        self.assertEqual(self.template(node).list_price, 10.0)
        self.assertEqual(self.variants(node).standard_price, 5.0)
        self.assertEqual(self.binding(node["variants"][0]).price, 8.0)
