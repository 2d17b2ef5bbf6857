from unittest.mock import patch

from odoo.addons.queue_job.exception import RetryableJobError

from ..flows import stock_compare
from .stock_compare_case import StockCompareCase


class TestStockCompare(StockCompareCase):
    """Every level of the store next to Odoo's figure: what differs is listed."""

    def test_figure_changed_in_shopify_is_found(self):
        self.count(self.shirt, 7)

        self.compare()

        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -3)})
        self.assertEqual(self.level(self.shirt).known_on_hand, 7)
        self.assertEqual(self.level(self.shirt).confidence, 0)

    def test_levels_that_agree_are_confirmed(self):
        before = self.level(self.mug).confirmed_at

        self.compare()

        self.assertEqual(self.mismatches(), {})
        self.assertGreater(self.level(self.mug).confirmed_at, before)
        self.assertEqual(self.level(self.mug).confidence, 100)

    def test_comparison_is_two_calls_beside_the_download(self):
        self.compare()

        self.assertEqual(self.operations(), ["bulk_run", "bulk_status"])

    def test_open_orders_of_the_store_are_no_mismatch(self):
        order = self.place([{"variant": self.shirt_variant, "quantity": 2}])
        self.compare()
        self.assertEqual(self.mismatches(), {})

        self.take_order(order)
        self.push_all()
        self.an_hour_passes()
        self.compare()

        self.assertEqual(self.mismatches(), {})
        self.assertEqual(self.shop(self.shirt), 8)

    def test_mismatch_closes_when_both_agree_again(self):
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()
        self.count(self.shirt, 10)

        self.compare()

        self.assertEqual(self.mismatches(), {})
        self.assertFalse(self.level(self.shirt).mismatch_since)

    def test_mismatch_closes_when_odoo_sends(self):
        self.count(self.shirt, 7)
        self.compare()

        self.put(self.shirt, 1)
        self.push_all()

        self.assertEqual(self.mismatches(), {})
        self.assertEqual(self.shop(self.shirt), 11)

    def test_date_of_a_mismatch_stays_while_it_is_the_same(self):
        self.count(self.shirt, 7)
        self.compare()
        self.an_hour_passes()
        since = self.level(self.shirt).mismatch_since

        self.compare()
        self.assertEqual(self.level(self.shirt).mismatch_since, since)
        self.an_hour_passes()
        self.count(self.shirt, 6)
        self.compare()

        self.assertGreater(self.level(self.shirt).mismatch_since, since)

    def test_file_older_than_what_is_known_says_nothing(self):
        policy = self.policy("stock_compare")
        policy._job_scan()
        self.wait_for_shopify(policy.compare_operation)
        self.put(self.shirt, 5)
        self.push_all()

        policy._job_scan()
        self.env.invalidate_all()

        self.assertEqual(self.level(self.shirt).known_on_hand, 15)
        self.assertEqual(self.mismatches(), {})

    # -- the operation ---------------------------------------------------------------

    def test_running_operation_is_not_waited_for(self):
        self.store.bulk_seconds = 3600
        self.addCleanup(setattr, self.store, "bulk_seconds", 0)
        policy = self.policy("stock_compare")
        policy._job_scan()
        operation = policy.compare_operation

        policy._job_scan()

        self.assertEqual(policy.compare_operation, operation)
        self.assertGreater(policy.next_scan_at, policy.compare_started_at)
        self.store.clock.advance(3600)
        self.wait_for_shopify(operation)
        policy._job_scan()
        self.assertFalse(policy.compare_operation)
        self.assertEqual(policy.compared_at, policy.compare_started_at)

    def test_message_of_shopify_lets_it_be_read_at_once(self):
        self.count(self.shirt, 7)
        policy = self.policy("stock_compare")
        policy._job_scan()
        self.wait_for_shopify(policy.compare_operation)

        self.take("stock_compare", policy.compare_operation)

        self.assertFalse(policy.compare_operation)
        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -3)})

    def test_big_file_is_read_by_several_jobs(self):
        self.count(self.shirt, 7)
        self.count(self.mug, 1)
        policy = self.policy("stock_compare")
        policy._job_scan()
        self.wait_for_shopify(policy.compare_operation)

        with patch.object(stock_compare, "LINES", 2):
            policy._job_scan()
            self.assertEqual(policy.compare_position, 2)
            self.assertEqual(len(self.mismatches()), 1)
            policy._job_scan()

        self.assertFalse(policy.compare_operation)
        self.assertEqual(policy.compare_position, 0)
        self.assertEqual(
            self.mismatches(), {"Shirt": ("edited", -3), "Mug": ("edited", -3)}
        )
        self.assertEqual(self.operations(), ["bulk_run", "bulk_status"])

    def test_other_operations_do_not_concern_it(self):
        self.take("stock_compare", "gid://shopify/BulkOperation/1")

        self.assertEqual(self.operations(), [])

    def test_failed_operation_is_told_and_started_anew(self):
        policy = self.policy("stock_compare")
        policy._job_scan()
        first = policy.compare_operation
        self.wait_for_shopify(first)
        self.store.objects[first].update(status="FAILED", errorCode="TIMEOUT")

        policy._job_scan()
        self.assertEqual(self.issues().mapped("code"), ["bulk_failed"])
        policy._job_scan()

        self.assertNotIn(policy.compare_operation, (False, first))

    def test_store_that_does_not_answer_is_asked_later(self):
        policy = self.policy("stock_compare")
        policy._job_scan()
        self.wait_for_shopify(policy.compare_operation)
        self.store.faults.once("http_503", operation="bulk_status")

        with self.assertRaises(RetryableJobError):
            policy._job_scan()

        self.assertEqual(self.issues(), self.env["shopify.issue"])
        policy._job_scan()
        self.assertFalse(policy.compare_operation)

    def test_off_until_somebody_switches_it_on(self):
        policy = self.policy("stock_compare")
        policy.enabled = False

        policy._job_scan()

        self.assertEqual(self.operations(), [])
        self.assertFalse(
            self.env["shopify.flow.stock_compare"]._prepare_policy(self.backend)[
                "enabled"
            ]
        )

    def test_units_on_their_way_that_differ_are_told_again(self):
        self.flow_policy("stock_export").stock_incoming = True
        self.push_all()
        with self.store.quiet():
            self.store.adjust_inventory(
                self.item(self.shirt), self.location.external_id, 3, name="incoming"
            )

        self.compare()
        self.assertEqual(self.level(self.shirt).known_incoming, 3)
        self.push_all()

        self.assertEqual(self.shop(self.shirt, name="incoming"), 0)
        self.assertEqual(self.mismatches(), {})
