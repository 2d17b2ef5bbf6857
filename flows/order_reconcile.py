from odoo import api, models

from ..shopify.errors import BusinessError
from .refusal import all_or_each


class ShopifyOrderReconcile(models.AbstractModel):
    """What an order owes meets what was paid for it, for all orders of a batch at once.

    Payments with invoices, refunds with credit notes, and what is then left open of
    the same order together. What nothing stands against stays the customer's credit
    (paid too much) or debt (paid in part).
    """

    _name = "shopify.order.reconcile"
    _description = "Shopify Order Import: Reconciliation"

    @api.model
    def _process(self, batch, orders):
        """Reconcile the open items of these orders ({gid: binding}).

        Where payments are booked elsewhere, they meet the invoices there.
        """
        policy = self.env["shopify.flow.order_import"]._policy(batch.backend)
        if policy.order_payment:
            self._reconcile(batch, orders)
        if policy.order_payment or policy.order_invoice != "never":
            self._close_issues(batch, orders)

    def _reconcile(self, batch, orders):
        moves = {gid: order_moves(binding) for gid, binding in orders.items()}
        lines = self._open_lines(self.env["account.move"].union(*moves.values()))
        plans = {}
        for gid, its in moves.items():
            own = lines.filtered_domain([("move_id", "in", its.ids)])
            if plan := reconciliation_plan(own):
                plans[gid] = plan

        def reconcile(gids):
            self.env["account.move.line"].with_context(
                shopify_import=True
            )._reconcile_plan([part for gid in gids for part in plans[gid]])

        def refused(gid, error):
            self._note_refusal(batch, gid, orders[gid].odoo_id, error)

        all_or_each(self.env.cr, list(plans), reconcile, refused)

    def _close_issues(self, batch, orders):
        """What was refused before went through now, whichever flow told it."""
        well = [gid for gid in orders if gid not in batch.problems]
        issues = self.env["shopify.issue"].search(
            [
                ("backend_id", "=", batch.backend.id),
                ("state", "=", "open"),
                ("resource_id", "in", well),
                ("code", "in", ("invoice_failed", "payment_unmatched")),
            ]
        )
        issues._resolve()

    def _open_lines(self, moves):
        return self.env["account.move.line"].search(
            [
                ("move_id", "in", moves.ids),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
            ]
        )

    def _note_refusal(self, batch, gid, order, error):
        batch.problem(
            gid,
            BusinessError(
                "payment_unmatched",
                self.env._(
                    "Odoo could not reconcile the payments of order %(order)s: "
                    "%(reason)s",
                    order=order.name,
                    reason=error.args[0],
                ),
                name=order.name,
                record=order,
            ),
        )


def order_moves(binding):
    """Invoices, credit notes and the entries of payments of one order."""
    return binding.odoo_id.invoice_ids | binding.payment_ids.odoo_id.move_id


def reconciliation_plan(lines):
    """Odoo's plan for the open lines of one order; empty when nothing can meet."""
    plan = []
    for its in lines.grouped("account_id").values():
        invoiced = its.filtered(lambda line: line.move_id.move_type == "out_invoice")
        credited = its.filtered(lambda line: line.move_id.move_type == "out_refund")
        paid = its - invoiced - credited
        came = paid.filtered(lambda line: line.balance < 0)
        steps = [invoiced | came, credited | (paid - came)]
        if any(line.balance > 0 for line in its) and any(
            line.balance < 0 for line in its
        ):
            plan.append([step for step in steps if step])
    return plan
