from odoo.tests import HttpCase, tagged

from .stock_compare_case import StockCompareCase


@tagged("post_install", "-at_install")
class TestStockScreens(StockCompareCase, HttpCase):
    """Stock levels, mismatches, history and rules in a browser."""

    def test_a_person_decides_about_a_mismatch(self):
        self.count(self.shirt, 7)
        self.compare()
        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -3)})
        self.env["shopify.stock.history"]._record(self.backend)
        self.start_tour(
            "/odoo/action-connector_shopify.action_shopify_stock_mismatch",
            "shopify_stock",
            login="admin",
        )
        self.push_all()
        self.assertEqual(self.mismatches(), {})
        rule = self.env["shopify.stock.rule"].search([])
        self.assertEqual(rule.buffer_units, 2)
