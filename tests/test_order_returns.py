from odoo.tests import tagged

from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestOrderReturns(RefundCase):
    """Returns of the store, from the request to the close, and exchanges."""

    def delivered(self):
        node, order, line = self.sell()
        self.deliver(order)
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        return node, order, line

    def back(self, order):
        """[(state, units)] of the order's returns."""
        return [
            (picking.state, sum(picking.move_ids.mapped("product_uom_qty")))
            for picking in order.picking_ids.sorted("id")
            if picking.move_ids.origin_returned_move_id
        ]

    def do(self, node, verb, *args, **values):
        with self.store.quiet():
            found = getattr(self.store, verb)(*args, **values)
        self.take("order_import", node["id"])
        return found

    def test_a_request_is_no_return_yet(self):
        node, order, line = self.delivered()
        asked = self.do(node, "request_return", node["id"], {line: 1})
        self.assertFalse(self.back(order))
        self.do(node, "decline_return", asked["id"])
        self.assertFalse(self.back(order))
        self.assertFalse(self.issues())

    def test_an_approved_return_is_expected_and_then_received(self):
        node, order, line = self.delivered()
        asked = self.do(node, "request_return", node["id"], {line: 2})
        self.do(node, "approve_return", asked["id"])
        self.assertEqual(self.back(order), [("assigned", 2)])
        self.do(node, "process_return", asked["id"])
        self.assertEqual(self.back(order), [("done", 2)])
        self.assertEqual(order.order_line[0].qty_delivered, 1)
        self.assertEqual(self.credit_notes(order).invoice_line_ids.quantity, 2)
        self.do(node, "close_return", asked["id"])
        self.assertEqual(self.back(order), [("done", 2)])
        self.assert_books(node, order)

    def test_a_return_that_arrives_in_parts(self):
        node, order, line = self.delivered()
        open_ = self.do(node, "create_return", node["id"], {line: 3})
        self.do(node, "process_return", open_["id"], lines={line: 1})
        self.assertEqual(self.back(order), [("done", 1), ("assigned", 2)])
        self.do(node, "process_return", open_["id"], lines={line: 2})
        self.assertEqual(self.back(order), [("done", 1), ("done", 2)])
        self.assert_books(node, order)

    def test_what_does_not_come_back_is_not_waited_for(self):
        node, order, line = self.delivered()
        open_ = self.do(node, "create_return", node["id"], {line: 2})
        self.do(
            node, "process_return", open_["id"], lines={line: 1}, disposition="MISSING"
        )
        self.assertEqual(self.back(order), [("assigned", 1)])
        self.assert_books(node, order)
        self.do(node, "close_return", open_["id"])
        self.assertEqual(self.back(order), [("cancel", 1)])
        self.assert_books(node, order)

    def test_a_cancelled_return(self):
        node, order, line = self.delivered()
        open_ = self.do(node, "create_return", node["id"], {line: 2})
        self.do(node, "cancel_return", open_["id"])
        self.assertEqual(self.back(order), [("cancel", 2)])
        self.assertFalse(self.issues())

    def test_two_refunds_read_at_once_have_a_return_each(self):
        node, order, line = self.delivered()
        with self.store.quiet():
            self.store.refund_order(node["id"], lines={line: 1})
        self.do(node, "refund_order", node["id"], {line: 2})
        self.assertEqual(self.back(order), [("done", 1), ("done", 2)])
        refunds = order.picking_ids.filtered("return_id").shopify_refund_id
        self.assertEqual(len(refunds), 2)
        self.assert_books(node, order)

    def test_one_return_that_two_refunds_read_at_once_are_about(self):
        node, order, line = self.delivered()
        open_ = self.do(node, "create_return", node["id"], {line: 3})
        self.assertEqual(self.back(order), [("assigned", 3)])
        with self.store.quiet():
            self.store.process_return(open_["id"], lines={line: 1})
        self.do(node, "process_return", open_["id"], lines={line: 2})
        self.assertEqual(self.back(order), [("done", 1), ("done", 2)])
        refunds = order.picking_ids.shopify_refund_id
        self.assertEqual(len(refunds), 2)
        self.assert_books(node, order)

    def test_two_refunds_of_goods_that_left_in_two_deliveries(self):
        node, order, line = self.sell()
        self.deliver(order, quantity=2)
        self.deliver(order)
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
            self.store.refund_order(node["id"], lines={line: 1})
        self.do(node, "refund_order", node["id"], {line: 2})
        delivered = order.picking_ids.filtered(lambda each: not each.return_id)
        for move in delivered.move_ids:
            came_back = sum(move.returned_move_ids.mapped("quantity"))
            self.assertEqual(came_back, move.quantity)
        self.assert_books(node, order)

    def exchange(self, variant, **values):
        """One shirt comes back, something else is sent: (node, order)."""
        node, order, line = self.delivered()
        wanted = [{"variant": variant, "quantity": 1, **values}]
        open_ = self.do(node, "create_return", node["id"], {line: 1}, exchange=wanted)
        self.do(node, "process_return", open_["id"])
        self.assertEqual(self.back(order), [("done", 1)])
        return node, order

    def assert_sent(self, order, sku):
        left = order.picking_ids.filtered(lambda each: each.state != "done")
        self.assertEqual(left.move_ids.product_id.default_code, sku)
        self.assertEqual(left.move_ids.product_uom_qty, 1)

    def test_an_exchange_for_the_same_price(self):
        node, order = self.exchange(self.shirt_variant)
        self.assert_sent(order, "SHIRT-M")
        self.assertEqual(len(order.order_line.filtered("product_uom_qty")), 3)
        self.assert_books(node, order)

    def test_a_cheaper_exchange_is_paid_back_in_part(self):
        node, order = self.exchange(self.shirt_variant, price="4.00")
        self.assert_sent(order, "SHIRT-M")
        self.assertEqual(self.payments(order)[-1][0], "outbound")
        self.assert_books(node, order)

    def test_a_dearer_exchange_is_paid_for(self):
        node, order = self.exchange(self.mug_variant)
        self.change("pay_order", node)
        self.assert_sent(order, "MUG-1")
        self.assertEqual(self.payments(order)[-1][0], "inbound")
        self.assert_books(node, order)
