import time

from odoo import api, models, sql_db

from .shopify_bench_floor import plain_values

PAYMENT_FIELDS = (
    "amount",
    "currency_id",
    "date",
    "journal_id",
    "memo",
    "partner_id",
    "partner_type",
    "payment_method_line_id",
    "payment_reference",
    "payment_type",
)


class ShopifyBench(models.AbstractModel):
    """Orders with invoice and payment, and the floor for them."""

    _inherit = "shopify.bench"

    @api.model
    def keep_books(self, backend_id, policy_id):
        """Let the store bill confirmed orders and book payments on a journal."""
        backend = self.env["shopify.backend"].browse(backend_id)
        company = backend.company_id
        company.account_fiscal_country_id = backend.country_id  # where its taxes are
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
        )
        self.env["shopify.policy"].browse(policy_id).write(
            {
                "order_invoice": "confirmed",
                "order_payment": True,
                "order_payment_since": "2000-01-01 00:00:00",
            }
        )
        names = {"shopify_payments": "Card"}
        gateways = self.env["shopify.gateway"]._ensure(backend, names)
        gateways["shopify_payments"].journal_id = journal
        return True

    @api.model
    def paid_floor(self, backend_id, order_ids, batch_size):
        """Create, confirm, bill and pay copies of orders; {"sql", "cpu_s", "s"}."""
        backend = self.env["shopify.backend"].browse(backend_id)._for_flow()
        orders = backend.env["sale.order"].browse(order_ids)
        rows = [self._prepare_order(order) for order in orders]
        payments = [self._prepare_payment(order) for order in orders]
        self.env.cr.commit()
        spent = {"sql": 0, "cpu_s": 0.0, "s": 0.0}
        for start in range(0, len(rows), batch_size):
            chunk = slice(start, start + batch_size)
            sql, cpu, wall = sql_db.sql_counter, time.process_time(), time.monotonic()
            with self.env.registry.cursor() as cr:
                self._make_paid(backend.env(cr=cr), rows[chunk], payments[chunk])
            spent["s"] += time.monotonic() - wall
            spent["cpu_s"] += time.process_time() - cpu
            spent["sql"] += sql_db.sql_counter - sql
        return spent

    def _make_paid(self, env, rows, payments):
        """Plain Odoo, in batches wherever Odoo has one."""
        orders = env["sale.order"].create(rows)
        orders.action_confirm()
        invoices = orders._create_invoices(grouped=True)
        invoices.action_post()
        booked = env["account.payment"].create(payments)
        booked.action_post()
        for invoice, payment in zip(invoices, booked, strict=True):
            lines = (invoice | payment.move_id).line_ids
            lines.filtered(
                lambda line: line.account_type == "asset_receivable"
            ).reconcile()
        assert set(invoices.mapped("payment_state")) <= {"paid", "partial"}

    def _prepare_payment(self, order):
        payment = order.shopify_bind_ids.payment_ids.odoo_id
        return plain_values(payment, PAYMENT_FIELDS)
