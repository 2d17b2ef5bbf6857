from .stock_case import StockCase

SO_MANY = 251


class TestStockRead(StockCase):
    """An item with more locations than one call tells of is read in full."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.store.quiet():
            nodes = [cls.store.create_location(f"Shop {n}") for n in range(SO_MANY)]
            item = cls.shirt["variants"][0]["inventoryItem"]
            for node in nodes:
                cls.store.set_inventory(item, node["id"], on_hand=1)
        cls.import_all("location_import")
        cls.last = cls.env["shopify.location"].search(
            [("external_id", "=", nodes[-1]["id"])]
        )
        cls.last.warehouse_id = cls.warehouse

    def test_all_locations_are_imported(self):
        locations = self.env["shopify.location"].search_count(
            [("backend_id", "=", self.backend.id), ("name", "=like", "Shop %")]
        )
        self.assertEqual(locations, SO_MANY + 1)

    def test_level_of_the_last_location_is_set_by_what_it_is(self):
        self.location.stock_mode = "ignore"
        self.put(self.shirt, 7)
        self.store.calls.clear()

        self.push_all()

        self.assertEqual(
            self.operations(),
            ["inventory_levels", "inventory_item_levels", "inventory_set"],
        )
        self.assertEqual(self.shop(self.shirt, self.last), 7)

    def test_message_about_the_last_location(self):
        self.push_all()
        with self.store.quiet():
            self.store.set_inventory(
                self.item(self.shirt), self.last.external_id, on_hand=4
            )

        self.take("stock_level_import", self.item(self.shirt))

        self.assertEqual(self.level(self.shirt, self.last).known_on_hand, 4)
