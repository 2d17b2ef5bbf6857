import threading

from .server_case import ServerCase

FLOW = "shopify.flow.stock_export"


class TestServerStock(ServerCase):
    """Stock that changes in Odoo is soon in the store, by jobs of a real server."""

    @classmethod
    def _fill_store(cls):
        super()._fill_store()
        with cls.store.quiet():
            cls.place = cls.store.create_location("Lindenweg 1")["id"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse, *_others = cls.odoo("stock.warehouse", "search", [])
        (cls.stock,) = cls.odoo(
            "stock.warehouse", "read", [cls.warehouse], ["lot_stock_id"]
        )
        cls.stock = cls.stock["lot_stock_id"][0]
        locations = cls.odoo("shopify.location", "search", [])
        cls.odoo("shopify.location", "write", locations, {"stock_mode": "ignore"})
        mapped = cls.odoo(
            "shopify.location", "search", [("external_id", "=", cls.place)]
        )
        values = {"stock_mode": "push", "warehouse_id": cls.warehouse}
        cls.odoo("shopify.location", "write", mapped, values)
        policies = cls.odoo("shopify.policy", "search", [("flow", "=", FLOW)])
        values = {"enabled": True, "gather_seconds": 1, "batch_size": 250}
        cls.odoo("shopify.policy", "write", policies, values)

    def product(self, number):
        (row,) = self.sql(
            "SELECT odoo_id FROM shopify_product_product WHERE external_id = %s",
            self.variants[number],
        )
        return row[0]

    def count_quant(self, number, quantity):
        """Somebody counts a product, as on the screen of the stock."""
        values = {
            "product_id": self.product(number),
            "location_id": self.stock,
            "inventory_quantity_auto_apply": quantity,
        }
        self.odoo("stock.quant", "create", values, context={"inventory_mode": True})

    def on_hand(self, number):
        variant = self.store.objects[self.variants[number]]
        levels = self.store.objects[variant["inventoryItem"]]["inventoryLevels"]
        for level in levels:
            if level["location"] == self.place:
                return sum(level["quantities"].values())

    def test_count_is_in_the_store_soon_after(self):
        self.count_quant(0, 7)

        self.wait_until(lambda: self.on_hand(0) == 7, "the store has 7 of it", 30)
        self.assertEqual(self.open_issues(), [])

    def test_counts_at_the_same_time(self):
        threads = [
            threading.Thread(target=self.count_quant, args=(1, quantity))
            for quantity in (3, 4, 5, 6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        def settled():
            return not self.unfinished_jobs() and not self.count("shopify_mark")

        self.wait_until(settled, "everything is told", 60)
        ((quantity,),) = self.sql(
            """SELECT sum(quantity) FROM stock_quant
                WHERE product_id = %s AND location_id = %s""",
            self.product(1),
            self.stock,
        )
        self.assertEqual(self.on_hand(1), quantity)
        self.assertEqual(self.open_issues(), [])
