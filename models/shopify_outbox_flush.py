from odoo import api, models

from odoo.addons.queue_job.exception import RetryableJobError

from ..flows.out_batch import OutBatch
from ..shopify.errors import BusinessError, TransientError
from .after_commit import after_commit

LATE_SECONDS = 60


class ShopifyOutbox(models.Model):
    """Sending: marks become rows, rows are sent in arrays, one flow at a time."""

    _inherit = "shopify.outbox"

    @api.model
    def _enqueue(self, targets, seconds=None):
        """One waiting job per (store, flow), made after this transaction commits.

        :param targets: {(backend id, flow name)}
        :param seconds: how long to wait; None: the flow's own pause, in which
            further changes gather
        """
        if targets:
            after_commit(self.env, self._name, "_delay", targets, seconds)

    @api.model
    def _delay(self, targets, seconds):
        if not self.env["shopify.event"]._runner_lives():
            self.env.ref("connector_shopify.cron_flush")._trigger()
            return
        for backend_id, flow in sorted(targets):
            backend = self.env["shopify.backend"].browse(backend_id)
            policy = self.env["shopify.policy"]._get(backend, flow)
            if policy._may_run() and policy.mode == "realtime":
                wait = policy.gather_seconds if seconds is None else seconds
                self._delay_flush(backend, flow, wait)

    def _delay_flush(self, backend, flow, seconds):
        backend.with_delay(
            channel="root.shopify.out",
            # One that waits for further changes does not hold up an urgent one.
            identity_key=f"shopify-flush-{backend.id}-{flow}-{int(seconds) > 0}",
            eta=int(seconds) or None,
            max_retries=0,
            description=f"{backend.name}: {self.env[flow]._label()}",
        )._job_flush(flow)

    @api.model
    def _send_waiting(self, backend, flow_name):
        """Send what waits, some arrays of it. Seconds until more is to be sent, or
        None when nothing is left.

        Raises RetryableJobError when nothing could be sent; then everything waits.
        """
        self.env["shopify.event"]._lock_lane(backend, flow_name, "out")
        flow = backend.env[flow_name]
        marked = self.env["shopify.mark"]._take(backend, flow_name)
        if marked:
            self._put(backend, flow_name, flow._subjects(backend, marked))
        sent = 0
        while rows := self._waiting(backend, flow_name, flow._array_size(backend)):
            if sent == flow._shopify_arrays_per_job:
                return 0
            try:
                with self.env.cr.savepoint():
                    self._send(backend, flow, rows)
            except TransientError as error:
                if not sent:
                    raise RetryableJobError(
                        str(error), seconds=error.retry_after
                    ) from error
                # What was sent stays settled; the rest goes on later.
                return error.retry_after or LATE_SECONDS
            except BusinessError as error:
                self.env["shopify.issue"]._report_connection(backend, error)
                return None
            sent += 1
        return None

    def _waiting(self, backend, flow_name, limit):
        return self.search(
            [
                ("backend_id", "=", backend.id),
                ("flow", "=", flow_name),
                ("state", "=", "waiting"),
            ],
            order="id",
            limit=limit,
        )

    def _send(self, backend, flow, rows):
        """Send one array. What is refused gets an issue; the rest is sent."""
        batch = OutBatch(backend, rows)
        flow._push(batch)
        self._settle(
            {row: batch.refusals.get(row) and str(batch.refusals[row]) for row in rows}
        )
        flow._settled(batch)
        issues = self.env["shopify.issue"]
        keys = {row: flow._issue_key(row) for row in rows}
        refused = {keys[row]: [error] for row, error in batch.refusals.items()}
        issues._close(backend, set(keys.values()) - set(refused), flow._name)
        issues._report(backend, flow._name, refused)

    @api.model
    def _cron_flush(self):
        """Send what no job looks after; without a job runner, send everything."""
        runner = self.env["shopify.event"]._runner_lives()
        for backend_id, flow in self._late(LATE_SECONDS if runner else 0):
            backend = self.env["shopify.backend"].browse(backend_id)
            policy = self.env["shopify.policy"]._get(backend, flow)
            if not policy._may_run() or policy.mode != "realtime":
                continue  # by schedule or by hand: see `shopify.flow.export._scan`
            if runner:
                self._delay_flush(backend, flow, 0)
            else:
                self._flush_in_cron(backend, flow)
            self.env["ir.cron"]._commit_progress(1)
        self.env["shopify.mark"]._merge()

    def _flush_in_cron(self, backend, flow):
        backend = backend._for_flow()
        more = 0
        while more == 0:
            try:
                more = backend.env["shopify.outbox"]._send_waiting(backend, flow)
            except RetryableJobError:
                # Not now: the next run comes back to it.
                self.env.cr.rollback()
                return
            if not self.env["ir.cron"]._commit_progress():
                return

    def _late(self, seconds):
        """(backend id, flow) in which marks or rows have waited for too long."""
        self.env.cr.execute(
            """SELECT backend_id, flow FROM shopify_mark
                WHERE created_at <= (clock_timestamp() AT TIME ZONE 'UTC')
                                    - make_interval(secs => %(seconds)s)
                UNION
               SELECT backend_id, flow FROM shopify_outbox
                WHERE state = 'waiting'
                  AND marked_at <= (clock_timestamp() AT TIME ZONE 'UTC')
                                   - make_interval(secs => %(seconds)s)
             ORDER BY 1, 2""",
            {"seconds": seconds},
        )
        return self.env.cr.fetchall()
