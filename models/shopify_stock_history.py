from odoo import api, fields, models
from odoo.tools import SQL

from .shopify_stock_level_compare import EXPORT

KEPT_DAYS = 90


class ShopifyStockHistory(models.Model):
    """How well the stock of a store agreed with Odoo's, hour by hour, for graphs."""

    _name = "shopify.stock.history"
    _description = "Shopify Stock History"
    _order = "hour desc, backend_id"
    _rec_name = "hour"
    _log_access = False

    backend_id = fields.Many2one(
        "shopify.backend", string="Store", required=True, ondelete="cascade"
    )
    hour = fields.Datetime(required=True, readonly=True)
    levels = fields.Integer(
        readonly=True, help="Variants at mapped locations that the store is told."
    )
    pending = fields.Integer(
        string="Waiting to be sent", readonly=True, aggregator="avg"
    )
    mismatches = fields.Integer(readonly=True, aggregator="avg")
    mismatch_rate = fields.Float(
        string="Mismatches (%)", readonly=True, aggregator="avg", digits=(6, 3)
    )
    average_age = fields.Float(
        string="Confirmed ago (hours)",
        readonly=True,
        aggregator="avg",
        help="Average time since both sides last agreed on a level.",
    )
    average_delay = fields.Float(
        string="Delay (seconds)",
        readonly=True,
        aggregator="avg",
        help="Average time from a change to its being sent, within this hour.",
    )
    confidence = fields.Float(
        string="Confidence (%)", readonly=True, aggregator="avg", digits=(5, 1)
    )
    unknown_items = fields.Integer(
        string="Unknown items",
        readonly=True,
        aggregator="avg",
        help="Levels with stock in Shopify whose product is not linked to Odoo, "
        "found by the last full comparison.",
    )

    _hour_unique = models.UniqueIndex("(backend_id, hour)")

    @api.model
    def _record(self, backend, unknown=None):
        """Write the figures of now into the row of this hour.

        :param unknown: number of unknown items; None: as the last comparison found
        """
        pushed = self.env["shopify.location"]._pushed(backend)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                RECORD,
                backend=backend.id,
                now=fields.Datetime.now(),
                pushed=pushed.ids,
                flow=EXPORT,
                unknown=unknown,
            )
        )
        self.invalidate_model()

    @api.model
    def _cron_record(self):
        """Once an hour: confidence fades, and the figures are kept."""
        stores = self.env["shopify.backend"].search([("state", "=", "connected")])
        for backend in stores:
            self.env["shopify.stock.level"]._judge(backend)
            self._record(backend)
            self.env["ir.cron"]._commit_progress(1)

    @api.autovacuum
    def _gc_old(self):
        """Forget what is older than ninety days."""
        self.env.cr.execute(
            """DELETE FROM shopify_stock_history
                WHERE hour < now() AT TIME ZONE 'UTC' - make_interval(days => %s)""",
            [KEPT_DAYS],
        )


RECORD = """
INSERT INTO shopify_stock_history
    (backend_id, hour, levels, pending, mismatches, mismatch_rate, average_age,
     average_delay, confidence, unknown_items)
SELECT %(backend)s, date_trunc('hour', %(now)s::timestamp), l.levels,
       o.pending + m.marks, l.mismatches,
       COALESCE(100.0 * l.mismatches / NULLIF(l.levels, 0), 0),
       COALESCE(l.age / 3600, 0), COALESCE(o.delay, 0), COALESCE(l.confidence, 0),
       COALESCE(%(unknown)s::int, (
           SELECT unknown_items FROM shopify_stock_history
            WHERE backend_id = %(backend)s ORDER BY hour DESC LIMIT 1), 0)
  FROM (SELECT count(*) FILTER (WHERE told) AS levels,
               count(*) FILTER (WHERE mismatch) AS mismatches,
               avg(extract(epoch FROM %(now)s - confirmed_at))
                   FILTER (WHERE told) AS age,
               avg(COALESCE(confidence, 0)) FILTER (WHERE told) AS confidence
          FROM (SELECT *, location_id = ANY(%(pushed)s) AS told
                  FROM shopify_stock_level WHERE backend_id = %(backend)s) each
       ) l,
       (SELECT count(*) FILTER (WHERE state = 'waiting') AS pending,
               avg(extract(epoch FROM sent_at - marked_at))
                   FILTER (WHERE sent_at > %(now)s - interval '1 hour') AS delay
          FROM shopify_outbox
         WHERE backend_id = %(backend)s AND flow = %(flow)s) o,
       (SELECT count(DISTINCT res_id) AS marks FROM shopify_mark
         WHERE backend_id = %(backend)s AND flow = %(flow)s) m
    ON CONFLICT (backend_id, hour) DO UPDATE
   SET levels = EXCLUDED.levels, pending = EXCLUDED.pending,
       mismatches = EXCLUDED.mismatches, mismatch_rate = EXCLUDED.mismatch_rate,
       average_age = EXCLUDED.average_age, average_delay = EXCLUDED.average_delay,
       confidence = EXCLUDED.confidence, unknown_items = EXCLUDED.unknown_items
"""
