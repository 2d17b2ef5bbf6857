import unittest
from decimal import Decimal

from ..sandbox import Store
from ..sandbox.generator import Generator
from ..sandbox.generator.catalogue import ean13
from ..sandbox.generator.special import KINDS


class GeneratorCase(unittest.TestCase):
    def shop(self, seed=7, products=11, customers=4, **store):
        store = Store(domain="demo.myshopify.com", seed=1, **store)
        store.create_location("Warehouse")
        generator = Generator(store, seed=seed)
        generator.catalogue(products)
        generator.customers(customers)
        return store, generator


def shop_amount(bag):
    return Decimal(bag["shopMoney"]["amount"])


class TestSeed(GeneratorCase):
    def told(self, seed):
        """A shop without what no seed decides: its ids and times."""
        store, generator = self.shop(seed)
        orders = [generator.order() for _ in range(10)]
        return (
            [product["title"] for product in store.all("Product")],
            [variant["sku"] for variant in store.all("ProductVariant")],
            [customer["displayName"] for customer in store.all("Customer")],
            [order["currentTotalPriceSet"] for order in orders],
            [[line["title"] for line in order["lineItems"]] for order in orders],
        )

    def test_the_same_seed_gives_the_same_shop(self):
        self.assertEqual(self.told(3), self.told(3))

    def test_another_seed_gives_another_shop(self):
        for one, other in zip(self.told(3), self.told(4), strict=True):
            self.assertNotEqual(one, other)


class TestCatalogue(GeneratorCase):
    def test_barcodes_are_valid_and_skus_unique(self):
        store, _generator = self.shop(products=40)
        variants = store.all("ProductVariant")
        self.assertEqual(len({v["sku"] for v in variants}), len(variants))
        self.assertEqual(len({v["barcode"] for v in variants}), len(variants))
        for variant in variants:
            self.assertEqual(ean13(int(variant["barcode"][:12])), variant["barcode"])

    def test_a_known_barcode(self):
        self.assertEqual(ean13(400638133393), "4006381333931")

    def test_each_kind_of_product_is_there(self):
        store, _generator = self.shop(products=11)
        kinds = {product["productType"] for product in store.all("Product")}
        self.assertEqual(len(kinds), 11)

    def test_downloads_are_not_shipped_and_have_no_stock(self):
        store, _generator = self.shop(products=11)
        items = [
            store.objects[product["variants"][0]["inventoryItem"]]
            for product in store.all("Product")
            if product["productType"] == "Downloads"
        ]
        self.assertEqual([item["requiresShipping"] for item in items], [False])
        self.assertEqual([item["inventoryLevels"] for item in items], [[]])


class TestOrders(GeneratorCase):
    def test_totals_add_up(self):
        for included in (False, True):
            store, generator = self.shop(taxes_included=included)
            for order in [generator.order() for _ in range(40)]:
                parts = ["currentSubtotalPriceSet", "currentShippingPriceSet"]
                parts += [] if included else ["currentTotalTaxSet"]
                self.assertEqual(
                    shop_amount(order["currentTotalPriceSet"]),
                    sum(shop_amount(order[part]) for part in parts),
                    order["name"],
                )

    def test_orders_vary(self):
        store, generator = self.shop()
        orders = [generator.order() for _ in range(150)]
        sizes = {len(order["lineItems"]) for order in orders}
        currencies = {order["presentmentCurrencyCode"] for order in orders}
        discounts = {
            application["__typename"]
            for order in orders
            for application in order["discountApplications"]
        }
        self.assertLessEqual({1, 2, 3, 4, 5, 8}, sizes)
        self.assertIn("EUR", currencies)
        self.assertGreater(len(currencies), 2)
        self.assertEqual(
            discounts,
            {
                "DiscountCodeApplication",
                "AutomaticDiscountApplication",
                "ManualDiscountApplication",
            },
        )
        self.assertTrue(any(order["customer"] is None for order in orders))
        self.assertTrue(any(not order["shippingLines"] for order in orders))
        self.assertTrue(any(order["note"] for order in orders))

    def test_british_columbia_has_two_taxes(self):
        store, generator = self.shop(country="CA", currency="CAD")
        orders = generator.orders(30, customers="new")
        taxes = {
            tuple((tax["title"], tax["rate"]) for tax in line["taxLines"])
            for order in orders
            if order["shippingAddress"]["provinceCode"] == "BC"
            for line in order["shippingLines"]
        }
        self.assertEqual(taxes, {(("GST", 0.05), ("PST", 0.07))})

    def test_exports_are_not_taxed(self):
        store, generator = self.shop(country="DE")
        orders = generator.orders(40, customers="new")
        abroad = [o for o in orders if o["shippingAddress"]["countryCodeV2"] == "US"]
        self.assertTrue(abroad)
        self.assertEqual(
            {o["totalTaxSet"]["shopMoney"]["amount"] for o in abroad}, {"0.0"}
        )


