from odoo.tests import tagged

from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestOrderRefundsLate(RefundCase):
    """Refunds of which a part comes later: the goods, or the money."""

    def test_goods_that_come_back_after_the_refund_leave_the_order(self):
        self.settings.order_return = "wait"
        node, order, line = self.sell()
        self.deliver(order)
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        self.change("refund_order", node, lines={line: 1})
        first = order.order_line[0]
        self.assertEqual((first.product_uom_qty, first.shopify_refunded_qty), (3, 1))
        total = order._shopify_owed_total()

        back = order.picking_ids.filtered("return_id")
        back.move_ids.picked = True
        back._action_done()
        self.drain()

        self.assertEqual((first.product_uom_qty, first.shopify_refunded_qty), (2, 0))
        self.assertEqual((first.qty_delivered, first.qty_to_invoice), (2, 0))
        self.assertEqual(order._shopify_owed_total(), total)
        self.assertEqual(len(self.credit_notes(order)), 1)
        self.assert_books(node, order)

    def test_money_on_its_way_is_owed_and_then_paid_back(self):
        node, order, line = self.sell()
        self.change("refund_order", node, lines={line: 1}, pending=True)
        credit = self.credit_notes(order)
        before = [payment[0] for payment in self.payments(order)]
        self.assertEqual(before, ["inbound"])
        self.assertEqual(credit.amount_residual, credit.amount_total)
        self.assertEqual(self.stated(node, "totalRefundedSet"), "0.0")

        with self.store.quiet():
            self.store.settle_refund(node["refunds"][0]["id"])
        self.take("order_import", node["id"])

        worth = float(self.stated(node, "totalRefundedSet"))
        self.assertAlmostEqual(credit.amount_total, worth, 2)
        self.assertEqual(credit.payment_state, "paid")
        self.assert_books(node, order)

    def test_money_on_its_way_that_is_less_than_the_goods_are_worth(self):
        node, order, line = self.sell()
        self.change("refund_order", node, lines={line: 1}, amount="5", pending=True)
        with self.store.quiet():
            self.store.settle_refund(node["refunds"][0]["id"])
        self.take("order_import", node["id"])
        self.assertAlmostEqual(self.credit_notes(order).amount_total, 5, 2)
        self.assert_books(node, order)

    def test_one_more_of_what_is_to_come_back_is_sent_once(self):
        node, order, line = self.sell([{"variant": self.shirt_variant, "quantity": 1}])
        self.deliver(order)
        with self.store.quiet():
            fulfilment = self.store.fulfil_order(node["id"])
        part = fulfilment["fulfillmentLineItems"][0]["id"]
        self.change("create_return", node, lines={part: 1})
        back = order.picking_ids.filtered("return_id")
        self.assertEqual(back.state, "assigned")

        self.change("edit_order", node, set_quantities={line: 2})

        to_send = order.picking_ids.filtered(lambda each: each.state != "done") - back
        self.assertEqual(to_send.move_ids.mapped("product_uom_qty"), [1])
        self.assertEqual(order.order_line[0].product_uom_qty, 2)

    def test_two_credit_notes_of_one_order_never_pay_another_customers_invoice(self):
        self.backend.lane_count = 1  # both are of one batch
        second, other, line = self.sell(gateway="paypal")  # no journal: stays open
        first, order, _line = self.sell()
        with self.store.quiet():
            self.store.refund_order(first["id"], amount="1.00")
            self.store.refund_order(first["id"], amount="2.00")
            self.store.edit_order(second["id"], {line: 2})

        self.take("order_import", first["id"], second["id"])

        self.assertEqual(len(self.credit_notes(order)), 2)
        self.assertEqual(set(order.invoice_ids.mapped("amount_residual")), {0.0})
        self.assertEqual(self.credit_notes(other).amount_residual, 0)
        invoice = other.invoice_ids - self.credit_notes(other)
        owed = float(self.stated(second, "currentTotalPriceSet"))
        self.assertAlmostEqual(invoice.amount_residual, owed, 2)
