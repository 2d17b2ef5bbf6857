from odoo import api, fields, models
from odoo.tools import SQL

from ..flows.order_invoice import PAID
from .shopify_backfill import HISTORY
from .shopify_backfill_run import ORDERS, PRIORITY
from .shopify_event_drain import CHANNELS

# In the inbox, these orders have a lane of their own: no live order waits behind one.
CATCH_UP = HISTORY + 1


class ShopifyPolicy(models.Model):
    """Invoices and payments that are switched on later: earlier orders follow.

    Which ones is asked of the database, by what it remembers of them; they are read
    again, a batch at a time, and treated as the settings say now.
    """

    _inherit = "shopify.policy"

    catch_up_count = fields.Integer(
        string="Earlier orders without",
        compute="_compute_catch_up_count",
        help="Orders that have no invoice or no payment in Odoo and would have one, "
        "had the settings been the same when they came in.",
    )
    catch_up_total = fields.Integer(string="Earlier orders", copy=False, readonly=True)
    catch_up_waiting = fields.Integer(
        string="Earlier orders to go", compute="_compute_catch_up_waiting"
    )
    catch_up_progress = fields.Float(
        string="Applied to earlier orders", compute="_compute_catch_up_waiting"
    )

    @api.depends("order_invoice", "order_payment", "order_test")
    def _compute_catch_up_count(self):
        for policy in self:
            since = policy.order_since
            found = policy._catch_up_orders(since) if since else ()
            policy.catch_up_count = len(found)

    def _compute_catch_up_waiting(self):
        for policy in self:
            waiting = self.env["shopify.event"].search_count(policy._catch_up_domain())
            total = max(policy.catch_up_total, waiting, 1)
            policy.catch_up_waiting = waiting
            policy.catch_up_progress = 100 * (total - waiting) / total

    def _catch_up_domain(self):
        return [
            ("backend_id", "=", self.backend_id._origin.id),
            ("flow", "=", self.flow),
            ("lane", "=", CATCH_UP),
            ("state", "=", "waiting"),
        ]

    def _catch_up(self, gids):
        """Have orders read again behind all others; how far it is can be seen."""
        waiting = self.env["shopify.event"].search(self._catch_up_domain())
        known = set(waiting.mapped("resource_id"))
        rows = [
            {
                "flow": self.flow,
                "topic": "settings",
                "resource_id": gid,
                "lane": CATCH_UP,
            }
            for gid in gids
            if gid not in known
        ]
        before = self.catch_up_total if waiting else 0
        self.catch_up_total = before + len(rows)
        self.env["shopify.event"].sudo()._store(self.backend_id, rows, "button")

    # -- which orders ----------------------------------------------------------------

    def _catch_up_orders(self, since, payments=True):
        """Ids of orders placed since a naive UTC time that lack an invoice or (if
        wanted) a payment; the oldest first. Not those that others account for."""
        self.ensure_one()
        wanted = self._catch_up_reasons(payments)
        if self.flow != ORDERS or not wanted:
            return []
        self.env.flush_all()
        query = SQL(
            """SELECT b.external_id
                 FROM shopify_sale_order b JOIN sale_order o ON o.id = b.odoo_id
                WHERE b.backend_id = %s AND b.active AND b.books_since IS NULL
                  AND b.remote_created_at >= %s
                  AND (%s OR b.is_test IS NOT TRUE)
                  AND (%s)
             ORDER BY b.remote_created_at, b.id""",
            self.backend_id._origin.id,
            since,
            self.order_test == "same",
            SQL(" OR ").join(wanted),
        )
        return [gid for (gid,) in self.env.execute_query(query)]

    def _catch_up_reasons(self, payments):
        reasons = []
        if self.order_invoice not in (False, "never"):
            reasons.append(self._without_invoice())
        if self.order_payment and payments:
            reasons.append(self._without_payment())
        return reasons

    def _without_invoice(self):
        """Like `_is_due` of `shopify.order.invoice`, but before quantities to invoice
        are computed anew."""
        delivered = self.order_invoice == "delivered"
        return SQL(
            """o.state = 'sale'
               AND (%(unpaid)s OR b.financial_status = ANY(%(paid)s)
                    OR b.payment_terms IS NOT NULL)
               AND EXISTS (
                   SELECT FROM sale_order_line l
                     JOIN product_product p ON p.id = l.product_id
                     JOIN product_template t ON t.id = p.product_tmpl_id
                    WHERE l.order_id = o.id AND l.shopify_line_id IS NOT NULL
                      AND l.product_id IS DISTINCT FROM %(difference)s
                      AND (NOT %(delivered)s OR t.type = 'consu' OR NOT EXISTS (
                          SELECT FROM sale_order_line g
                            JOIN product_product gp ON gp.id = g.product_id
                            JOIN product_template gt ON gt.id = gp.product_tmpl_id
                           WHERE g.order_id = o.id AND gt.type = 'consu'))
                      AND LEAST(
                          l.product_uom_qty - COALESCE(l.shopify_refunded_qty, 0),
                          CASE WHEN %(delivered)s AND t.type = 'consu'
                               THEN COALESCE(l.qty_delivered, 0) END
                      ) > COALESCE(l.qty_invoiced, 0))""",
            unpaid=self.order_invoice != "paid",
            paid=list(PAID),
            difference=self.order_difference_id.id or None,
            delivered=delivered,
        )

    def _without_payment(self):
        """Money came in and nothing of it is booked, though it is not elsewhere."""
        return SQL(
            """b.paid_at IS NOT NULL
               AND NOT EXISTS (SELECT FROM shopify_account_payment m
                                WHERE m.order_id = b.id)
               AND NOT string_to_array(COALESCE(b.gateways, ''), ', ')
                   <@ ARRAY(SELECT g.name::text FROM shopify_gateway g
                             WHERE g.backend_id = b.backend_id
                               AND g.company_id = o.company_id AND g.ignored)"""
        )

    def action_catch_up(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "connector_shopify.action_shopify_catch_up_start"
            ),
            "context": {"active_id": self.id},
        }


class ShopifyEvent(models.Model):
    """Earlier orders come after everything else, and leave half of the budget."""

    _inherit = "shopify.event"

    def _delay_lane(self, backend, flow, lane, *args, **values):
        if lane == CATCH_UP:
            args, values = (CHANNELS["batch"], PRIORITY), {}
        return super()._delay_lane(backend, flow, lane, *args, **values)

    @api.model
    def _drain(self, backend, flow_name, lane):
        if lane == CATCH_UP:
            self.env["shopify.backfill"]._spare_budget(backend._client())
        return super()._drain(backend, flow_name, lane)

    @api.model
    def _batch(self, backend, lane, gids):
        batch = super()._batch(backend, lane, gids)
        batch.again = lane == CATCH_UP
        return batch
