from datetime import date

from .order_case import OrderCase

LONG_AGO = "2026-01-15T10:00:00Z"


class BackfillMixin:
    """What happened in a store before it was connected, and its import."""

    def setUp(self):
        """Orders of other tests are no history of this one."""
        super().setUp()
        self.store.bucket.set_rate(100_000)
        with self.store.quiet():
            for order in self.store.all("Order"):
                self.store.delete_order(order["id"])

    def old(self, placed=LONG_AGO, sent=True, lines=None, **values):
        """An order placed long ago; sent and paid, unless otherwise said."""
        node = self.place(lines, createdAt=placed, processedAt=placed, **values)
        for transaction in node["transactions"]:
            transaction.update(createdAt=placed, processedAt=placed)
        if sent:
            with self.store.quiet():
                self.store.fulfil_order(node["id"])
        return node

    def start(self, **values):
        """What a person enters in the wizard; returns the import that it starts."""
        values = {
            "date_from": date(2026, 1, 1),
            "date_to": date(2026, 1, 31),
            **values,
        }
        wizards = self.env["shopify.backfill.start"]
        wizard = wizards.with_context(active_id=self.backend.id).create(values)
        return self.env["shopify.backfill"].browse(wizard.action_start()["res_id"])

    def step(self, backfill):
        """What one job does; True when there is more to do."""
        flow = backfill.with_env(self.backend._for_flow().env)
        more = flow._may_run() and flow._step()
        self.env.invalidate_all()
        return more

    def finish(self, backfill):
        while self.step(backfill):
            pass
        self.assertEqual(backfill.state, "done")

    def backfill(self, **values):
        backfill = self.start(**values)
        self.finish(backfill)
        return backfill


class BackfillCase(BackfillMixin, OrderCase):
    """A store with orders from before it was connected."""

    def take_old(self, node, **values):
        """Import the history; returns the sale order of one order of it."""
        self.backfill(**values)
        return self.order(node)
