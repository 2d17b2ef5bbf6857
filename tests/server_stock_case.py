from .server_case import ServerCase

FLOW = "shopify.flow.stock_export"


class ServerStockCase(ServerCase):
    """A real server that tells a store the stock of one warehouse."""

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

    @classmethod
    def product(cls, number):
        """Id of Odoo's product of a variant."""
        (row,) = cls.sql(
            "SELECT odoo_id FROM shopify_product_product WHERE external_id = %s",
            cls.variants[number],
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

    def quantities(self, number):
        """What the store has of a variant at the mapped location, by name."""
        variant = self.store.objects[self.variants[number]]
        levels = self.store.objects[variant["inventoryItem"]]["inventoryLevels"]
        places = {level["location"]: level["quantities"] for level in levels}
        return places.get(self.place, {})

    def on_hand(self, number):
        return sum(self.quantities(number).values())

    def available(self, number):
        return self.quantities(number).get("available", 0)
