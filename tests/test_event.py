from unittest.mock import patch

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.shopify_event import lane_of
from ..shopify.errors import BusinessError
from .common import ShopifyCase

LOCATION = "shopify.flow.location_import"


class TestEvent(ShopifyCase):
    """The inbox: nothing lost, nothing twice, one bad record holds no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.store.quiet():
            cls.gids = [
                cls.store.create_location(f"Branch {number}")["id"]
                for number in range(6)
            ]
        cls.backend.lane_count = 1

    def events(self, state):
        return self.env["shopify.event"].search([("state", "=", state)])

    def bound(self):
        return self.env["shopify.location"].search([("external_id", "in", self.gids)])

    def breaking(self, *bad):
        """Let the preparation of some resources fail in an unforeseen way."""
        prepare = self.env[LOCATION]._prepare_values

        def broken(flow, batch, node):
            if node["id"] in bad:
                raise ZeroDivisionError(node["id"])
            return prepare(batch, node)

        flow_class = type(self.env[LOCATION])
        return patch.object(flow_class, "_prepare_values", broken)

    def test_a_batch_is_read_with_one_call(self):
        self.take("location_import", *self.gids)
        self.assertEqual(len(self.bound()), 6)
        self.assertEqual(len(self.store.calls), 1)
        self.assertEqual(len(self.events("done")), 6)

    def test_many_events_of_one_resource_are_one_piece_of_work(self):
        self.wake("location_import", *[self.gids[0]] * 5)
        self.drain()
        self.assertEqual(len(self.bound()), 1)
        self.assertEqual(len(self.store.calls), 1)
        self.assertEqual(len(self.events("done")), 5)

    def test_an_unforeseen_error_holds_no_other_record(self):
        with self.breaking(self.gids[2]), self.assertLogs("odoo", "ERROR"):
            self.take("location_import", *self.gids)
        self.assertEqual(
            set(self.bound().mapped("external_id")),
            set(self.gids) - {self.gids[2]},
        )
        self.assertEqual(self.events("attention").resource_id, self.gids[2])
        issue = self.issues(code="unexpected_error")
        self.assertEqual(issue.resource_id, self.gids[2])
        self.assertIn("ZeroDivisionError", issue.details)

    def test_a_retry_that_goes_through_closes_the_issue(self):
        with self.breaking(self.gids[2]), self.assertLogs("odoo", "ERROR"):
            self.take("location_import", *self.gids)
        issue = self.issues(code="unexpected_error")
        issue.action_retry()
        self.drain()
        self.assertEqual(issue.state, "resolved")
        self.assertEqual(len(self.bound()), 6)
        self.assertFalse(self.events("attention"))

    def test_a_problem_that_comes_again_counts_up(self):
        with self.breaking(self.gids[2]), self.assertLogs("odoo", "ERROR"):
            self.take("location_import", self.gids[2])
            self.take("location_import", self.gids[2])
        issue = self.issues(code="unexpected_error")
        self.assertEqual(len(issue), 1)
        self.assertEqual(issue.attempts, 2)

    def test_a_store_that_does_not_answer_leaves_everything_waiting(self):
        self.store.faults.once("http_503")
        self.wake("location_import", *self.gids)
        with self.assertRaises(RetryableJobError):
            self.drain()
        self.assertEqual(len(self.events("waiting")), 6)
        self.assertFalse(self.bound())
        self.drain()
        self.assertEqual(len(self.bound()), 6)

    def test_a_store_that_refuses_us_is_one_issue_and_loses_nothing(self):
        refused = BusinessError("access_forbidden", "no")
        flow_class = type(self.env[LOCATION])
        with patch.object(flow_class, "_fetch", side_effect=refused):
            self.wake("location_import", *self.gids)
            self.backend._job_drain(LOCATION, 0)
        self.assertEqual(len(self.events("waiting")), 6)
        self.assertEqual(self.issues().mapped("code"), ["access_forbidden"])

    def test_a_busy_lane_comes_again_later(self):
        self.wake("location_import", *self.gids)
        with self.registry._db.cursor() as other:
            other.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"shopify-lane-{self.backend.id}-{LOCATION}-0"],
            )
            with self.assertRaises(RetryableJobError) as caught:
                self.drain()
            self.assertTrue(caught.exception.ignore_retry)
        self.assertFalse(self.bound())

    def test_a_paused_flow_keeps_its_events(self):
        self.policy("location_import").paused = True
        self.wake("location_import", *self.gids)
        self.backend._job_drain(LOCATION, 0)
        self.assertEqual(len(self.events("waiting")), 6)
        self.assertFalse(self.bound())

    def test_all_events_of_a_resource_are_in_one_lane(self):
        lanes = {lane_of(gid, 4) for gid in self.gids * 3}
        self.assertLessEqual(lanes, {0, 1, 2, 3})
        self.assertEqual(
            [lane_of(gid, 4) for gid in self.gids] * 3,
            [lane_of(gid, 4) for gid in self.gids * 3],
        )

    def test_replay_works_on_the_resource_again(self):
        self.take("location_import", self.gids[0])
        self.store.calls.clear()
        self.events("done").action_replay()
        self.drain()
        self.assertEqual(len(self.store.calls), 1)
        self.assertEqual(len(self.bound()), 1)


class TestEnqueue(ShopifyCase):
    """Which jobs are made; that they work is the business of other tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lanes = {(LOCATION, 0)}
        cls.events = cls.env["shopify.event"]
        cls.runner = patch.object(type(cls.events), "_runner_lives", lambda self: True)

    def test_one_waiting_job_per_lane(self):
        with self.runner, trap_jobs() as trap:
            self.events._delay_lanes(self.backend.id, self.lanes)
            self.events._delay_lanes(self.backend.id, self.lanes)
        trap.assert_jobs_count(1)
        trap.assert_enqueued_job(
            self.backend._job_drain,
            args=(LOCATION, 0),
            properties={
                "identity_key": f"shopify-lane-{self.backend.id}-{LOCATION}-0",
                "channel": "root.shopify.live",
                "max_retries": 0,
            },
        )

    def test_a_flow_that_works_in_batches_waits_for_its_time(self):
        self.policy("location_import").mode = "batch"
        with self.runner, trap_jobs() as trap:
            self.events._delay_lanes(self.backend.id, self.lanes)
        trap.assert_jobs_count(0)

    def test_events_are_enqueued_after_the_commit(self):
        with trap_jobs() as trap:
            self.wake("location_import", "gid://shopify/Location/1")
            trap.assert_jobs_count(0)
            with self.runner:
                self.env.cr.postcommit.run()
            trap.assert_jobs_count(1)

    def test_the_sweeper_finds_what_no_job_looks_after(self):
        self.wake("location_import", "gid://shopify/Location/1")
        self.env.cr.execute(
            "UPDATE shopify_event SET received_at = received_at - interval '1 minute'"
        )
        with self.runner, trap_jobs() as trap:
            self.env.ref("connector_shopify.cron_sweep").method_direct_trigger()
        trap.assert_jobs_count(1, only=self.backend._job_drain)

    def test_the_sweeper_leaves_fresh_events_to_their_job(self):
        self.wake("location_import", "gid://shopify/Location/1")
        with self.runner, trap_jobs() as trap:
            self.env.ref("connector_shopify.cron_sweep").method_direct_trigger()
        trap.assert_jobs_count(0)

    def test_without_a_job_runner_the_cron_does_the_work(self):
        with self.store.quiet():
            gid = self.store.create_location("Branch")["id"]
        self.wake("location_import", gid)
        with patch.object(type(self.events), "_runner_lives", lambda self: False):
            self.env.ref("connector_shopify.cron_sweep").method_direct_trigger()
        self.assertTrue(
            self.env["shopify.location"].search([("external_id", "=", gid)])
        )
        self.assertFalse(self.events.search([("state", "=", "waiting")]))