class TestPlainOrders(GeneratorCase):
    def test_they_have_the_shape_that_was_asked_for(self):
        store, generator = self.shop()
        taxes = [{"title": "VAT", "rate": "0.19"}]
        orders = generator.orders(12, lines=3, taxes=taxes, discounted_line=True)
        for order in orders:
            self.assertEqual(len(order["lineItems"]), 3)
            self.assertEqual(len(order["shippingLines"]), 1)
            self.assertEqual(len(order["discountApplications"]), 1)
            self.assertEqual([t["title"] for t in order["taxLines"]], ["VAT"])
            self.assertEqual(order["presentmentCurrencyCode"], "EUR")
            self.assertEqual(order["displayFinancialStatus"], "PAID")

    def test_known_customers_come_back(self):
        store, generator = self.shop(customers=4)
        orders = generator.orders(20, customers="known")
        self.assertEqual(len(store.all("Customer")), 4)
        self.assertNotIn(None, [order["customer"] for order in orders])

    def test_new_customers_are_different_ones(self):
        store, generator = self.shop(customers=0)
        orders = generator.orders(20, customers="new")
        self.assertEqual(len({order["customer"] for order in orders}), 20)
        self.assertEqual(len({order["email"] for order in orders}), 20)

    def test_guests_have_an_address_and_no_customer(self):
        store, generator = self.shop(customers=0)
        [order] = generator.orders(1, customers="guest", shipping=False)
        self.assertIsNone(order["customer"])
        self.assertTrue(order["shippingAddress"]["address1"])
        self.assertEqual(order["shippingLines"], [])

    def test_what_is_said_about_an_order_wins(self):
        store, generator = self.shop()
        order = generator.order(lines=2, note="Ring twice", paid=False, discounts=[])
        self.assertEqual(order["note"], "Ring twice")
        self.assertEqual(order["displayFinancialStatus"], "PENDING")


class TestSpecial(GeneratorCase):
    def test_every_kind_can_be_placed(self):
        _store, generator = self.shop()
        for kind in KINDS:
            with self.subTest(kind=kind):
                order = generator.special_order(kind)
                self.assertGreater(shop_amount(order["currentTotalPriceSet"]), 0)

    def test_a_lamp_paid_with_a_gift_card_and_a_card(self):
        _store, generator = self.shop()
        order = generator.special_order("gift_card_used", shipping=False, rate="1")
        paid = [(found["gateway"], found["amount"]) for found in order["transactions"]]
        self.assertEqual(paid, [("gift_card", "20.00"), ("shopify_payments", "74.01")])

    def test_lives_of_the_same_seed_are_the_same(self):
        lives = []
        for _number in range(2):
            _store, generator = self.shop(seed=5)
            order = generator.special_order("tip")
            lives.append(generator.live(order, steps=6))
        self.assertEqual(len(lives[0]), 6)
        self.assertEqual(lives[0], lives[1])


class TestCompanies(GeneratorCase):
    def orders(self, seed=7):
        store, generator = self.shop(seed=seed)
        return store, [generator.order(customers="company") for _ in range(40)]

    def test_they_order_for_their_locations_and_come_back(self):
        store, orders = self.orders()
        self.assertLess(len(store.all("Company")), 9)
        for order in orders:
            buyer = order["purchasingEntity"]
            company = store.objects[buyer["company"]]
            self.assertIn(buyer["location"], company["locations"])
            self.assertIn(buyer["contact"], company["contacts"])
            self.assertTrue(order["shippingAddress"]["address1"])

    def test_terms_wait_for_money_and_who_is_exempt_pays_no_taxes(self):
        _store, orders = self.orders(seed=8)
        on_terms = [order for order in orders if order["paymentTerms"]]
        exempt = [order for order in orders if order["taxExempt"]]
        self.assertEqual(
            {order["displayFinancialStatus"] for order in on_terms}, {"PENDING"}
        )
        self.assertEqual({shop_amount(order["totalTaxSet"]) for order in exempt}, {0})
        self.assertIn(
            "Net 30", {each["paymentTerms"]["paymentTermsName"] for each in on_terms}
        )

    def test_the_same_seed_gives_the_same_companies(self):
        told = [
            [
                (
                    order["poNumber"],
                    order["shippingAddress"]["address1"],
                    order["taxExempt"],
                )
                for order in self.orders(seed)[1]
            ]
            for seed in (3, 3, 4)
        ]
        self.assertEqual(told[0], told[1])
        self.assertNotEqual(told[0], told[2])
