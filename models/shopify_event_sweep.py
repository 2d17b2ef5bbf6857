import time

from odoo import api, models

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID

from .shopify_event_drain import CHANNELS

LATE_SECONDS = 30
RUNNER_KNOWN_SECONDS = 10

# database -> when a living runner was last seen
_runner_seen = {}


class ShopifyEvent(models.Model):
    """The sweeper: no event waits for ever, whatever happened to its job.

    Where no job runner lives (hosted Odoo without long-running processes), the
    same cron works the same lanes off itself.
    """

    _inherit = "shopify.event"

    @api.model
    def _runner_lives(self):
        """Whether a job runner holds its lock on this database.

        A living one is believed for ten seconds: each webhook asks. Without one we
        look each time, and so use it as soon as it is there.
        """
        database = self.env.cr.dbname
        seen = _runner_seen.get(database)
        if seen is None or time.monotonic() - seen > RUNNER_KNOWN_SECONDS:
            if not self._look_for_runner():
                return False
            _runner_seen[database] = time.monotonic()
        return True

    def _look_for_runner(self):
        self.env.cr.execute(
            """SELECT 1 FROM pg_locks
                WHERE locktype = 'advisory' AND granted
                  AND database = (SELECT oid FROM pg_database
                                   WHERE datname = current_database())
                  AND (classid::bigint << 32) + objid::bigint = %s
                LIMIT 1""",
            [PG_ADVISORY_LOCK_ID],
        )
        return bool(self.env.cr.fetchone())

    @api.model
    def _wake_cron(self):
        self.env.ref("connector_shopify.cron_sweep")._trigger()

    @api.model
    def _cron_sweep(self):
        """Bring forgotten lanes back; without a job runner, work them off here."""
        runner = self._runner_lives()
        lanes = self._waiting_lanes(LATE_SECONDS if runner else 0)
        for done, (backend_id, flow, lane) in enumerate(lanes, start=1):
            backend = self.env["shopify.backend"].browse(backend_id)
            if self._mode(backend, flow) != "realtime":
                continue
            if runner:
                self._delay_lane(backend, flow, lane)
            else:
                self._drain_in_cron(backend, flow, lane)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(lanes) - done):
                break

    def _drain_in_cron(self, backend, flow, lane):
        """What a job would do, and go on until the lane is empty."""
        backend = backend._for_flow()
        more = True
        while more:
            try:
                more = self._drain(backend, flow, lane)
            except RetryableJobError:
                # Busy or refused for the moment: the next run comes back to it.
                self.env.cr.rollback()
                return
            if not self.env["ir.cron"]._commit_progress():
                return

    def _waiting_lanes(self, older_than):
        self.env.cr.execute(
            """SELECT DISTINCT backend_id, flow, lane FROM shopify_event
                WHERE state = 'waiting'
                  AND received_at
                      <= clock_timestamp() AT TIME ZONE 'UTC'
                          - make_interval(secs => %s)
             ORDER BY 1, 2, 3""",
            [older_than],
        )
        return self.env.cr.fetchall()

    def _lanes_of(self, policy):
        """The lanes of one flow of one store in which something waits."""
        return [
            lane
            for backend_id, flow, lane in self._waiting_lanes(0)
            if (backend_id, flow) == (policy.backend_id.id, policy.flow)
        ]

    @api.model
    def _enqueue_waiting(self, policy):
        """Start jobs for all that waits in one flow, whatever its mode."""
        for lane in self._lanes_of(policy):
            self._delay_lane(policy.backend_id, policy.flow, lane, CHANNELS["batch"])
