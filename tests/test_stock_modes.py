from unittest.mock import patch

from odoo import fields

from odoo.addons.queue_job.tests.common import trap_jobs

from .stock_case import FLOW, StockCase


class TestStockModes(StockCase):
    """Stock that is sent by schedule, when somebody asks, or not for now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.shirt, 10)
        cls.put(cls.mug, 5)
        cls.push_all()
        cls.export = cls.flow_policy("stock_export")
        for policy in cls.backend.policy_ids - cls.export:
            policy.mode = "manual"
            policy.next_scan_at = False

    def runner(self, lives):
        return patch.object(
            type(self.env["shopify.event"]), "_runner_lives", lambda self: lives
        )

    def sell_two(self):
        """Both products change; notes are written as before a commit."""
        self.put(self.shirt, -2)
        self.put(self.mug, -2)
        self.env.cr.flush()

    def shown(self):
        self.env.invalidate_all()
        return self.shop(self.shirt), self.shop(self.mug)

    def cron(self, name):
        self.env.ref(f"connector_shopify.{name}").method_direct_trigger()

    def flush_jobs(self, trap):
        """Perform the jobs that send; those that they make in turn as well."""
        self.env.flush_all()
        trap.perform_enqueued_jobs()

    def marks(self):
        return self.env["shopify.mark"].search_count([("flow", "=", FLOW)])

    def test_by_hand_nothing_is_sent_before_somebody_asks(self):
        self.export.mode = "manual"
        with self.runner(lives=True), trap_jobs() as trap:
            self.sell_two()
            self.env["shopify.outbox"]._delay({(self.backend.id, FLOW)}, 0)
            self.cron("cron_flush")
            self.cron("cron_scan")
            trap.assert_jobs_count(0)
        self.assertEqual(self.shown(), (10, 5))

    def test_run_now_with_a_job_runner(self):
        self.export.mode = "manual"
        self.sell_two()
        with self.runner(lives=True), trap_jobs() as trap:
            self.export.action_run_now()
            trap.assert_jobs_count(1, only=self.export._job_scan)
            self.flush_jobs(trap)
            trap.assert_jobs_count(1, only=self.backend._job_flush)
            self.flush_jobs(trap)
        self.assertEqual(self.shown(), (8, 3))

    def test_run_now_sends_all_that_waits(self):
        """More arrays than one job sends: it goes on although nobody asks again."""
        self.export.write({"mode": "manual", "batch_size": 1})
        flow = type(self.env[FLOW])
        self.sell_two()
        with (
            self.runner(lives=True),
            patch.object(flow, "_shopify_arrays_per_job", 1),
            trap_jobs() as trap,
        ):
            self.export.action_run_now()
            self.flush_jobs(trap)
            self.flush_jobs(trap)
            self.assertEqual(sum(self.shown()), 13)
            self.flush_jobs(trap)
        self.assertEqual(self.shown(), (8, 3))

    def test_run_now_without_a_job_runner(self):
        self.export.mode = "manual"
        self.sell_two()
        with self.runner(lives=False), trap_jobs() as trap:
            self.export.action_run_now()
            self.cron("cron_scan")
            trap.assert_jobs_count(0)
        self.assertEqual(self.shown(), (8, 3))
        self.assertFalse(self.export.next_scan_at)

    def test_by_schedule_with_a_job_runner(self):
        self.export.write({"mode": "batch", "next_scan_at": "2026-01-01 00:00:00"})
        with self.runner(lives=True), trap_jobs() as trap:
            self.sell_two()
            self.cron("cron_flush")
            trap.assert_jobs_count(0)
            self.cron("cron_scan")
            trap.assert_jobs_count(1, only=self.export._job_scan)
        with self.runner(lives=True), trap_jobs() as trap:
            self.export._job_scan()  # the cron's own cursor is closed
            self.flush_jobs(trap)
        self.assertEqual(self.shown(), (8, 3))
        self.assertGreater(self.export.next_scan_at, fields.Datetime.now())

    def test_by_schedule_without_a_job_runner(self):
        self.export.write({"mode": "batch", "next_scan_at": "2026-01-01 00:00:00"})
        self.sell_two()
        with self.runner(lives=False):
            self.cron("cron_flush")
            self.assertEqual(self.shown(), (10, 5))
            self.cron("cron_scan")
        self.assertEqual(self.shown(), (8, 3))

    def test_throttled_by_hand_goes_on_later(self):
        self.export.mode = "manual"
        self.sell_two()
        self.store.faults.once("throttle", operation="inventory_set")
        with self.runner(lives=False):
            self.export.action_run_now()
            self.cron("cron_scan")
            self.assertEqual(self.shown(), (10, 5))
            self.cron("cron_scan")
        self.assertEqual(self.shown(), (8, 3))

    def test_pause_keeps_one_note_per_product(self):
        self.export.paused = True
        with self.runner(lives=True), trap_jobs() as trap:
            for _time in range(3):
                self.sell_two()
            self.assertEqual(self.marks(), 6)
            self.cron("cron_flush")
            trap.assert_jobs_count(0)
        self.assertEqual(self.marks(), 2)
        self.assertEqual(self.export.waiting_count, 2)
        self.assertEqual(self.shown(), (10, 5))

        self.export.paused = False
        self.push_all()
        self.assertEqual(self.shown(), (4, 0))

    def test_newest_note_stays(self):
        self.export.paused = True
        self.sell_two()
        self.sell_two()
        newest = self.env["shopify.mark"].search([], order="id desc", limit=2)

        self.env["shopify.mark"]._merge()

        self.assertEqual(self.env["shopify.mark"].search([]), newest.sorted("id"))

    def test_notes_of_a_flow_that_runs_are_left_to_it(self):
        self.sell_two()
        self.sell_two()

        self.env["shopify.mark"]._merge()

        self.assertEqual(self.marks(), 4)
