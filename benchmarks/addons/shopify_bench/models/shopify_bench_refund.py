import operator
import time

from odoo import api, models, sql_db


class ShopifyBench(models.AbstractModel):
    """Delivered orders, and what a refund costs in plain Odoo."""

    _inherit = "shopify.bench"

    @api.model
    def deliver(self, order_ids):
        """Stock is there, and the orders' goods leave the house."""
        pickings = self.env["sale.order"].browse(order_ids).picking_ids
        for move in pickings.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        pickings.with_context(skip_backorder=True).button_validate()
        return True

    @api.model
    def refund_floor(self, backend_id, order_ids, batch_size):
        """Give the first line of each order back; {"sql", "cpu_s", "s"}."""
        backend = self.env["shopify.backend"].browse(backend_id)._for_flow()
        spent = {"sql": 0, "cpu_s": 0.0, "s": 0.0}
        for start in range(0, len(order_ids), batch_size):
            chunk = order_ids[start : start + batch_size]
            sql, cpu, wall = sql_db.sql_counter, time.process_time(), time.monotonic()
            with self.env.registry.cursor() as cr:
                # These orders are a store's: it shall not see to their books as well.
                orders = backend.env(cr=cr)["sale.order"].with_context(
                    shopify_import=True
                )
                self._give_back(orders.browse(chunk))
            spent["s"] += time.monotonic() - wall
            spent["cpu_s"] += time.process_time() - cpu
            spent["sql"] += sql_db.sql_counter - sql
        return spent

    def _give_back(self, orders):
        """Plain Odoo, in batches wherever Odoo has one."""
        self._take_goods_back(orders)
        notes = orders.env["account.move"].create(
            [self._prepare_note(order) for order in orders]
        )
        notes.action_post()
        payments = orders.env["account.payment"].create(
            [self._prepare_money_back(note) for note in notes]
        )
        payments.action_post()
        lines = (notes | payments.move_id).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        lines._reconcile_plan(
            [
                lines.filtered(lambda line, pair=pair: line.move_id in pair)
                for pair in map(operator.or_, notes, payments.move_id)
            ]
        )
        assert set(notes.mapped("payment_state")) == {"paid"}

    def _take_goods_back(self, orders):
        """The first line of each; Odoo's wizard knows one transfer at a time."""
        wizards = orders.env["stock.return.picking"].create(
            [{"picking_id": picking.id} for picking in orders.picking_ids]
        )
        first = {order.order_line[0] for order in orders}
        for line in wizards.product_return_moves:
            move = line.move_id
            line.quantity = move.quantity if move.sale_line_id in first else 0
        returned = orders.env["stock.picking"].union(
            *(wizard._create_return() for wizard in wizards)
        )
        returned.move_ids.picked = True
        returned.button_validate()
        assert set(returned.mapped("state")) == {"done"}

    def _prepare_note(self, order):
        line = order.order_line[0]
        values = line._prepare_invoice_line(quantity=line.product_uom_qty)
        return {
            **order._prepare_invoice(),
            "move_type": "out_refund",
            "invoice_date": order.date_order.date(),
            "invoice_line_ids": [(0, 0, values)],
        }

    def _prepare_money_back(self, note):
        journal = note.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", note.company_id.id)], limit=1
        )
        return {
            "payment_type": "outbound",
            "partner_type": "customer",
            "partner_id": note.partner_id.commercial_partner_id.id,
            "amount": note.amount_total,
            "currency_id": note.currency_id.id,
            "journal_id": journal.id,
        }
