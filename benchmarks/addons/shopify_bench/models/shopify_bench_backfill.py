from odoo import api, models

from .shopify_bench_scan import reset_peak


class ShopifyBench(models.AbstractModel):
    """Older orders, most of them done."""

    _inherit = "shopify.bench"

    @api.model
    def start_backfill(self, backend_id, date_from, date_to):
        """Let them be imported; MB that this process holds now."""
        wizard = self.env["shopify.backfill.start"].create(
            {"backend_id": backend_id, "date_from": date_from, "date_to": date_to}
        )
        wizard.action_start()
        return reset_peak()

    @api.model
    def backfill_floor(self, backend_id, order_ids, batch_size):
        """Plain Odoo making the same orders; those that were done are not confirmed.

        A state that is written is the least that recording them can cost.
        """
        backend = self.env["shopify.backend"].browse(backend_id)._for_flow()
        orders = backend.env["sale.order"].browse(order_ids)
        spent = {"sql": 0, "cpu_s": 0.0, "s": 0.0}
        for start in range(0, len(orders), batch_size):
            chunk = orders[start : start + batch_size]
            rows = [self._prepare_order(order) for order in chunk]
            done = [order.locked for order in chunk]
            self.env.cr.commit()
            self._add_measured(spent, backend, rows, done)
        return spent

    def _add_measured(self, spent, backend, rows, done):
        with self._measured() as part, self.env.registry.cursor() as cr:
            news = backend.env(cr=cr)["sale.order"].create(rows)
            past = news.browse(
                [order.id for order, was in zip(news, done, strict=True) if was]
            )
            past.write({"state": "sale", "locked": True})
            (news - past).action_confirm()
        for name in spent:
            spent[name] += part[name]
