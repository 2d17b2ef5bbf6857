from odoo import models
from odoo.tools import SQL


class AccountMove(models.Model):
    _inherit = "account.move"

    def _compute_reconciled_payment_ids(self):
        """The same payments as Odoo's method finds, which this replaces: its joins on
        "debit or credit" take PostgreSQL minutes for one batch of orders while its
        statistics lag behind, as they do in a store's first import. Each step here
        is a look into an index."""
        payments = self._find_reconciled_payments()
        for move in self:
            found = self.env["account.payment"].browse(payments.get(move.id))
            move.reconciled_payment_ids = found | move.matched_payment_ids

    def _find_reconciled_payments(self):
        """The ids of payments by the id of the entry their receivable or payable lines
        are reconciled with."""
        if not self.ids:
            return {}
        self.env["account.payment"].flush_model(["move_id"])
        self.env["account.move.line"].flush_model(["move_id", "account_id"])
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.account"].flush_model(["account_type"])
        query = SQL(
            """
            SELECT pair.move_id, ARRAY_AGG(DISTINCT payment.id)
            FROM (
                SELECT line.move_id, part.credit_move_id AS line_id
                FROM account_move_line line
                JOIN account_partial_reconcile part ON part.debit_move_id = line.id
                WHERE line.move_id IN %(move_ids)s
                UNION ALL
                SELECT line.move_id, part.debit_move_id
                FROM account_move_line line
                JOIN account_partial_reconcile part ON part.credit_move_id = line.id
                WHERE line.move_id IN %(move_ids)s
            ) pair
            JOIN account_move_line line ON line.id = pair.line_id
            JOIN account_account account ON account.id = line.account_id
            JOIN account_payment payment ON payment.move_id = line.move_id
            WHERE account.account_type IN ('asset_receivable', 'liability_payable')
            GROUP BY pair.move_id
            """,
            move_ids=tuple(self.ids),
        )
        return dict(self.env.execute_query(query))
