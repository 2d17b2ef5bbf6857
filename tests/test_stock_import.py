from .stock_import_case import StockImportCase


class TestStockImport(StockImportCase):
    """Stock changed in Shopify is adjusted in Odoo, once, by moves, never a sale."""

    def setUp(self):
        super().setUp()
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
