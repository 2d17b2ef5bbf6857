from odoo.tests import tagged

from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestOrderLong(RefundCase):
    """Orders with more of something than one answer of the store holds."""

    def lines(self, count):
        return [{"variant": self.shirt_variant, "quantity": 1}] * count

    def parts(self, count):
        """So many payments, the last one of whatever is left."""
        parts = [{"gateway": "manual", "amount": "1.07"}] * (count - 1)
        return [*parts, {"gateway": "shopify_payments"}]

    def test_120_payments(self):
        node, order, _line = self.sell(self.lines(20), payments=self.parts(120))
        payments = self.payments(order)
        self.assertEqual(len(payments), 120)
        manual = ("inbound", 1.07, self.journals["manual"])
        self.assertEqual(payments.count(manual), 119)
        paid = sum(amount for _direction, amount, _journal in payments)
        self.assertAlmostEqual(paid, self.total(node), 2)
        self.assertAlmostEqual(order.invoice_ids.amount_total, self.total(node), 2)
        self.assert_books(node, order)

    def test_refunds_of_70_lines_out_of_many_payments(self):
        node, order, _line = self.sell(self.lines(70), payments=self.parts(60))
        self.assertEqual(len(order.order_line), 71)
        lines = {line["id"]: 1 for line in node["lineItems"]}
        self.change("refund_order", node, lines=lines, restock="CANCEL")
        credit = self.credit_notes(order)
        self.assertEqual(len(credit.invoice_line_ids), 70)
        self.assertEqual(credit.amount_total, 756.70)  # 70 times 9.99 + 0.62 + 0.20
        sold = order.order_line.filtered(lambda line: not line.is_delivery)
        self.assertEqual(set(sold.mapped("product_uom_qty")), {0.0})
        self.assert_books(node, order)

    def test_return_of_60_lines(self):
        node, order, _line = self.sell(self.lines(60))
        self.deliver(order)
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        lines = {line["id"]: 1 for line in node["lineItems"]}
        self.change("create_return", node, lines=lines)
        back = order.picking_ids.filtered("return_id")
        self.assertEqual(sum(back.move_ids.mapped("product_uom_qty")), 60)

    def test_more_payments_than_the_store_lists(self):
        node = self.place(payments=[{"gateway": "manual", "amount": "0.10"}] * 260)
        self.assertEqual(len(node["transactions"]), 260)
        order = self.take_order(node)
        self.assertFalse(order)
        self.assertFalse(self.env["shopify.account.payment"].search([]))
        issue = self.issues()
        self.assertEqual(issue.code, "order_incomplete")
        self.assertEqual(
            issue.message,
            f"Order {node['name']} has more payments than Shopify lists. It is not "
            "taken over, because some of them would be missing.",
        )

    def test_it_holds_no_other_order(self):
        long = self.place(payments=[{"gateway": "manual", "amount": "0.10"}] * 260)
        short = self.place()
        self.take("order_import", long["id"], short["id"])
        self.assertFalse(self.order(long))
        self.assertEqual(self.order(short).state, "sale")
