from datetime import timedelta

from odoo import models

from odoo.addons.queue_job.exception import RetryableJobError

from ..shopify.errors import BusinessError, TransientError

# Shopify's search index lags some seconds behind: look back a little each time.
OVERLAP = timedelta(minutes=5)
PAGES_PER_JOB = 10


class ShopifyPolicy(models.Model):
    """The safety net: ask the store what changed, whatever its messages said.

    A lost webhook is found here. What the scan finds goes the same way as a
    webhook: a row in the inbox.
    """

    _inherit = "shopify.policy"

    def _job_scan(self):
        """Put what changed since the cursor into the inbox, some pages a job.

        The cursor moves in the transaction that stores the events, so a failure
        anywhere repeats the pages and loses nothing.
        """
        self.ensure_one()
        if not self._may_run():
            return
        try:
            finished = self._scan_pages()
        except TransientError as error:
            raise RetryableJobError(str(error), seconds=error.retry_after) from error
        except BusinessError as error:
            self.env["shopify.issue"]._report_connection(self.backend_id, error)
            return
        if not finished:
            self._enqueue_scan()

    def _scan_pages(self):
        """Take some pages; True when the end was reached.

        A job ends after `PAGES_PER_JOB` pages only when the next one gets further:
        after a rush, more pages than that can have changed within the overlap.
        """
        backend = self.backend_id._for_flow()
        flow = self._flow().with_env(backend.env)
        before = self.scan_cursor or flow._scan_start(self)
        since = before and before - OVERLAP
        for number, page in enumerate(flow._scan(backend, since), start=1):
            self._store_scanned(backend, flow, page)
            further = self.scan_cursor and (
                not before or self.scan_cursor - OVERLAP > before
            )
            if number >= PAGES_PER_JOB and further:
                return False
        return True

    def _store_scanned(self, backend, flow, page):
        changed = flow._filter_changed(backend, page)
        self.env["shopify.event"]._store(
            backend,
            [
                {"flow": self.flow, "topic": "scan", "resource_id": gid}
                for gid in changed
            ],
            source="scan",
        )
        self._move_cursor(page)

    def _move_cursor(self, page):
        """Remember the latest change seen. Shopify's times, not ours: clocks differ."""
        latest = max((at for _gid, at in page if at), default=None)
        if latest and (not self.scan_cursor or latest > self.scan_cursor):
            self.scan_cursor = latest

    def _on_job_failed(self, exc_name=None, exc_message=None, exc_info=None):
        """queue_job's hook: the comparison broke; the cron starts it again."""
        self.env["shopify.issue"]._report_broken_job(
            self.backend_id, exc_message, exc_info
        )
