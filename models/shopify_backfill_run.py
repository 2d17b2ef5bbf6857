from odoo import api, models

from odoo.addons.queue_job.exception import RetryableJobError

from ..shopify.errors import BusinessError, TransientError
from ..shopify.values import instant
from .shopify_backfill import HISTORY
from .shopify_event_drain import CHANNELS

ORDERS = "shopify.flow.order_import"
PRIORITY = 100  # a live order's job has 10 and goes first
SPARED = 0.5  # of the store's cost budget, for everything else


class ShopifyBackfill(models.Model):
    """How older orders come in: a page of ids, then batch after batch of it.

    One step is one job and one transaction: either the next page of ids goes into
    the inbox and the cursor moves, or one batch of them is imported. So nothing is
    lost or done twice wherever it is killed, and never more than a page waits. One
    job at a time and the lowest priority: everything else goes first.
    """

    _inherit = "shopify.backfill"

    def _go_on(self):
        """See to it that the next step is taken, after this transaction."""
        if self.env["shopify.event"]._runner_lives():
            for backfill in self:
                backfill._enqueue_step()
        elif self:
            self.env.ref("connector_shopify.cron_backfill").sudo()._trigger()

    def _enqueue_step(self):
        self.with_delay(
            channel=CHANNELS["batch"],
            priority=PRIORITY,
            identity_key=f"shopify-backfill-{self.id}",
            max_retries=0,
            description=self.env._("%s: older orders", self.backend_id.name),
        )._job_step()

    def _job_step(self):
        self.ensure_one()
        backfill = self.with_env(self.backend_id._for_flow().env)
        if backfill._may_run() and backfill._step():
            backfill._go_on()

    def _may_run(self):
        """Not while it is paused, nor while orders as such are."""
        policy = self.env[ORDERS]._policy(self.backend_id)
        return self.state == "running" and policy._may_run()

    def _step(self):
        """Import what waits, or find more; True when there is more to do now."""
        events = self.env["shopify.event"]
        events._lock_lane(self.backend_id, ORDERS, HISTORY)
        client = self.backend_id._client()
        self._spare_budget(client)
        before = self._count_waiting()
        if before:
            events._drain(self.backend_id, ORDERS, HISTORY)
            # Not fewer: the store refused, and the schedule comes back to it.
            return self._count_waiting() < before
        if self.listed:
            self._end("done")
            return False
        return self._find(client)

    def _count_waiting(self):
        return self.env["shopify.event"].search_count(
            [
                ("backend_id", "=", self.backend_id.id),
                ("flow", "=", ORDERS),
                ("lane", "=", HISTORY),
                ("state", "=", "waiting"),
            ]
        )

    def _spare_budget(self, client):
        """Half of what the store grants is left to everything else."""
        seconds = client.wait_for_share(SPARED)
        if seconds:
            raise RetryableJobError(
                "The store's budget is left to live orders.",
                seconds=seconds,
                ignore_retry=True,
            )

    # -- finding -------------------------------------------------------------------

    def _find(self, client):
        try:
            self._find_page(client)
        except TransientError as error:
            raise RetryableJobError(str(error), seconds=error.retry_after) from error
        except BusinessError as error:
            self.env["shopify.issue"]._report_connection(self.backend_id, error)
            return False
        return True

    def _find_page(self, client):
        """Put one page of ids into the inbox; the cursor moves with it.

        Shopify ends every listing after 25,000 records (documented), so each is
        followed by another one from where it ended, until that finds nothing new.
        """
        if not self.listing_from:
            self.listing_from = self.placed_from
            count = client.execute("orders_count", query=self._search_text())
            self.total_count = count["ordersCount"]["count"]
        page = client.execute(
            "orders_created", query=self._search_text(), cursor=self.cursor or None
        )["orders"]
        new = self._unknown([node["id"] for node in page["nodes"]])
        self._store(new)
        self._move(page, bool(new))

    def _search_text(self):
        return (
            f"created_at:>='{self.listing_from.isoformat()}Z' "
            f"created_at:<'{self.placed_before.isoformat()}Z'"
        )

    def _unknown(self, gids):
        """Those that this import has not found before."""
        domain = [*self._events_domain(), ("resource_id", "in", gids)]
        known = set(self.env["shopify.event"].search(domain).mapped("resource_id"))
        return [gid for gid in gids if gid not in known]

    def _store(self, gids):
        rows = [
            {
                "flow": ORDERS,
                "topic": self._topic(),
                "resource_id": gid,
                "lane": HISTORY,
            }
            for gid in gids
        ]
        if rows:
            self.env["shopify.event"]._insert(self.backend_id, rows, "backfill")
        self.found_count += len(rows)

    def _move(self, page, found):
        if page["pageInfo"]["hasNextPage"]:
            self.cursor = page["pageInfo"]["endCursor"]
        elif found:
            last = instant(page["nodes"][-1]["createdAt"])
            self.write({"cursor": False, "listing_from": last})
        else:
            self.listed = True

    # -- the schedule ----------------------------------------------------------------

    @api.model
    def _cron_go_on(self):
        """Bring back what stopped; where no job runner lives, do the work here."""
        backfills = self.search([("state", "=", "running")])
        if self.env["shopify.event"]._runner_lives():
            backfills._go_on()
            return
        for backfill in backfills:
            backfill._step_in_cron()

    def _step_in_cron(self):
        """A step, and another one in the next run: live orders have theirs between."""
        backfill = self.with_env(self.backend_id._for_flow().env)
        try:
            more = backfill._may_run() and backfill._step()
        except RetryableJobError:
            # Busy or refused for the moment: the next run comes back to it.
            self.env.cr.rollback()
            return
        self.env["ir.cron"]._commit_progress(1, remaining=int(more))

    def _on_job_failed(self, exc_name=None, exc_message=None, exc_info=None):
        """queue_job's hook: the step broke; the schedule starts it again."""
        self.env["shopify.issue"]._report_broken_job(
            self.backend_id, exc_message, exc_info
        )
