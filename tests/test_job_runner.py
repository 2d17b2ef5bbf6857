import contextlib
from unittest.mock import patch

import psycopg2

from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID

from ..models import shopify_event_sweep as sweep
from .common import ShopifyCase


class TestJobRunner(ShopifyCase):
    """Whether a job runner lives is read off the lock it holds."""

    def setUp(self):
        super().setUp()
        self.events = self.env["shopify.event"]
        self.enterContext(patch.object(sweep, "_runner_seen", {}))

    @contextlib.contextmanager
    def runner(self):
        """What a runner does first: it takes the lock, on a connection of its own."""
        with contextlib.closing(psycopg2.connect(dbname=self.env.cr.dbname)) as other:
            with other.cursor() as cr:
                cr.execute("SELECT pg_advisory_lock(%s)", [PG_ADVISORY_LOCK_ID])
                yield
                # Closing alone frees it only when the server has noticed.
                cr.execute("SELECT pg_advisory_unlock(%s)", [PG_ADVISORY_LOCK_ID])

    def test_a_runner_is_seen_as_soon_as_it_is_there(self):
        self.assertFalse(self.events._runner_lives())
        with self.runner():
            self.assertTrue(self.events._runner_lives())

    def test_a_living_runner_is_asked_for_once_in_ten_seconds(self):
        with self.runner():
            self.assertTrue(self.events._runner_lives())
            with self.assertQueryCount(0):
                self.assertTrue(self.events._runner_lives())

    def test_a_dead_runner_is_noticed_after_ten_seconds(self):
        with self.runner():
            self.assertTrue(self.events._runner_lives())
        with patch.object(sweep, "RUNNER_KNOWN_SECONDS", 0):
            self.assertFalse(self.events._runner_lives())
