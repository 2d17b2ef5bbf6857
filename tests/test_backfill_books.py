from .backfill_case import BackfillMixin
from .books_case import TOTAL, BooksCase
from .stock_case import StockCase


class TestBackfillBooks(BackfillMixin, BooksCase):
    """Invoices and payments of older orders: only where somebody wants them."""

    def setUp(self):
        super().setUp()
        self.settings.write(
            {"order_invoice": "confirmed", "order_payment_since": "2020-01-01"}
        )

    def take_old(self, node, **values):
        self.backfill(**values)
        return self.order(node)

    def test_none_are_made_although_the_settings_say_so(self):
        order = self.take_old(self.old())
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.invoice_ids)
        self.assertFalse(self.booked(order))
        self.assertEqual(order.invoice_status, "no")

    def test_nor_are_they_when_the_order_is_read_again(self):
        node = self.old()
        order = self.take_old(node)
        self.change("update_order", node, tags=["Read again"])
        self.assertEqual(order.tag_ids.name, "Read again")
        self.assertFalse(order.invoice_ids)
        self.assertFalse(self.booked(order))

    def test_money_that_is_paid_back_later_is_booked(self):
        node = self.old()
        order = self.take_old(node)
        line = node["lineItems"][0]["id"]
        self.store.clock.advance(60)
        self.change("refund_order", node, lines={line: 1})
        self.assertEqual(
            self.payments(order),
            [("outbound", 9.99, self.journals["shopify_payments"])],
        )

    def test_they_are_made_with_their_own_days_if_somebody_wants_them(self):
        self.settings.write(
            {"order_invoice": "paid", "order_payment_since": "2026-06-01"}
        )
        node = self.old()
        node["transactions"][0]["processedAt"] = "2026-01-16T10:00:00Z"
        order = self.take_old(node, books=True)
        self.assertEqual(str(order.invoice_ids.invoice_date), "2026-01-16")
        self.assertEqual(str(self.booked(order).date), "2026-01-16")
        self.assertEqual(order.invoice_ids.amount_total, TOTAL)
        self.assertEqual(order.invoice_ids.payment_state, "paid")
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertFalse(order.picking_ids)

    def test_billed_deliveries_are_of_the_day_of_the_order(self):
        self.settings.order_invoice = "delivered"
        order = self.take_old(self.old(), books=True)
        self.assertEqual(str(order.invoice_ids.invoice_date), "2026-01-15")
        self.assertEqual(order.invoice_ids.amount_total, TOTAL)

    def test_open_orders_are_billed_like_new_ones(self):
        order = self.take_old(self.old(sent=False))
        self.assertEqual(order.invoice_ids.amount_total, TOTAL)
        self.assertEqual(order.invoice_ids.payment_state, "paid")


class TestBackfillStock(BackfillMixin, StockCase):
    """What was sold and sent before changes nothing of what the store may sell."""

    def test_the_store_is_told_nothing(self):
        self.put(self.shirt, 10)
        self.push_all()
        line = {"variant": self.shirt_variant, "quantity": 2, "claims": False}
        self.old(lines=[line])
        self.store.calls.clear()
        self.backfill()
        self.push_all()
        self.assertNotIn("inventory_set", self.operations())
        self.env["shopify.flow.stock_export"]._mark_all(self.backend)
        self.push_all()
        self.assertEqual(self.shop(self.shirt), 10)
        self.assertEqual(self.level(self.shirt).compensation, 0)
        self.assertNotIn("inventory_set", self.operations())
