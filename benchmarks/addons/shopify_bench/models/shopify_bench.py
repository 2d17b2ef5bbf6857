import re
import time
from collections import Counter

from odoo import api, fields, models, sql_db

STATEMENTS = 100  # as many are listed, the most frequent first
_spent = Counter(sql=0, store_s=0.0)
_statements = Counter()
_seconds = Counter()
_execute = sql_db.Cursor.execute


class ShopifyBench(models.AbstractModel):
    """What the benchmarks ask the Odoo process, by XML-RPC."""

    _name = "shopify.bench"
    _description = "Benchmark"

    @api.model
    def counters(self):
        """SQL statements by all of this process's cursors, and its CPU seconds.

        `drain` is the part that was spent in the jobs' method, `store_s` the seconds
        in which it waited for the store.
        """
        return {
            "sql": sql_db.sql_counter,
            "sql_in_drain": _spent["sql"],
            "cpu_s": time.process_time(),
            "store_s": _spent["store_s"],
        }

    @api.model
    def stock_up(self):
        """Enough of everything for all orders of a benchmark."""
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        for product in self.env["product.product"].search([("is_storable", "=", True)]):
            self.env["stock.quant"]._update_available_quantity(
                product, warehouse.lot_stock_id, 1_000_000
            )
        return True

    @api.model
    def start_drain(self, policy_id, lanes):
        """Let go what waits in lanes of a paused flow, as its Run button does."""
        policy = self.env["shopify.policy"].browse(policy_id)
        policy.paused = False
        for lane in lanes:
            self.env["shopify.event"]._delay_lane(policy.backend_id, policy.flow, lane)
        return True

    @api.model
    def record_statements(self):
        """From now on count and time statements by their text."""
        _statements.clear()
        _seconds.clear()
        sql_db.Cursor.execute = _recording_execute
        return True

    @api.model
    def recorded_statements(self):
        """[[times, seconds, statement], …] since then; ends recording."""
        sql_db.Cursor.execute = _execute
        return [
            [count, round(_seconds[text], 4), text]
            for text, count in _statements.most_common(STATEMENTS)
        ]


class ShopifyBackend(models.Model):
    _inherit = "shopify.backend"

    def _job_drain(self, flow, lane):
        before = self.env.cr.sql_log_count
        result = super()._job_drain(flow, lane)
        _spent["sql"] += self.env.cr.sql_log_count - before
        return result


class ShopifyCallStat(models.Model):
    _inherit = "shopify.call.stat"

    @api.model
    def _recorder(self, backend):
        record = super()._recorder(backend)

        def record_and_add(call):
            _spent["store_s"] += call.seconds
            record(call)

        return record_and_add


class ShopifyBenchMessage(models.Model):
    """The row that the trivial endpoint inserts."""

    _name = "shopify.bench.message"
    _description = "Benchmark Message"
    _log_access = False

    webhook_id = fields.Char(index=True)
    size = fields.Integer()


def _recording_execute(cursor, query, params=None, log_exceptions=True):
    text = query if isinstance(query, str) else getattr(query, "code", repr(query))
    text = re.sub(
        r"\s+", " ", re.sub(r'savepoint "?[\w-]+"?', "savepoint", text, flags=re.I)
    )
    text = re.sub(r"%s(, %s)+", "%s, …", text)
    text = re.sub(r"\(%s, …\)(, ?\(%s, …\))+", "(%s, …), …", text)
    started = time.perf_counter()
    try:
        return _execute(cursor, query, params, log_exceptions)
    finally:
        _statements[text] += 1
        _seconds[text] += time.perf_counter() - started
