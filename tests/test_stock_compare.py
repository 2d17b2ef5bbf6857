from .stock_compare_case import StockCompareCase


class TestStockCompare(StockCompareCase):
    """Every level of the store next to Odoo's figure: what differs is listed."""

    def test_figure_changed_in_shopify_is_found(self):
        self.count(self.shirt, 7)

        self.compare()

        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -3)})
        self.assertEqual(self.level(self.shirt).known_on_hand, 7)

    def test_levels_that_agree_are_confirmed(self):
        before = self.level(self.mug).confirmed_at

        self.compare()

        self.assertEqual(self.mismatches(), {})
        self.assertGreater(self.level(self.mug).confirmed_at, before)
