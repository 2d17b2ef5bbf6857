from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.queue_job.exception import RetryableJobError

from .stock_case import StockCase


class TestStockPush(StockCase):
    """How levels are set: compared, again after a doubt, and bad ones left out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.shirt, 10)
        cls.put(cls.mug, 5)
        cls.push_all()

    def setUp(self):
        super().setUp()
        shirt, mug = (self.store.objects[self.item(n)] for n in (self.shirt, self.mug))
        self.addCleanup(shirt.update, tracked=True)
        self.addCleanup(mug.update, tracked=True)

    def row(self, node):
        """The outbox row of a product's level."""
        return self.env["shopify.outbox"].search(
            [("res_id", "=", self.level(node).id), ("flow", "like", "stock_export")]
        )

    def shop_sets(self, node, on_hand):
        with self.store.quiet():
            self.store.set_inventory(
                self.item(node), self.location.external_id, on_hand=on_hand
            )

    def test_stale_level_is_read_and_set_again(self):
        self.shop_sets(self.shirt, 3)
        self.put(self.shirt, 2)
        self.put(self.mug, 2)

        self.push_all()

        self.assertEqual(
            self.operations(), ["inventory_set", "inventory_levels", "inventory_set"]
        )
        self.assertEqual((self.shop(self.shirt), self.shop(self.mug)), (12, 7))
        self.assertEqual(self.row(self.shirt).state, "sent")

    def test_stale_rows_that_are_not_named(self):
        self.store.tells_stale_rows = False
        self.addCleanup(setattr, self.store, "tells_stale_rows", True)
        self.shop_sets(self.shirt, 3)
        self.put(self.shirt, 2)
        self.put(self.mug, 2)

        self.push_all()

        self.assertEqual((self.shop(self.shirt), self.shop(self.mug)), (12, 7))

    def test_bad_row_is_refused_and_the_rest_is_sent(self):
        self.level(
            self.shirt
        ).variant_id.inventory_item_id = "gid://shopify/InventoryItem/1"
        self.put(self.shirt, 2)
        self.put(self.mug, 2)

        self.push_all()

        self.assertEqual((self.shop(self.shirt), self.shop(self.mug)), (10, 7))
        self.assertEqual(self.row(self.shirt).state, "refused")
        self.assertEqual(self.row(self.mug).state, "sent")
        issue = self.issues()
        self.assertEqual(issue.code, "stock_refused")
        self.assertIn("Shirt", issue.message)
        self.assertIn("could not be found", issue.message)
        self.assertEqual(self.level(self.shirt).known_on_hand, 10)

    def test_refused_row_goes_through_once_it_is_right(self):
        variant = self.level(self.shirt).variant_id
        item = variant.inventory_item_id
        variant.inventory_item_id = "gid://shopify/InventoryItem/1"
        self.put(self.shirt, 2)
        self.push_all()
        variant.inventory_item_id = item

        self.issues().action_retry()
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 12)
        self.assertFalse(self.issues())

    def test_item_that_is_gone(self):
        level = self.level(self.shirt)
        level.variant_id.inventory_item_id = "gid://shopify/InventoryItem/1"
        level.known_at = False
        self.put(self.shirt, 2)

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_levels"])
        self.assertEqual(self.issues().code, "item_missing")

    def test_item_that_is_not_tracked_is_an_issue(self):
        self.store.objects[self.item(self.shirt)]["tracked"] = False
        self.level(self.shirt).known_at = False
        self.put(self.shirt, 2)

        self.push_all()

        self.assertEqual(self.issues().code, "item_untracked")
        self.assertEqual(self.shop(self.shirt), 10)

    def test_item_is_tracked_when_the_settings_say_so(self):
        self.flow_policy("stock_export").stock_track = True
        self.store.objects[self.item(self.shirt)]["tracked"] = False
        self.level(self.shirt).known_at = False
        self.put(self.shirt, 2)

        self.push_all()

        self.assertTrue(self.store.objects[self.item(self.shirt)]["tracked"])
        self.assertEqual(self.shop(self.shirt), 12)
        self.assertFalse(self.issues())

    def unstock(self, node):
        """The store does not stock it here any more (and does not yet tell)."""
        level = self.store.objects[self.item(node)]["inventoryLevels"][0]
        level["isActive"] = False
        self.level(node).known_at = False

    def test_item_is_stocked_where_there_is_something_to_sell(self):
        self.unstock(self.shirt)
        self.put(self.shirt, 2)

        self.push_all()

        self.assertEqual(
            self.operations(),
            ["inventory_levels", "inventory_activate", "inventory_set"],
        )
        level = self.store.objects[self.item(self.shirt)]["inventoryLevels"][0]
        self.assertTrue(level["isActive"])
        self.assertEqual(self.shop(self.shirt), 12)

    def test_item_that_shopify_is_busy_with_waits(self):
        self.unstock(self.shirt)
        self.put(self.shirt, 2)
        self.store.faults.once("concurrent", operation="inventory_activate")

        with self.assertRaises(RetryableJobError), self.env.cr.savepoint():
            self.push_all()
        self.env.invalidate_all()

        self.assertFalse(self.issues())
        self.push_all()
        self.assertEqual(self.shop(self.shirt), 12)

    def test_item_is_not_stocked_without_need(self):
        self.unstock(self.shirt)
        self.put(self.shirt, -10)

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_levels"])

    def test_item_is_not_stocked_against_the_settings(self):
        self.flow_policy("stock_export").stock_activate = "never"
        self.unstock(self.shirt)
        self.put(self.shirt, 2)

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_levels"])
        self.assertFalse(self.level(self.shirt).is_stocked)

    def assert_nothing_lost(self):
        self.push_all()
        self.assertEqual((self.shop(self.shirt), self.shop(self.mug)), (12, 7))
        self.assertEqual(self.level(self.shirt).known_on_hand, 12)
        self.assertEqual(self.row(self.shirt).state, "sent")

    def fail_once(self, fault):
        """Both change; the call fails, and the job's transaction is rolled back."""
        self.put(self.shirt, 2)
        self.put(self.mug, 2)
        self.env.cr.flush()
        self.store.faults.once(fault, operation="inventory_set")
        with self.assertRaises(RetryableJobError), self.env.cr.savepoint():
            self.push_all()
        self.env.invalidate_all()

    def test_throttled(self):
        self.fail_once("throttle")

        self.assertEqual(self.shop(self.shirt), 10)
        self.assert_nothing_lost()

    def test_answer_that_never_came(self):
        self.fail_once("drop")

        self.assert_nothing_lost()

    def test_repeated_answer_is_known_to_be_of_then(self):
        faults, then = self.store.faults, self._store_time()
        self.addCleanup(setattr, faults, "hang_seconds", faults.hang_seconds)
        faults.hang_seconds = 0.01
        self.fail_once("timeout_after")
        self.assertEqual(self.shop(self.shirt), 12)
        self.store.clock.advance(3600)
        with self.store.quiet():
            place = self.location.external_id
            self.store.adjust_inventory(self.item(self.shirt), place, -1)

        with patch.object(fields.Datetime, "now", self._store_time):
            self.push_all()

        self.assertEqual(self.shop(self.shirt), 11)
        known_at = self.level(self.shirt).known_at
        self.assertLess(known_at - then, timedelta(minutes=1))

    def _store_time(self, *_args):
        return self.store.clock.now().replace(tzinfo=None, microsecond=0)

    def test_answer_that_never_came_and_a_change_since(self):
        self.fail_once("http_500")
        self.put(self.shirt, 1)
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 13)

    def test_same_request_has_the_same_key(self):
        self.put(self.shirt, 2)
        self.env.cr.flush()
        keys = self.store.idempotent.keys
        with self.env.cr.savepoint() as savepoint:
            self.push_all()
            savepoint.rollback()
        self.env.invalidate_all()
        first = set(keys())

        self.push_all()

        self.assertEqual(set(keys()), first)
        self.assertEqual(self.shop(self.shirt), 12)
        self.put(self.shirt, -2)
        self.push_all()
        self.assertEqual(len(keys()), 2)

    def test_revoked_permission_is_told_once_and_nothing_is_lost(self):
        self.addCleanup(setattr, self.store, "scopes", set(self.store.scopes))
        self.store.faults.once("revoked_scope:write_inventory", "inventory_set")
        self.put(self.shirt, 2)

        self.push_all()

        self.assertEqual(self.row(self.shirt).state, "waiting")
        self.assertEqual(len(self.issues()), 1)
