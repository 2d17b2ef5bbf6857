from odoo.fields import Date

from .books_case import TOTAL, BooksCase
from .test_backfill import BackfillCase


class TestBackfillBooks(BooksCase, BackfillCase):
    """Older orders and the books: somewhere else, or here with their own days."""

    def setUp(self):
        super().setUp()
        self.settings.order_invoice = "paid"

    def paid_long_ago(self):
        node = self.old()
        node["transactions"][0]["processedAt"] = "2026-01-16T10:00:00Z"
        return node

    def test_what_is_in_other_books_is_left_there(self):
        node = self.paid_long_ago()
        self.backfill(books=False)
        order = self.order(node)
        self.assertTrue(order)
        self.assertFalse(order.invoice_ids)
        self.assertFalse(self.booked(order))

    def test_wanted_here_they_have_invoice_and_payment_of_their_days(self):
        node = self.paid_long_ago()
        self.backfill(books=True)
        order = self.order(node)
        payment = self.booked(order)
        self.assertEqual(order.invoice_ids.amount_total, TOTAL)
        self.assertEqual(order.invoice_ids.invoice_date, Date.to_date("2026-01-16"))
        self.assertEqual(order.invoice_ids.payment_state, "paid")
        self.assertEqual(
            (payment.amount, payment.date), (TOTAL, Date.to_date("2026-01-16"))
        )
