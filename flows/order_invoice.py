from odoo import api, fields, models

from ..shopify.errors import BusinessError
from .order_payment import DIRECTIONS, moment, successful
from .refusal import all_or_each

# Shopify's payment states of an order that was paid in full at some time.
PAID = {"PAID", "PARTIALLY_REFUNDED", "REFUNDED"}


class ShopifyOrderInvoice(models.AbstractModel):
    """Invoices of a batch of orders, when the store's setting says so.

    Each order has invoices of its own. What Odoo refuses is told; the rest goes on.
    """

    _name = "shopify.order.invoice"
    _description = "Shopify Order Import: Invoices"

    @api.model
    def _process(self, batch, orders):
        """Make the invoices that are due.

        :param orders: {gid: binding}; of those that were read just now the batch has
            the node, the others are judged by what their binding remembers
        """
        self._note_payments(batch, orders)
        policy = self.env["shopify.flow.order_import"]._policy(batch.backend)
        if policy.order_invoice == "never":
            return
        due = [
            gid
            for gid, binding in orders.items()
            if gid not in batch.problems and self._is_due(policy, binding)
        ]
        if due:
            self._invoice(batch, policy, {gid: orders[gid].odoo_id for gid in due})

    def _note_payments(self, batch, orders):
        """Keep when money last came in: the date of invoices made when paid."""
        for gid, binding in orders.items():
            times = [
                moment(each)
                for each in successful(batch.nodes.get(gid))
                if DIRECTIONS[each["kind"]] == "inbound"
            ]
            if times and binding.paid_at != max(times):
                binding.paid_at = max(times)

    def _is_due(self, policy, binding):
        order = binding.odoo_id
        if order.state != "sale" or (binding.is_test and policy.order_test != "same"):
            return False
        lines = order.order_line.filtered(lambda line: line.qty_to_invoice > 0)
        if not self._is_billable(policy, binding):
            return False
        if policy.order_invoice == "delivered" and any(map(is_goods, order.order_line)):
            return any(map(is_goods, lines))
        return bool(lines)

    def _is_billable(self, policy, binding):
        """Whether its payment is no reason to wait."""
        return policy.order_invoice != "paid" or binding.financial_status in PAID

    def _invoice(self, batch, policy, due):
        orders_env = self.env["sale.order"].with_context(
            shopify_import=True,
            raise_if_nothing_to_invoice=False,
            shopify_invoice_days={
                order.id: self._day(policy, order) for order in due.values()
            },
        )

        def invoice(gids):
            orders = orders_env.union(*(due[gid] for gid in gids))
            invoices = orders.with_env(orders_env.env)._create_invoices(grouped=True)
            if policy.order_invoice_post:
                invoices.action_post()

        def refused(gid, error):
            self._note_refusal(batch, gid, due[gid], error)

        all_or_each(self.env.cr, list(due), invoice, refused)

    def _day(self, policy, order):
        """The day of the event that the setting names, where the store is."""
        now = fields.Datetime.now()
        if policy.order_invoice == "delivered":
            done = order.picking_ids.filtered(lambda each: each.state == "done")
            then = max(done.mapped("date_done"), default=now)
        elif policy.order_invoice == "paid":
            then = order.shopify_bind_ids[:1].paid_at or order.date_order
        else:
            then = order.date_order
        return self._local_day(min(then, now))

    def _local_day(self, time):
        """The day of a naive UTC time where the store is (the flow's context)."""
        return fields.Datetime.context_timestamp(self, time).date()

    def _note_refusal(self, batch, gid, order, error):
        batch.problem(
            gid,
            BusinessError(
                "invoice_failed",
                self.env._(
                    "Odoo could not make the invoice of order %(order)s: %(reason)s",
                    order=order.name,
                    reason=error.args[0],
                ),
                name=order.name,
                cause=f"invoice_failed:{error.args[0][:200]}",
                record=order,
            ),
        )


def is_goods(line):
    return line.product_id.type == "consu"
