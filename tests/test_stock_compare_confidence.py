from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .stock_compare_case import StockCompareCase


class TestStockCompareConfidence(StockCompareCase):
    """How sure a figure is, per level and per store, now and by the hour."""

    def confidence(self, **age):
        """Confidence of a level that both sides agreed on so long ago."""
        level = self.level(self.shirt)
        self.env["shopify.stock.level"]._learn(
            {level: {"known_at": fields.Datetime.now() - timedelta(**age)}}
        )
        return level.confidence

    def test_confidence_fades(self):
        for age, expected in (
            ({"minutes": 59}, 100),
            ({"hours": 5}, 95),
            ({"hours": 23}, 90),
            ({"hours": 47}, 75),
            ({"days": 6}, 50),
            ({"days": 8}, 25),
        ):
            with self.subTest(**age):
                self.assertEqual(self.confidence(**age), expected)

    def test_level_that_was_sent_is_sure_at_once(self):
        self.put(self.shirt, 5)

        self.push_all()

        self.assertEqual(self.level(self.shirt).confidence, 100)

    def test_level_that_was_refused_is_a_mismatch_at_once(self):
        level = self.level(self.shirt)
        level.variant_id.inventory_item_id = "gid://shopify/InventoryItem/1"
        self.put(self.shirt, 5)

        self.push_all()

        self.assertEqual(self.mismatches(), {"Shirt": ("refused", -5)})

    def test_level_that_waits_is_less_sure(self):
        self.put(self.shirt, 5)
        self.env.cr.flush()

        self.env["shopify.stock.level"]._judge(self.backend)

        self.assertEqual(self.level(self.shirt).confidence, 60)
        self.assertEqual(self.level(self.mug).confidence, 95)

    def test_history_has_the_figures_of_the_hour(self):
        self.count(self.shirt, 7)
        self.compare()
        self.put(self.mug, 1)
        self.env.cr.flush()

        self.env.ref("connector_shopify.cron_stock_history").method_direct_trigger()

        history = self.env["shopify.stock.history"].search([])
        self.assertEqual(
            history.hour, fields.Datetime.now().replace(minute=0, second=0)
        )
        self.assertEqual(
            (history.levels, history.pending, history.mismatches), (2, 1, 1)
        )
        self.assertEqual(history.mismatch_rate, 50.0)
        self.assertEqual(history.confidence, 30.0)
        self.assertEqual(history.unknown_items, 0)

    def test_history_of_more_than_ninety_days_is_forgotten(self):
        history = self.env["shopify.stock.history"]
        old, kept = history.create(
            [
                {
                    "backend_id": self.backend.id,
                    "hour": fields.Datetime.now() - timedelta(days=days),
                }
                for days in (91, 89)
            ]
        )

        history._gc_old()

        self.assertFalse(old.exists())
        self.assertTrue(kept.exists())

    def test_person_sends_odoos_figure(self):
        self.count(self.shirt, 7)
        self.compare()
        user = new_test_user(self.env, "stock_user", "connector_shopify.group_user")

        self.level(self.shirt).with_user(user).action_send_odoo()
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 10)
        self.assertEqual(self.mismatches(), {})

    def test_person_takes_shopifys_figure(self):
        self.count(self.shirt, 7)
        self.compare()
        user = new_test_user(self.env, "stock_user", "connector_shopify.group_user")

        self.level(self.shirt).with_user(user).action_take_shopify()

        self.assertEqual(self.owned(self.shirt), 7)
        self.assertEqual(self.mismatches(), {})

    def test_auditor_decides_nothing(self):
        self.count(self.shirt, 7)
        self.compare()
        auditor = new_test_user(self.env, "auditor", "connector_shopify.group_auditor")
        level = self.level(self.shirt).with_user(auditor)

        for button in (level.action_send_odoo, level.action_take_shopify):
            with self.subTest(button=button.__name__), self.assertRaises(AccessError):
                button()

        self.assertEqual(self.owned(self.shirt), 10)
