from odoo import api, fields, models

from odoo.addons.queue_job.exception import RetryableJobError

from ..flows.batch import Batch
from ..shopify.errors import BusinessError, TransientError
from .after_commit import after_commit

CHANNELS = {"realtime": "root.shopify.live", "batch": "root.shopify.bulk"}
LANE_BUSY_SECONDS = 1


class ShopifyEvent(models.Model):
    """Working the inbox off: one batch of one lane of one flow at a time."""

    _inherit = "shopify.event"

    @api.model
    def _enqueue_lanes(self, backend, lanes):
        """One waiting job per (store, flow, lane), however many events arrive."""
        if lanes:
            after_commit(self.env, self._name, "_delay_lanes", backend.id, lanes)

    @api.model
    def _delay_lanes(self, backend_id, lanes):
        backend = self.env["shopify.backend"].browse(backend_id)
        if not self._runner_lives():
            self._wake_cron()
            return
        for flow, lane in sorted(lanes - self._lanes_with_job(backend_id, lanes)):
            if self._mode(backend, flow) == "realtime":
                self._delay_lane(backend, flow, lane)

    def _lanes_with_job(self, backend_id, lanes):
        """Those for which a job waits already: in a rush, one statement tells."""
        keys = {lane_key(backend_id, *lane): lane for lane in lanes}
        self.env.cr.execute(
            """SELECT identity_key FROM queue_job
                WHERE identity_key = ANY(%s)
                  AND state IN ('wait_dependencies', 'pending', 'enqueued')""",
            [list(keys)],
        )
        return {keys[key] for (key,) in self.env.cr.fetchall()}

    def _delay_lane(
        self, backend, flow, lane, channel=CHANNELS["realtime"], priority=None
    ):
        backend.with_delay(
            channel=channel,
            priority=priority,
            identity_key=lane_key(backend.id, flow, lane),
            max_retries=0,
            description=f"{backend.name}: {self.env[flow]._description} ({lane})",
        )._job_drain(flow, lane)

    def _mode(self, backend, flow):
        """`realtime`, `batch`, `manual`, or None when the flow may not run."""
        if self.env[flow]._shopify_system:
            return "realtime"
        policy = self.env["shopify.policy"]._get(backend, flow)
        return policy.mode if policy and policy._may_run() else None

    @api.model
    def _drain(self, backend, flow_name, lane):
        """Work on one batch of a lane. True when more is waiting.

        Raises RetryableJobError when it must be tried again later; then nothing
        was written and the events still wait.
        """
        self._lock_lane(backend, flow_name, lane)
        flow = backend.env[flow_name]
        limit = flow._batch_size(backend)
        gids, more = self._waiting_resources(backend, flow_name, lane, limit)
        if not gids:
            return False
        batch = self._batch(backend, lane, gids)
        try:
            flow._process(batch)
        except TransientError as error:
            raise RetryableJobError(str(error), seconds=error.retry_after) from error
        except BusinessError as error:
            # The store as a whole refuses us: nothing of this batch can be done
            # now, and the sweeper comes back.
            self.env["shopify.issue"]._report_connection(backend, error)
            return False
        self._close(backend, flow_name, lane, batch)
        return more

    @api.model
    def _batch(self, backend, lane, gids):
        return Batch(backend, gids)

    def _lock_lane(self, backend, flow, lane):
        """A lane never runs twice at once (released with the transaction)."""
        self.env.cr.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
            [lane_key(backend.id, flow, lane)],
        )
        if not self.env.cr.fetchone()[0]:
            raise RetryableJobError(
                "This lane is being worked on.",
                seconds=LANE_BUSY_SECONDS,
                ignore_retry=True,
            )

    def _waiting_resources(self, backend, flow, lane, limit):
        """Ids of the resources that have waited longest; whether there are more."""
        self.env.cr.execute(
            """SELECT resource_id FROM shopify_event
                WHERE backend_id = %s AND flow = %s AND lane = %s
                  AND state = 'waiting'
             ORDER BY id LIMIT %s""",
            [backend.id, flow, lane, limit * 4],
        )
        rows = self.env.cr.fetchall()
        gids = list(dict.fromkeys(gid for (gid,) in rows))
        return gids[:limit], len(gids) > limit or len(rows) == limit * 4

    def _close(self, backend, flow, lane, batch):
        """Close all events of the batch's resources that this transaction sees.

        Events that came after its snapshot stay waiting. Open issues of resources
        that went through close themselves.
        """
        issues = self.env["shopify.issue"]
        issues._close(backend, batch.succeeded(), flow)
        issues._report(backend, flow, batch.problems)
        for state, gids in (
            ("done", batch.succeeded()),
            ("attention", batch.failed()),
        ):
            if gids:
                self._set_state(backend, flow, gids, state)

    def _set_state(self, backend, flow, gids, state):
        self.env.cr.execute(
            """UPDATE shopify_event SET state = %s, processed_at = %s
                WHERE backend_id = %s AND flow = %s AND resource_id = ANY(%s)
                  AND state != 'done'""",
            [state, fields.Datetime.now(), backend.id, flow, list(gids)],
        )
        self.invalidate_model(["state", "processed_at"])


def lane_key(backend_id, flow, lane):
    """What a lane's lock and its one waiting job are known by."""
    return f"shopify-lane-{backend_id}-{flow}-{lane}"
