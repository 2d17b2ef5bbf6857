from .stock_compare_case import StockCompareCase


class StockImportCase(StockCompareCase):
    """Stock that changes in Shopify and is to change in Odoo by moves alone."""

    def setUp(self):
        """Orders of other tests are not in Odoo: to this one they do not exist."""
        super().setUp()
        self.addCleanup(self.forget_orders, {o["id"] for o in self.store.all("Order")})

    def forget_orders(self, known):
        for order in self.store.all("Order"):
            if order["id"] not in known:
                self.store.objects.pop(order["id"])

    def settle(self):
        """What the schedule does some minutes after a change was seen."""
        self.policy("stock_compare")._job_settle_stock()
        self.env.invalidate_all()

    def remember_stock(self):
        """Note what is there, for `assert_moved`."""
        self.before = self.quantities()

    def assert_moved(self):
        """What changed since is what done moves carried: no quant without a move."""
        changed = {
            key: quantity - self.before["quants"].get(key, 0)
            for key, quantity in self.quantities()["quants"].items()
        }
        carried = {
            key: quantity - self.before["moves"].get(key, 0)
            for key, quantity in self.quantities()["moves"].items()
        }
        self.assertEqual(
            {key: units for key, units in changed.items() if units},
            {key: units for key, units in carried.items() if units},
        )

    def quantities(self):
        """{"quants": {(product, place): units}, "moves": the same of done lines}"""
        self.env.flush_all()
        return {"quants": self.sums(QUANTS), "moves": self.sums(MOVES)}

    def sums(self, statement):
        self.env.cr.execute(statement)
        return {
            (product, place): units for product, place, units in self.env.cr.fetchall()
        }


QUANTS = """
SELECT q.product_id, q.location_id, SUM(q.quantity)
  FROM stock_quant q JOIN stock_location l ON l.id = q.location_id
 WHERE l.usage = 'internal' GROUP BY 1, 2
"""
MOVES = """
SELECT product_id, place, SUM(units) FROM (
    SELECT product_id, location_dest_id AS place, quantity_product_uom AS units
      FROM stock_move_line WHERE state = 'done'
     UNION ALL
    SELECT product_id, location_id, -quantity_product_uom
      FROM stock_move_line WHERE state = 'done'
) each JOIN stock_location l ON l.id = place
 WHERE l.usage = 'internal' GROUP BY 1, 2
"""
