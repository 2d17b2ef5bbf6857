import threading
import time
from collections import defaultdict

from odoo import api, fields, models

FLUSH_AFTER_SECONDS = 30

# (database, store, operation, outcome) -> sums since the last flush
_pending = defaultdict(lambda: [0, 0.0, 0.0])
_lock = threading.Lock()
_last_flush = time.monotonic()


class ShopifyCallStat(models.Model):
    """How often, how long and at what cost Shopify was asked.

    Each worker process adds up its calls in memory and writes the sums at most
    every half minute: the hot path writes no row per call. A killed process loses
    the last half minute of statistics and nothing else.
    """

    _name = "shopify.call.stat"
    _description = "Shopify API Use"
    _order = "id desc"
    _log_access = False

    backend_id = fields.Many2one(
        "shopify.backend", required=True, ondelete="cascade", index=True
    )
    at = fields.Datetime(string="Time", required=True, index=True)
    operation = fields.Char(required=True)
    outcome = fields.Char(required=True)
    calls = fields.Integer(aggregator="sum")
    seconds = fields.Float(aggregator="sum")
    cost = fields.Float(string="Points", aggregator="sum")

    @api.model
    def _recorder(self, backend):
        """A callback for the client that adds a call to this process's sums."""
        database, backend_id = backend.env.cr.dbname, backend.id
        registry = backend.env.registry

        def record(call):
            key = (database, backend_id, call.operation, call.outcome)
            with _lock:
                sums = _pending[key]
                sums[0] += 1
                sums[1] += call.seconds
                sums[2] += float(call.actual_cost or 0)
            if time.monotonic() - _last_flush > FLUSH_AFTER_SECONDS:
                flush(registry)

        return record

    @api.autovacuum
    def _gc_old(self):
        """Keep three months."""
        self.env.cr.execute(
            "DELETE FROM shopify_call_stat WHERE at < now() - interval '90 days'"
        )


def take_pending(database):
    """Remove and return this process's sums for one database."""
    global _last_flush
    with _lock:
        _last_flush = time.monotonic()
        taken = {key: sums for key, sums in _pending.items() if key[0] == database}
        for key in taken:
            del _pending[key]
    return taken


def flush(registry):
    """Write this process's sums in a transaction of their own."""
    rows = take_pending(registry.db_name)
    if not rows:
        return
    with registry.cursor() as cr:
        cr.execute_values(
            """INSERT INTO shopify_call_stat
                   (backend_id, operation, outcome, calls, seconds, cost, at)
               SELECT v.backend_id, v.operation, v.outcome, v.calls, v.seconds,
                      v.cost, now() AT TIME ZONE 'UTC'
                 FROM (VALUES %s)
                   AS v(backend_id, operation, outcome, calls, seconds, cost)
                 JOIN shopify_backend b ON b.id = v.backend_id""",
            [key[1:] + tuple(sums) for key, sums in rows.items()],
        )
