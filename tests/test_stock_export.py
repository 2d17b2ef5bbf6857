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

    def test_what_waits_is_counted_at_the_flow(self):
        policy = self.policy("stock_export")
        self.assertEqual(policy.waiting_count, 0)
        levels = self.env["shopify.stock.level"].search(
            [("backend_id", "=", self.backend.id)]
        )
        self.env["shopify.outbox"]._put(self.backend, policy.flow, levels)
        policy.invalidate_recordset(["waiting_count"])
        self.assertEqual(policy.waiting_count, len(levels))
        self.assertTrue(levels)
