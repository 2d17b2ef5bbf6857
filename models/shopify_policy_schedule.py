from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.queue_job.exception import RetryableJobError


class ShopifyPolicy(models.Model):
    """When a flow looks for changes: by schedule, when connected, when asked."""

    _inherit = "shopify.policy"

    def action_run_now(self):
        """Look for changes in the store and work off what waits, now."""
        self.check_access("write")
        for policy in self:
            policy._request_run()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("Started. New records appear as they come in."),
            },
        }

    def action_scan_from_beginning(self):
        """Compare everything once more; what did not change is skipped."""
        self.check_access("write")
        self.scan_cursor = False
        return self.action_run_now()

    def _start_scans(self):
        """First look at a store that was just connected."""
        for policy in self.filtered(lambda policy: policy.mode != "manual"):
            if policy._may_run():
                policy._request_run()

    def _request_run(self):
        """Jobs, or where no job runner lives, the cron as soon as possible."""
        self.ensure_one()
        events = self.env["shopify.event"]
        if events._runner_lives():
            self._enqueue_scan()
            events._enqueue_waiting(self)
        else:
            self.next_scan_at = fields.Datetime.now()
            self.env.ref("connector_shopify.cron_scan").sudo()._trigger()

    def _enqueue_scan(self):
        """Look for changes in a job of its own, once this transaction is done."""
        self.ensure_one()
        self._schedule_next()
        self.with_delay(
            channel="root.shopify.scan",
            identity_key=f"shopify-scan-{self.id}",
            max_retries=0,
            description=self.env._(
                "%(store)s: look for changes (%(flow)s)",
                store=self.backend_id.name,
                flow=self._flow()._label(),
            ),
        )._job_scan()

    def _schedule_next(self):
        self.next_scan_at = self.mode != "manual" and (
            fields.Datetime.now() + timedelta(minutes=self.interval_minutes)
        )

    @api.model
    def _cron_scan(self):
        """Start the comparisons that are due; without a job runner, do them."""
        runner = self.env["shopify.event"]._runner_lives()
        for policy in self.search(self._due_domain()):
            if runner:
                policy._enqueue_scan()
                if policy.mode == "batch":
                    self.env["shopify.event"]._enqueue_waiting(policy)
            else:
                policy._run_in_cron()
            self.env["ir.cron"]._commit_progress(1)

    def _due_domain(self):
        return [
            ("backend_id.state", "=", "connected"),
            ("enabled", "=", True),
            ("paused", "=", False),
            "|",
            ("next_scan_at", "<=", fields.Datetime.now()),
            "&",
            ("next_scan_at", "=", False),
            ("mode", "!=", "manual"),
        ]

    def _run_in_cron(self):
        """Look for changes and work off all that waits in this flow."""
        self._schedule_next()
        try:
            self._job_scan()
        except RetryableJobError:
            # The store does not answer just now; the schedule comes back to it.
            self.env.cr.rollback()
            return
        events = self.env["shopify.event"]
        for lane in events._lanes_of(self):
            events._drain_in_cron(self.backend_id, self.flow, lane)
