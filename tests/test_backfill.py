from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.queue_job.exception import RetryableJobError

from ..shopify import limits
from .backfill_case import BackfillCase

PAGE = 250


class TestBackfill(BackfillCase):
    """Which orders come, each once, in steps, and where it stands."""

    def test_orders_of_the_span_come_and_no_others(self):
        before = self.old("2025-12-31T23:59:59Z")
        first = self.old("2026-01-01T00:00:00Z")
        last = self.old("2026-01-31T23:59:59Z")
        after = self.old("2026-02-01T00:00:00Z")
        backfill = self.backfill()
        self.assertEqual(self.order(first).name, first["name"])
        self.assertEqual(self.order(last).name, last["name"])
        self.assertFalse(self.order(before))
        self.assertFalse(self.order(after))
        self.assertEqual(self.figures(backfill), (2, 2, 0, 2, 0))
        self.assertEqual(backfill.progress, 100)
        self.assertTrue(backfill.ended_at)

    def figures(self, backfill):
        return (
            backfill.total_count,
            backfill.found_count,
            backfill.waiting_count,
            backfill.imported_count,
            backfill.failed_count,
        )

    def test_days_are_those_of_the_store(self):
        self.backend.timezone = "America/New_York"
        morning = self.old("2026-01-01T04:59:59Z")  # still December there
        evening = self.old("2026-02-01T04:59:59Z")  # still January there
        self.backfill()
        self.assertFalse(self.order(morning))
        self.assertTrue(self.order(evening))

    def test_an_empty_span_is_done_at_once(self):
        backfill = self.backfill()
        self.assertEqual(self.figures(backfill), (0, 0, 0, 0, 0))
        self.assertEqual(
            [call["operation"] for call in self.store.calls],
            ["orders_count", "orders_created"],
        )

    def test_orders_known_before_are_not_imported_again(self):
        node = self.old(sent=False)
        self.policy("order_import").order_since = "2026-01-01"
        order = self.take_order(node)
        self.policy("order_import").order_since = fields.Datetime.now()
        backfill = self.backfill()
        self.assertEqual(self.order(node), order)
        self.assertEqual(self.figures(backfill), (1, 1, 0, 0, 0))
        self.assertFalse(order.locked)
        self.assertEqual(order.picking_ids.state, "confirmed")

    def test_without_an_import_older_orders_do_not_come(self):
        node = self.old()
        self.assertFalse(self.take_order(node))

    def test_page_after_page_is_found_only_when_nothing_waits(self):
        nodes = [self.old(sent=False) for _ in range(PAGE + 2)]
        backfill = self.start()
        self.assertTrue(self.step(backfill))
        self.assertEqual(self.figures(backfill), (PAGE + 2, PAGE, PAGE, 0, 0))
        self.assertEqual(backfill.progress, 0)
        self.assertTrue(self.step(backfill))
        self.assertEqual(backfill.found_count, PAGE)
        self.assertEqual(backfill.waiting_count, PAGE - 50)
        self.work_off(backfill)
        self.assertTrue(self.step(backfill))
        self.assertEqual(backfill.found_count, PAGE + 2)
        self.assertEqual(backfill.waiting_count, 2)
        self.finish(backfill)
        self.assertEqual(backfill.found_count, PAGE + 2)
        self.assertTrue(self.order(nodes[-1]))

    def work_off(self, backfill):
        """As if all that waits was imported."""
        self.env.cr.execute(
            "UPDATE shopify_event SET state = 'done' WHERE topic = %s",
            [backfill._topic()],
        )
        self.env.invalidate_all()

    def test_what_shopify_lists_no_further_is_listed_from_there(self):
        """Listings end after 25,000 records; orders of that second come twice."""
        early, late = self.old(), self.old()
        backfill = self.start()
        self.step(backfill)
        self.assertFalse(backfill.listed)
        another = self.old()
        self.finish(backfill)
        self.assertEqual(backfill.found_count, 3)
        self.assertTrue(self.order(early) and self.order(late) and self.order(another))

    # -- what people do ------------------------------------------------------------

    def test_a_pause_stops_it_and_it_goes_on_from_there(self):
        node = self.old()
        backfill = self.start()
        self.step(backfill)
        backfill.action_pause()
        self.store.calls.clear()
        self.assertFalse(self.step(backfill))
        self.assertEqual(self.store.calls, [])
        self.assertFalse(self.order(node))
        self.assertEqual(backfill.waiting_count, 1)
        backfill.action_resume()
        self.finish(backfill)
        self.assertTrue(self.order(node))

    def test_a_cancelled_one_drops_what_waits_and_wants_nothing_more(self):
        node = self.old()
        backfill = self.start()
        self.step(backfill)
        backfill.action_cancel()
        self.assertEqual(backfill.state, "cancelled")
        self.assertEqual(self.figures(backfill), (1, 0, 0, 0, 0))
        self.assertFalse(self.take_order(node))
        self.assertEqual(self.start().state, "running")

    def test_one_at_a_time(self):
        self.start()
        with self.assertRaisesRegex(UserError, "being imported already"):
            self.start()

    def test_what_the_app_may_not_see_is_said_before(self):
        self.backend.granted_scopes = "read_orders,read_customers,read_products"
        with self.assertRaisesRegex(UserError, "read_all_orders"):
            self.start()
        self.assertFalse(self.env["shopify.backfill"].search([]))
        recent = fields.Date.today() - timedelta(days=50)
        self.assertTrue(self.start(date_from=recent, date_to=date.today()))

    def test_a_store_that_is_not_connected_is_refused(self):
        self.backend.state = "disconnected"
        with self.assertRaisesRegex(UserError, "Connect the store"):
            self.start()

    # -- beside live orders --------------------------------------------------------

    def test_live_orders_do_not_wait_behind_older_ones(self):
        old, live = self.old(), self.place()
        backfill = self.start()
        self.step(backfill)
        self.take("order_import", live["id"])
        self.assertEqual(self.order(live).state, "sale")
        self.assertFalse(self.order(old))
        self.assertEqual(backfill.waiting_count, 1)

    def test_its_one_job_comes_after_all_others(self):
        backfill = self.start()
        backfill._enqueue_step()
        backfill._enqueue_step()
        job = self.env["queue.job"].search([("method_name", "=", "_job_step")])
        self.assertEqual(len(job), 1)
        self.assertEqual(job.priority, 100)
        self.assertEqual(job.channel, "root.shopify.bulk")

    def test_half_of_the_budget_is_left_to_live_orders(self):
        old, live = self.old(), self.place()
        backfill = self.start()
        self.step(backfill)
        self.store.bucket.set_rate(100)  # a full bucket has 2,000 points
        self.store.bucket.take(1200)
        self.addCleanup(limits.forget)
        self.backend._client().execute("orders_count", query="id:1")
        with self.assertRaises(RetryableJobError) as refused:
            self.step(backfill)
        self.assertAlmostEqual(refused.exception.seconds, 2.0, delta=1.5)
        self.assertFalse(self.order(old))
        self.take("order_import", live["id"])
        self.assertEqual(self.order(live).state, "sale")

    def test_a_store_that_does_not_answer_loses_nothing(self):
        node = self.old()
        backfill = self.start()
        self.store.faults.once("http_503", operation="orders_created")
        with self.assertRaises(RetryableJobError), self.env.cr.savepoint():
            self.step(backfill)
        self.env.invalidate_all()
        self.assertEqual(backfill.found_count, 0)
        self.finish(backfill)
        self.assertTrue(self.order(node))

    def test_without_a_job_runner_the_schedule_does_the_work(self):
        node = self.old()
        events = type(self.env["shopify.event"])
        with patch.object(events, "_runner_lives", lambda self: False):
            backfill = self.start()
            cron = self.env.ref("connector_shopify.cron_backfill")
            for _step in range(4):
                cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(backfill.state, "done")
        self.assertEqual(self.order(node).state, "sale")

    def test_while_orders_are_paused_it_rests(self):
        self.old()
        backfill = self.start()
        self.policy("order_import").paused = True
        self.assertFalse(self.step(backfill))
        self.assertEqual(self.store.calls, [])
