import copy
import logging
import os
from pathlib import Path

from ..sandbox.check_captures.recording import load
from ..sandbox.check_captures.replay import steps, store_for
from .books_case import BooksCase

_logger = logging.getLogger(__name__)

OURS = Path(__file__).parent / "fixtures" / "captures"
NO_PRODUCT = "variant_unknown"  # recorded orders name items that were never products
RECORDINGS = Path(os.environ.get("CONNECTOR_SHOPIFY_RECORDINGS", OURS))


class TestOrderRecordings(BooksCase):
    """What a real store did with orders' money is followed, to the cent.

    ./dev test tests/test_order_recordings.py --recordings=DIRECTORY plays the recorded
    answers of that directory; without it those of our own.
    """

    def test_orders_of_recordings_are_exact_after_every_step(self):
        checked = 0
        for path in sorted(RECORDINGS.glob("*.json")):
            with self.subTest(path.stem), self.env.cr.savepoint() as savepoint:
                found = self._play(load(path))
                _logger.info("%s: %s states of orders", path.stem, found)
                checked += found
                savepoint.rollback()
                self.env.invalidate_all()
        self.assertGreater(checked, 0)

    def _play(self, recording):
        """Import the orders after each step that changed one; how many they were."""
        self._connect(store_for(recording))
        seen, checked = [], 0
        for outcome in steps(recording, self.store):
            orders = copy.deepcopy(self.store.all("Order"))
            if orders != seen:
                self._check(outcome.step)
                checked += sum(order not in seen for order in orders)
                seen = orders
        return checked

    def _connect(self, store):
        """Odoo's store is this one, from now on; it bills what is confirmed."""
        store.url = self.server.url
        self.server.stores.insert(0, store)
        self.addCleanup(self.server.stores.remove, store)
        currency = self.env.ref(f"base.{store.currency}")
        currency.active = True
        self.store, self.backend = store, self.create_backend(store)
        policy = self.policy("order_import")
        policy.write(
            {
                "order_since": "2000-01-01",
                "order_invoice": "confirmed",
                "order_payment": True,
                "order_test": "same",
            }
        )

    def _check(self, step):
        gids = [order["id"] for order in self.store.all("Order")]
        self.take("order_import", *gids)
        self._map()
        self.take("order_import", *gids)
        issues = self.issues().filtered(lambda issue: issue.code != NO_PRODUCT)
        self.assertFalse(issues.mapped("message"), step)
        check = self.backend._check_books("2000-01-01", "2100-01-01")
        self.assertFalse([(line.name, line.reason) for line in check.line_ids], step)
        self.assertEqual(check.orders_checked, len(gids), step)

    def _map(self):
        """A person chooses a tax and a journal for each that is new."""
        for row in self.env["shopify.tax"].search(
            [("backend_id", "=", self.backend.id), ("tax_id", "=", False)]
        ):
            row.tax_id = self.create_tax(
                100 * row.rate, row.included, name=f"{row.title} {row.id}"
            )
        for row in self.env["shopify.gateway"].search(
            [("backend_id", "=", self.backend.id), ("journal_id", "=", False)]
        ):
            row.journal_id = self.journals["manual"]
