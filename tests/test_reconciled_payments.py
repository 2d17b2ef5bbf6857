from odoo.tests import tagged

from odoo.addons.account.models.account_move import AccountMove

from .refund_case import RefundCase

TABLES = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
)


@tagged("post_install", "-at_install")
class TestReconciledPayments(RefundCase):
    """Which payments an entry is reconciled with: the answer of Odoo's own method, but
    also fast in a database PostgreSQL has no statistics of."""

    def entries(self, order):
        payments = self.env["account.payment"].search([])
        return order.invoice_ids | payments.move_id

    def answers(self, compute, moves):
        self.env.invalidate_all()
        compute(moves)
        return {move.id: set(move.reconciled_payment_ids.ids) for move in moves}

    def sell_and_refund(self, lines, payments):
        parts = [{"gateway": "manual", "amount": "1.07"}] * (payments - 1)
        line = {"variant": self.shirt_variant, "quantity": 1}
        parts.append({"gateway": "shopify_payments"})
        node, order, _line = self.sell([line] * lines, payments=parts)
        refunded = {line["id"]: 1 for line in node["lineItems"][1:]}
        self.change("refund_order", node, lines=refunded, restock="CANCEL")
        self.assert_books(node, order)
        return order

    def test_the_same_as_odoo(self):
        moves = self.entries(self.sell_and_refund(3, 4))
        self.assertEqual(len(moves), 7)
        ours = self.answers(type(moves)._compute_reconciled_payment_ids, moves)
        odoo = self.answers(AccountMove._compute_reconciled_payment_ids, moves)
        self.assertEqual(ours, odoo)
        invoice = moves.filtered(lambda move: move.move_type == "out_invoice")
        self.assertEqual(len(ours[invoice.id]), 4)
        self.assertFalse(self.env["account.move"].reconciled_payment_ids)

    def test_statistics_that_lag_behind(self):
        """As after a vacuum of tables that were empty: every estimate is one row."""
        self.env.cr.execute(
            "UPDATE pg_class SET reltuples = 0, relpages = 300 WHERE relname IN %s",
            [TABLES],
        )
        self.env.cr.execute("SET LOCAL statement_timeout = '20s'")
        order = self.sell_and_refund(20, 50)
        self.assertEqual(len(order.invoice_ids), 2)
