from .stock_case import StockCase


class TestStockExport(StockCase):
    """A change in Odoo is what the store shows."""

    def test_change_in_odoo_is_shown_in_the_store(self):
        self.put(self.shirt, 7)

        self.push_all()

        self.assertEqual(self.shop(self.shirt), 7)
        self.assertEqual(self.level(self.shirt).known_on_hand, 7)

    def test_many_changes_are_one_call(self):
        self.put(self.shirt, 7)
        self.put(self.mug, 4)
        self.put(self.shirt, -2)
        self.push_all()
        self.store.calls.clear()
        self.put(self.shirt, 1)
        self.put(self.mug, 1)
        self.put(self.mug, 1)

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_set"])
        self.assertEqual((self.shop(self.shirt), self.shop(self.mug)), (6, 6))

    def test_figure_that_is_known_costs_no_call(self):
        self.put(self.shirt, 7)
        self.push_all()
        self.store.calls.clear()
        self.put(self.shirt, 3)
        self.put(self.shirt, -3)

        self.push_all()

        self.assertEqual(self.operations(), [])
        self.assertEqual(self.shop(self.shirt), 7)
