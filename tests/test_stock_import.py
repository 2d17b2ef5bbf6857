from unittest.mock import patch

from odoo.addons.queue_job.tests.common import trap_jobs

from .stock_import_case import StockImportCase


class TestStockImport(StockImportCase):
    """Stock changed in Shopify is adjusted in Odoo, once, by moves, never a sale."""

    def setUp(self):
        super().setUp()
        self.cron = self.env.ref("connector_shopify.cron_settle_stock")
        self.policy("stock_compare").stock_repair = "shopify"
        self.remember_stock()

    def test_count_in_shopify_becomes_an_adjustment(self):
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()

        self.settle()

        self.assertEqual(self.owned(self.shirt), 7)
        self.assertEqual(self.mismatches(), {})
        self.assert_moved()
        self.push_all()
        self.assertEqual(self.shop(self.shirt), 7)

    def test_count_of_more_becomes_an_adjustment(self):
        self.count(self.mug, 9)
        self.compare()
        self.an_hour_passes()

        self.settle()
        self.settle()

        self.assertEqual(self.owned(self.mug), 9)
        self.assert_moved()

    def test_change_of_a_moment_ago_is_not_decided_yet(self):
        self.count(self.shirt, 7)
        self.compare()

        self.settle()

        self.assertEqual(self.owned(self.shirt), 10)
        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -3)})

    def test_sale_is_not_subtracted_twice(self):
        """A sale at the till looks like a count until its order is in Odoo."""
        order = self.place([{"variant": self.shirt_variant, "quantity": 2}])
        with self.store.quiet():
            self.store.fulfil_order(order["id"])
        self.assertEqual(self.shop(self.shirt, name="on_hand"), 8)
        self.compare()
        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -2)})
        self.an_hour_passes()

        self.settle()
        self.assertEqual(self.owned(self.shirt), 10)
        self.take_order(order)
        self.push_all()
        self.an_hour_passes()
        self.settle()

        self.assertEqual(self.mismatches(), {})
        self.deliver(self.order(order))
        self.push_all()
        self.assertEqual(self.owned(self.shirt), 8)
        self.assertEqual(self.shop(self.shirt, name="on_hand"), 8)
        self.assert_moved()

    def test_sale_that_waits_in_the_inbox_is_not_taken_for_a_count(self):
        order = self.place([{"variant": self.shirt_variant, "quantity": 2}])
        with self.store.quiet():
            self.store.fulfil_order(order["id"])
        self.wake("order_import", order["id"])
        self.compare()
        self.an_hour_passes()
        self.store.calls.clear()

        self.settle()

        self.assertEqual(self.owned(self.shirt), 10)
        self.assertEqual(self.operations(), ["inventory_levels"])

    def test_sale_of_an_unconfirmed_order_is_no_count(self):
        self.policy("order_import").order_confirm = "never"
        order = self.place([{"variant": self.shirt_variant, "quantity": 2}])
        with self.store.quiet():
            self.store.fulfil_order(order["id"])
        self.take_order(order)
        self.compare()
        self.an_hour_passes()

        self.settle()

        self.assertEqual(self.owned(self.shirt), 10)
        self.assertEqual(self.mismatches(), {})

    def test_what_changed_on_both_sides_is_odoos(self):
        order = self.place([{"variant": self.shirt_variant, "quantity": 2}])
        with self.store.quiet():
            self.store.fulfil_order(order["id"])
        self.count(self.shirt, 5)
        self.compare()
        self.take_order(order)
        self.an_hour_passes()

        self.settle()
        self.push_all()

        self.assertEqual(self.owned(self.shirt), 10)
        self.deliver(self.order(order))
        self.push_all()
        self.assertEqual(self.owned(self.shirt), 8)
        self.assertEqual(self.shop(self.shirt, name="on_hand"), 8)
        self.assert_moved()

    def test_stale_level_does_not_undo_what_odoo_sent_since(self):
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()
        self.put(self.shirt, 1)
        self.push_all()
        self.remember_stock()

        self.settle()

        self.assertEqual(self.owned(self.shirt), 11)
        self.assertEqual(self.shop(self.shirt), 11)
        self.assert_moved()

    def test_change_that_shopify_took_back_meanwhile_is_not_adjusted(self):
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()
        self.count(self.shirt, 10)

        self.settle()

        self.assertEqual(self.owned(self.shirt), 10)
        self.assertEqual(self.mismatches(), {})

    def test_change_is_followed_once_though_a_rule_keeps_the_figures_apart(self):
        self.rule(cap=6)
        self.push_all()
        self.an_hour_passes()
        self.count(self.shirt, 4)
        self.compare()
        self.an_hour_passes()

        self.settle()
        self.an_hour_passes()
        self.settle()

        self.assertEqual(self.owned(self.shirt), 8)
        self.push_all()
        self.assertEqual(self.shop(self.shirt), 6)
        self.assert_moved()

    def test_what_odoo_cannot_follow_is_told_and_changes_nothing(self):
        self.product(self.shirt).tracking = "lot"
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()

        self.settle()

        self.assertEqual(self.owned(self.shirt), 10)
        [issue] = self.issues(code="stock_not_adjusted")
        self.assertIn("Shirt", issue.message)

    def test_policy_may_send_odoos_figure_again(self):
        self.policy("stock_compare").stock_repair = "odoo"
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()

        self.settle()
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 10)
        self.assertEqual(self.owned(self.shirt), 10)

    def test_policy_may_leave_it_to_a_person(self):
        self.policy("stock_compare").stock_repair = "ask"
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()

        with self.runner(lives=False):
            self.cron.method_direct_trigger()
        self.push_all()

        self.assertEqual((self.shop(self.shirt), self.owned(self.shirt)), (7, 10))
        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -3)})

    def test_schedule_settles_where_no_job_runner_lives(self):
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()

        with self.runner(lives=False):
            self.cron.method_direct_trigger()

        self.assertEqual(self.owned(self.shirt), 7)

    def test_schedule_makes_one_job_where_a_job_runner_lives(self):
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()

        with self.runner(), trap_jobs() as trap:
            self.cron.method_direct_trigger()
            trap.assert_enqueued_job(self.policy("stock_compare")._job_settle_stock)

        self.assertEqual(self.owned(self.shirt), 10)

    def runner(self, lives=True):
        return patch.object(
            type(self.env["shopify.event"]), "_runner_lives", lambda self: lives
        )
