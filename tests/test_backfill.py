from datetime import date

from .order_case import OrderCase

LONG_AGO = "2026-01-15T10:00:00Z"


class BackfillCase(OrderCase):
    """A store with orders from before it was connected."""

    def old(self, placed=LONG_AGO, sent=True, **values):
        """An order placed long ago; sent and paid, unless otherwise said."""
        node = self.place(createdAt=placed, processedAt=placed, **values)
        with self.store.quiet():
            if sent:
                self.store.fulfil_order(node["id"])
        return node

    def start(self, **values):
        values = {
            "date_from": date(2026, 1, 1),
            "date_to": date(2026, 1, 31),
            **values,
        }
        wizard = self.env["shopify.backfill.start"].with_context(
            active_id=self.backend.id
        )
        action = wizard.create(values).action_start()
        return self.env["shopify.backfill"].browse(action["res_id"])

    def finish(self, backfill):
        """Take step after step, as the jobs do."""
        while backfill._may_run():
            with_env = backfill.with_env(self.backend._for_flow().env)
            if not with_env._step():
                break
        self.env.invalidate_all()
        self.assertEqual(backfill.state, "done")

    def backfill(self, **values):
        backfill = self.start(**values)
        self.finish(backfill)
        return backfill


class TestBackfill(BackfillCase):
    """Which orders come, once, and where it stands."""

    def test_orders_of_the_span_come_and_no_others(self):
        before = self.old("2025-12-31T23:59:59Z")
        first = self.old("2026-01-01T00:00:00Z")
        last = self.old("2026-01-31T23:59:59Z")
        after = self.old("2026-02-01T00:00:00Z")

        backfill = self.backfill()

        self.assertTrue(self.order(first))
        self.assertTrue(self.order(last))
        self.assertFalse(self.order(before))
        self.assertFalse(self.order(after))
        self.assertEqual(backfill.total_count, 2)
        self.assertEqual(backfill.found_count, 2)
        self.assertEqual(backfill.imported_count, 2)
        self.assertEqual(backfill.failed_count, 0)
        self.assertEqual(backfill.progress, 100)
        self.assertTrue(backfill.ended_at)
