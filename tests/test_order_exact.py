from ..sandbox.generator import Generator
from .order_case import CITY, STATE, OrderCase


class ExactCase(OrderCase):
    """Orders of a generator, in one currency: nothing may be a cent off."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        generator = Generator(cls.store, seed=10)
        with cls.store.quiet():
            generator.catalogue(products=8)
            generator.customers(5)

    def map_taxes(self):
        """A person chooses an Odoo tax for every tax that is still unmapped."""
        for row in self.env["shopify.tax"].search([("tax_id", "=", False)]):
            kind = "tax_included" if row.included else "tax_excluded"
            row.tax_id = self.env["account.tax"].create(
                {
                    "name": f"{row.title} {row.country_code}{row.region_code} {row.id}",
                    "amount": 100 * row.rate,
                    "type_tax_use": "sale",
                    "price_include_override": kind,
                    "country_id": self.env.company.account_fiscal_country_id.id,
                }
            )

    def check(self, number, seed, **shape):
        generator = Generator(self.store, seed=seed)
        with self.store.quiet():
            nodes = [generator.order(**shape) for _number in range(number)]
        gids = [node["id"] for node in nodes]
        self.take("order_import", *gids)
        self.map_taxes()
        self.drain()
        self.assertFalse(self.issues().mapped("message"))
        stated = self.backend._client().nodes("order", gids)
        for node in nodes:
            self.compare(stated[node["id"]], self.order(node))

    def compare(self, stated, order):
        def amount(name):
            return float(stated[name]["shopMoney"]["amount"])

        with self.subTest(order=order.name):
            self.assertEqual(order.currency_id.name, self.store.currency)
            self.assertEqual(order.amount_total, amount("currentTotalPriceSet"))
            self.assertEqual(order.amount_tax, amount("currentTotalTaxSet"))
            differences = order.shopify_bind_ids.part_ids.mapped("difference")
            self.assertEqual(set(differences), {0.0})


class TestOrderExact(ExactCase):
    def test_orders_with_taxes_on_top(self):
        self.check(30, seed=11, taxes_included=False)

    def test_orders_with_taxes_in_the_price(self):
        self.check(30, seed=12, taxes_included=True)

    def test_taxes_rounded_per_order(self):
        self.env.company.tax_calculation_rounding_method = "round_globally"
        self.check(15, seed=13, taxes_included=False)
        self.check(15, seed=14, taxes_included=True)

    def test_the_invoice_has_the_same_cents(self):
        node = self.place(
            [
                {"variant": self.shirt_variant, "quantity": 7},
                {"variant": self.mug_variant, "quantity": 3},
            ],
            taxes=[STATE, CITY],
            discounts=[{"type": "code", "code": "ODD", "amount": "7.77"}],
            shipping={"title": "Post", "price": "4.95"},
        )
        for method in ("round_per_line", "round_globally"):
            self.env.company.tax_calculation_rounding_method = method
            with self.subTest(method=method), self.env.cr.savepoint() as savepoint:
                self.assert_exact(node, self.take_order(node))
                savepoint.rollback()
                self.env.invalidate_all()


class TestOrderYen(ExactCase):
    """A currency without decimals, foreign to the company."""

    store_options = {"currency": "JPY", "country": "JP", "timezone": "Asia/Tokyo"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.JPY").active = True

    def test_orders_in_yen(self):
        self.check(15, seed=15, taxes_included=True)


class TestOrderDinar(ExactCase):
    """A currency with three decimals, foreign to the company."""

    store_options = {"currency": "KWD", "country": "KW", "timezone": "Asia/Kuwait"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.KWD").active = True

    def test_orders_in_dinar(self):
        self.check(15, seed=16, taxes_included=False)
