from odoo.tests import tagged

from .books_case import BooksCase


@tagged("post_install", "-at_install")
class TestOrderPaymentFees(BooksCase):
    """What a payment provider keeps is noted on the payment, whenever it is told."""

    def charge(self, node, amount, tax="0"):
        (transaction,) = node["transactions"]
        with self.store.quiet():
            self.store.charge_fee(transaction["id"], amount, tax=tax)

    def test_a_fee_that_is_known_at_once(self):
        node = self.place()
        self.charge(node, "1.17", tax="0.22")
        payment = self.booked(self.take_order(node))
        self.assertAlmostEqual(payment.shopify_fee, 1.17, 2)
        self.assertAlmostEqual(payment.shopify_fee_tax, 0.22, 2)
        currency = payment.shopify_bind_ids.fee_currency_id
        self.assertEqual(currency.name, self.store.currency)

    def test_a_fee_that_is_told_later_changes_only_the_fee(self):
        node = self.place()
        order = self.take_order(node)
        payment = self.booked(order)
        self.assertEqual(payment.shopify_fee, 0)
        amount, entry = payment.amount, payment.move_id

        self.charge(node, "1.00")
        self.charge(node, "0.30")
        self.take("order_import", node["id"])

        self.assertEqual(self.booked(order), payment)
        self.assertAlmostEqual(payment.shopify_fee, 1.30, 2)
        self.assertEqual((payment.amount, payment.move_id), (amount, entry))

    def test_without_booked_payments_nothing_is_kept(self):
        self.settings.order_payment = False
        node = self.place()
        self.charge(node, "1.17")
        order = self.take_order(node)
        self.assertFalse(self.booked(order))
        self.assertFalse(self.issues())
