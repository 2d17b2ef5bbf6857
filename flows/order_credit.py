from odoo import api, fields, models

from ..shopify.errors import BusinessError
from .order_credit_parts import by_refund
from .order_ledger import refunded_units
from .refusal import all_or_each


class ShopifyOrderCredit(models.AbstractModel):
    """What was billed and is not owed any more is given back by credit notes.

    Whatever the reason is (a refund, an edit, a cancellation), the difference between
    what the posted invoices say and what the order's lines say is what counts; the
    refunds of the store only tell how to name it. Each has a credit note of its own.
    """

    _name = "shopify.order.credit"
    _description = "Shopify Order Import: Credit Notes"

    @api.model
    def _process(self, batch, orders):
        """
        :param orders: {gid: binding}; those that were not read just now are credited
            for what their refunds left to credit
        """
        changed = {
            gid: binding.odoo_id
            for gid, binding in orders.items()
            if self._may_differ(batch.nodes.get(gid), binding)
        }
        over = {
            gid: self._over_billed(order)
            for gid, order in changed.items()
            if self._is_billed(order, batch.nodes.get(gid))
        }
        due = [gid for gid, parts in over.items() if parts]

        def credit(gids):
            moves = self.env["account.move"].with_context(shopify_import=True)
            moves = moves.create(
                [
                    vals
                    for gid in gids
                    for vals in self._prepare(batch, gid, changed[gid], over[gid])
                ]
            )
            self._post(moves)

        def refused(gid, error):
            self._note_refusal(batch, gid, changed[gid], error)

        all_or_each(self.env.cr, due, credit, refused)

    def _post(self, moves):
        """All at once, but of each invoice only one credit note at a time.

        Odoo pairs the credit notes with their invoices by position, but counts each
        invoice once: a second credit note of an invoice would meet the next one,
        which may be another customer's (`_reconcile_reversed_moves`).
        """
        while moves:
            by_invoice = moves.grouped("reversed_entry_id")
            now = by_invoice.pop(moves.browse(), moves.browse())
            now = now.union(*(notes[:1] for notes in by_invoice.values()))
            now.action_post()
            moves -= now

    def _may_differ(self, node, binding):
        if not node:
            return binding.refund_ids
        return node["refunds"] or node["edited"] or node["cancelledAt"]

    # -- what is owed --------------------------------------------------------------

    def _is_billed(self, order, node):
        """What is not billed yet cannot be wrong. A cancelled order will not be any
        more: what its refunds kept is billed by itself."""
        if any(move.state == "posted" for move in order.invoice_ids):
            return True
        binding = order.shopify_bind_ids[:1]
        return (
            node
            and node["cancelledAt"]
            and order.state == "cancel"
            and order._shopify_settings().order_invoice != "never"
            and not (binding.is_test or binding.books_since)
        )

    def _over_billed(self, order):
        """[Due]: what of each line was billed too much (negative: too little)."""
        return [
            due
            for line in order.order_line
            if line.shopify_line_id and (due := line._shopify_over_billed())
        ]

    # -- credit notes ----------------------------------------------------------------

    def _prepare(self, batch, gid, order, over):
        """Values of the credit notes of an order: one per refund, one for the rest."""
        if gid not in batch.nodes:
            refunds = order.shopify_bind_ids.refund_ids
            yield self._prepare_move(order, over, len(refunds) == 1 and refunds)
            return
        items = refunded_units(batch.nodes[gid], batch.lookups["side"])
        for refund, parts in by_refund(over, items):
            record = batch.lookups["refunds"].get(refund)
            yield self._prepare_move(order, parts, record)

    def _prepare_move(self, order, parts, refund):
        """A credit note; an invoice where the order became dearer."""
        sign = 1 if sum(part.total for part in parts) >= 0 else -1
        lines = self.env["account.move.line"]
        moment = refund.refunded_at if refund else fields.Datetime.now()
        return {
            **order._prepare_invoice(),
            "move_type": "out_refund" if sign > 0 else "out_invoice",
            "invoice_date": self.env["shopify.order.invoice"]._local_day(moment),
            "ref": order.client_order_ref,
            "shopify_refund_id": refund.id if refund else False,
            **self._prepare_reversed(order, sign),
            "invoice_line_ids": [
                (0, 0, lines._shopify_prepare_due(part.times(sign))) for part in parts
            ],
        }

    def _prepare_reversed(self, order, sign):
        """The invoice that is taken back, where there is but one, and its journal."""
        invoices = order.invoice_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        if sign < 0 or len(invoices) != 1:
            return {}
        return {
            "reversed_entry_id": invoices.id,
            "journal_id": invoices.journal_id.id,
        }

    def _note_refusal(self, batch, gid, order, error):
        batch.problem(
            gid,
            BusinessError(
                "credit_failed",
                self.env._(
                    "Odoo could not make the credit note of order %(order)s: "
                    "%(reason)s",
                    order=order.name,
                    reason=error.args[0],
                ),
                name=order.name,
                record=order,
            ),
        )
