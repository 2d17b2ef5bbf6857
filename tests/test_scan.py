from unittest.mock import patch

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import shopify_policy_scan
from .order_case import OrderCase


class TestScan(OrderCase):
    """The safety net: what no message told is found by asking."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.policy(cls, "order_import")

    def setUp(self):
        """Each test on a new day, so that it sees its own orders only."""
        super().setUp()
        self.store.clock.advance(86400)
        self.orders.scan_cursor = self.store_time()
        self.store.clock.advance(3600)

    def store_time(self):
        return self.store.clock.now().replace(tzinfo=None, microsecond=0)

    def runner(self, lives=True):
        return patch.object(
            type(self.env["shopify.event"]), "_runner_lives", lambda self: lives
        )

    def seen(self):
        return self.env["shopify.event"].search([("source", "=", "scan")])

    def test_an_order_whose_message_was_lost(self):
        node = self.place()
        self.scan("order_import")
        self.assertEqual(self.order(node).state, "sale")

    def test_what_is_known_already_makes_no_event(self):
        self.take_order(self.place())
        self.store.calls.clear()
        self.scan("order_import")
        self.assertFalse(self.seen())
        self.assertEqual(len(self.store.calls), 1)

    def test_a_change_of_an_old_order_is_found(self):
        node = self.place(paid=False)
        order = self.take_order(node)
        self.scan("order_import")
        self.store.clock.advance(3600)
        with self.store.quiet():
            self.store.pay_order(node["id"])
        self.scan("order_import")
        self.assertEqual(order.state, "sale")

    def test_the_cursor_is_the_stores_time_of_the_last_change(self):
        node = self.place()
        self.scan("order_import")
        self.assertEqual(self.orders.scan_cursor.isoformat() + "Z", node["updatedAt"])

    def test_a_failure_moves_no_cursor_and_loses_nothing(self):
        node, before = self.place(), self.orders.scan_cursor
        self.store.faults.once("http_500")
        with self.assertRaises(RetryableJobError):
            self.scan("order_import")
        self.assertEqual(self.orders.scan_cursor, before)
        self.assertFalse(self.seen())
        self.scan("order_import")
        self.assertTrue(self.order(node))

    def test_only_orders_from_the_start_on(self):
        old = self.place()
        self.store.clock.advance(86400)
        self.orders.scan_cursor = self.store_time()
        self.store.clock.advance(60)
        new = self.place()
        self.scan("order_import")
        self.assertTrue(self.order(new))
        self.assertFalse(self.order(old))

    def test_orders_from_before_the_go_live_stay_out(self):
        old = self.place()
        self.store.clock.advance(3600)
        self.orders.order_since = self.store_time()
        self.store.clock.advance(60)
        new = self.place()
        self.orders.scan_cursor = False
        self.scan("order_import")
        self.take("order_import", old["id"])
        self.assertTrue(self.order(new))
        self.assertFalse(self.order(old))
        self.assertFalse(self.issues())

    def test_a_long_listing_goes_on_in_another_job(self):
        for _number in range(2):
            self.place()
            self.store.clock.advance(600)
        size = patch.object(shopify_policy_scan, "PAGES_PER_JOB", 1)
        with self.runner(), size, trap_jobs() as trap:
            self.orders._job_scan()
            trap.assert_jobs_count(1, only=self.orders._job_scan)
            self.orders._job_scan()
            trap.assert_jobs_count(1, only=self.orders._job_scan)

    def test_the_cron_starts_what_is_due_once(self):
        self.backend.policy_ids.next_scan_at = "2026-01-01 00:00:00"
        self.backend.policy_ids.filtered(
            lambda policy: policy != self.orders
        ).mode = "manual"
        cron = self.env.ref("connector_shopify.cron_scan")
        with self.runner(), trap_jobs() as trap:
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        trap.assert_jobs_count(1, only=self.orders._job_scan)

    def test_without_a_job_runner_the_cron_does_it(self):
        node = self.place()
        self.backend.policy_ids.mode = "manual"
        with self.runner(lives=False), trap_jobs() as trap:
            self.orders.action_run_now()
            self.assertFalse(self.order(node))
            self.env.ref("connector_shopify.cron_scan").method_direct_trigger()
            trap.assert_jobs_count(0)
        self.assertEqual(self.order(node).state, "sale")
        self.assertFalse(self.orders.next_scan_at)

    def test_a_store_that_refuses_is_an_issue(self):
        self.store.scopes -= {"read_orders", "write_orders", "read_all_orders"}
        self.addCleanup(
            self.store.scopes.update, {"read_orders", "write_orders", "read_all_orders"}
        )
        self.orders._job_scan()
        self.assertEqual(self.issues().code, "scope_missing")
