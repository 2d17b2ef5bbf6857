from .books_case import BooksCase
from .order_case import CITY, STATE


class RefundCase(BooksCase):
    """Orders that are paid, billed and delivered, and what is left of them."""

    def setUp(self):
        super().setUp()
        self.settings.order_invoice = "paid"

    def sell(self, lines=None, **values):
        """A paid, billed and imported order: (node, order, first line's id)."""
        values.setdefault("taxes", [STATE, CITY])
        values.setdefault("shipping", {"title": "Post", "price": "4.95"})
        node = self.place(lines, **values)
        order = self.take_order(node)
        return node, order, node["lineItems"][0]["id"]

    def credit_notes(self, order):
        return order.invoice_ids.filtered(lambda move: move.move_type == "out_refund")

    def assert_books(self, node, order):
        """Invoices - credit notes = payments - refunds = what Shopify says."""
        posted = order.invoice_ids.filtered(lambda move: move.state == "posted")
        signs = {"out_invoice": 1, "out_refund": -1}
        billed = sum(signs[m.move_type] * m.amount_total for m in posted)
        received = float(self.stated(node, "totalReceivedSet"))
        paid = received - float(self.stated(node, "totalRefundedSet"))
        self.assertAlmostEqual(billed, paid, 2)
        self.assertEqual(set(posted.mapped("amount_residual")), {0.0})
        sums = {"inbound": 0.0, "outbound": 0.0}
        for payment in self.booked(order):
            sums[payment.payment_type] += payment.amount
        self.assertAlmostEqual(sums["inbound"] - sums["outbound"], paid, 2)
        self.assertFalse(self.issues())
