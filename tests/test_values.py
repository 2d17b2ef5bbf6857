import unittest
from datetime import datetime
from decimal import Decimal

from ..shopify import values

BAG = {
    "shopMoney": {"amount": "15.0", "currencyCode": "EUR"},
    "presentmentMoney": {"amount": "16.35", "currencyCode": "USD"},
}


class TestMoney(unittest.TestCase):
    def test_amount_is_the_shop_side_unless_told(self):
        self.assertEqual(values.amount(BAG), Decimal("15.0"))
        self.assertEqual(values.amount(BAG, "presentment"), Decimal("16.35"))

    def test_amount_is_exact(self):
        bag = {"shopMoney": {"amount": "0.1", "currencyCode": "EUR"}}

        self.assertEqual(values.amount(bag) * 3, Decimal("0.3"))

    def test_money_that_does_not_exist_is_nothing(self):
        self.assertEqual(values.amount(None), Decimal(0))

    def test_currency_of_each_side(self):
        self.assertEqual(values.money_currency(BAG), "EUR")
        self.assertEqual(values.money_currency(BAG, "presentment"), "USD")


class TestInstant(unittest.TestCase):
    def test_utc_time_of_graphql(self):
        self.assertEqual(
            values.instant("2026-11-23T08:00:00Z"), datetime(2026, 11, 23, 8, 0, 0)
        )

    def test_offset_of_a_webhook_becomes_utc(self):
        self.assertEqual(
            values.instant("2026-07-01T01:30:00+02:00"), datetime(2026, 6, 30, 23, 30)
        )

    def test_fractions_of_a_second_are_cut(self):
        self.assertEqual(
            values.instant("2026-11-23T08:00:00.999Z"), datetime(2026, 11, 23, 8, 0, 0)
        )

    def test_nothing_stays_nothing(self):
        self.assertIsNone(values.instant(None))
        self.assertIsNone(values.instant(""))

    def test_time_without_zone_is_refused(self):
        with self.assertRaisesRegex(ValueError, "has no time zone"):
            values.instant("2026-11-23T08:00:00")


class TestGid(unittest.TestCase):
    def test_there_and_back(self):
        gid = values.gid("Order", 820982911946154508)

        self.assertEqual(gid, "gid://shopify/Order/820982911946154508")
        self.assertEqual(values.gid_number(gid), 820982911946154508)
        self.assertEqual(values.gid_type(gid), "Order")

    def test_gid_with_a_query_part(self):
        level = "gid://shopify/InventoryLevel/12?inventory_item_id=34"

        self.assertEqual(values.gid_number(level), 12)
        self.assertEqual(values.gid_type(level), "InventoryLevel")

    def test_what_is_no_gid_is_refused(self):
        for text in (None, "", "12", "gid://shopify/Order/", "gid://other/Order/1"):
            with (
                self.subTest(text),
                self.assertRaisesRegex(ValueError, "not a Shopify"),
            ):
                values.gid_number(text)


class TestContentHash(unittest.TestCase):
    def test_order_of_keys_does_not_matter(self):
        self.assertEqual(
            values.content_hash({"a": 1, "b": [{"c": 2, "d": 3}]}),
            values.content_hash({"b": [{"d": 3, "c": 2}], "a": 1}),
        )

    def test_order_of_a_list_matters(self):
        self.assertNotEqual(
            values.content_hash({"a": [1, 2]}), values.content_hash({"a": [2, 1]})
        )

    def test_ignored_keys_are_left_out_at_every_level(self):
        before = {"name": "A", "updatedAt": "1", "lines": [{"n": 1, "updatedAt": "1"}]}
        after = {"name": "A", "updatedAt": "2", "lines": [{"n": 1, "updatedAt": "3"}]}

        self.assertEqual(values.content_hash(before), values.content_hash(after))
        self.assertNotEqual(
            values.content_hash(before, ignore=()),
            values.content_hash(after, ignore=()),
        )

    def test_null_is_not_the_same_as_absent(self):
        self.assertNotEqual(values.content_hash({"a": None}), values.content_hash({}))

    def test_is_the_same_in_every_process(self):
        self.assertEqual(
            values.content_hash({"name": "Größe", "price": "9.90"}),
            "40699ca8428a03820d795654b8732dc12d67f2e4adfb8ff531e3d91cb804f3fc",
        )
