import zlib

from odoo import api, fields, models
from odoo.exceptions import AccessError

SOURCES = [
    ("webhook", "Message from the store"),
    ("scan", "Comparison"),
    ("backfill", "History"),
    ("button", "Button"),
    ("replay", "Replay"),
    ("odoo", "Change in Odoo"),
]


def lane_of(resource_id, lane_count):
    """The lane of a resource: all its events are in one lane."""
    return zlib.crc32(resource_id.encode()) % lane_count


class ShopifyEvent(models.Model):
    """Inbox: everything that wakes an import is a row here before anything else.

    A row says *that* something happened to a resource; what it looks like now is
    read from the store when the row is worked on. Therefore duplicates, disorder
    and late repeats do no harm.
    """

    _name = "shopify.event"
    _description = "Shopify Inbox"
    _order = "id desc"
    _rec_name = "resource_id"
    _log_access = False

    backend_id = fields.Many2one(
        "shopify.backend", required=True, ondelete="cascade", readonly=True
    )
    flow = fields.Selection(selection="_selection_flow", required=True, readonly=True)
    topic = fields.Char(required=True, readonly=True)
    source = fields.Selection(SOURCES, required=True, readonly=True)
    resource_id = fields.Char(string="Shopify ID", required=True, readonly=True)
    lane = fields.Integer(required=True, readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("attention", "Needs attention"),
        ],
        required=True,
        readonly=True,
    )
    webhook_id = fields.Char(string="Message ID", readonly=True)
    triggered_at = fields.Datetime(string="Happened", readonly=True)
    received_at = fields.Datetime(string="Received", required=True, readonly=True)
    processed_at = fields.Datetime(string="Worked on", readonly=True)

    # A repeated delivery carries the same id. One row per flow that listens.
    _webhook_unique = models.UniqueIndex(
        "(backend_id, webhook_id, flow) WHERE webhook_id IS NOT NULL"
    )
    _waiting_lane_idx = models.Index(
        "(backend_id, flow, lane, id) WHERE state = 'waiting'"
    )
    _open_resource_idx = models.Index("(backend_id, resource_id) WHERE state != 'done'")

    @api.model
    def _selection_flow(self):
        flows = self.env["shopify.flow"]._flows()
        return [(flow._name, flow._label()) for flow in flows]

    @api.model
    def _store(self, backend, rows, source):
        """Put events into the inbox and see to it that they are worked on.

        :param rows: dicts with flow, topic, resource_id and optionally webhook_id,
            triggered_at (naive UTC) and lane (else that of the resource)
        :return: number of rows that were new
        """
        if not rows:
            return 0
        stored = self._insert(backend, rows, source)
        self._enqueue_lanes(backend, {(flow, lane) for flow, lane in stored})
        return len(stored)

    def _insert(self, backend, rows, source):
        """One statement for all rows; returns (flow, lane) of each new one."""
        now = fields.Datetime.now()
        return self.env.cr.execute_values(
            """INSERT INTO shopify_event
                   (backend_id, flow, topic, source, resource_id, lane, state,
                    webhook_id, triggered_at, received_at)
               VALUES %s
               ON CONFLICT (backend_id, webhook_id, flow)
                   WHERE webhook_id IS NOT NULL DO NOTHING
               RETURNING flow, lane""",
            [
                (
                    backend.id,
                    row["flow"],
                    row["topic"],
                    source,
                    row["resource_id"],
                    row.get("lane", lane_of(row["resource_id"], backend.lane_count)),
                    "waiting",
                    row.get("webhook_id"),
                    row.get("triggered_at"),
                    now,
                )
                for row in rows
            ],
            page_size=len(rows),
            fetch=True,
        )

    def action_replay(self):
        """Work on these resources again, as if the store had just called."""
        self.check_access("read")
        if not self.env.user.has_group("connector_shopify.group_user"):
            raise AccessError(self.env._("You may look at the inbox only."))
        for backend, events in self.grouped("backend_id").items():
            rows = {
                (event.flow, event.resource_id): {
                    "flow": event.flow,
                    "topic": event.topic,
                    "resource_id": event.resource_id,
                }
                for event in events
            }
            self._store(backend, list(rows.values()), source="replay")

    @api.autovacuum
    def _gc_done(self):
        """Forget what was worked on more than thirty days ago."""
        self.env.cr.execute(
            """DELETE FROM shopify_event
                WHERE state = 'done'
                  AND received_at < now() AT TIME ZONE 'UTC' - interval '30 days'"""
        )
