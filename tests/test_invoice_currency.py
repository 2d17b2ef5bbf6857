from odoo.tests import tagged

from .order_case import CITY, STATE, OrderCase

RATE = 1.25  # Swiss francs for one of the company's currency


@tagged("post_install", "-at_install")
class TestInvoiceCurrency(OrderCase):
    """What an invoice in another currency is worth in the company's."""

    included = False

    def setUp(self):
        super().setUp()
        self.policy("order_import").order_currency = "presentment"
        franc = self.env.ref("base.CHF")
        franc.active = True
        (franc + self.backend.company_id.currency_id).rate_ids.unlink()
        franc.rate_ids = [(0, 0, {"name": "2020-01-01", "rate": RATE})]

    def bill(self):
        """Two shirts of 12 francs, with two taxes."""
        line = {"variant": self.shirt_variant, "quantity": 2, "price": "9.6"}
        node = self.place(
            [line],
            taxes=[STATE, CITY],
            taxes_included=self.included,
            currency="CHF",
            rate=RATE,
        )
        return self.invoice(self.take_order(node))

    def test_each_amount_is_worth_its_part(self):
        invoice = self.bill()
        self.assertEqual(invoice.currency_id.name, "CHF")
        for line in invoice.line_ids:
            worth = line.amount_currency / RATE
            self.assertAlmostEqual(line.balance, worth, delta=0.011, msg=line.name)
        self.assertAlmostEqual(sum(invoice.line_ids.mapped("balance")), 0, 6)


@tagged("post_install", "-at_install")
class TestInvoiceCurrencyIncluded(TestInvoiceCurrency):
    """Prices that contain two taxes."""

    included = True
