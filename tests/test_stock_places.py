from .stock_case import StockCase


class TestStockPlaces(StockCase):
    """Which of Odoo's places a location of the store shows, and how much of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.shirt, 10)
        cls.other_warehouse = cls.env["stock.warehouse"].create(
            {"name": "Second", "code": "2ND", "company_id": cls.backend.company_id.id}
        )
        with cls.store.quiet():
            cls.second_node = cls.store.create_location("Second street")
        cls.import_all("location_import")
        cls.second = cls.env["shopify.location"].search(
            [("external_id", "=", cls.second_node["id"])]
        )
        cls.second.warehouse_id = False
        cls.push_all()

    def test_unmapped_location_is_left_alone(self):
        item = self.item(self.shirt)
        with self.store.quiet():
            self.store.set_inventory(item, self.second.external_id, available=5)

        self.put(self.shirt, 1)
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 11)
        self.assertEqual(self.shop(self.shirt, self.second), 5)
        self.assertFalse(self.level(self.shirt, self.second))

    def test_location_that_is_mapped_hears_of_everything(self):
        self.put(self.shirt, 4, self.other_warehouse.lot_stock_id)

        self.second.warehouse_id = self.other_warehouse
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 10)
        self.assertEqual(self.shop(self.shirt, self.second), 4)

    def test_two_warehouses_are_shown_as_one(self):
        self.put(self.shirt, 4, self.other_warehouse.lot_stock_id)

        self.location.stock_location_ids = (
            self.stock | self.other_warehouse.lot_stock_id
        )
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 14)

    def test_shelf_of_a_warehouse(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.put(self.shirt, 3, shelf)

        self.location.stock_location_ids = shelf
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 3)

    def test_two_locations_share_a_warehouse(self):
        self.location.share_percent = 60
        self.second.write({"warehouse_id": self.warehouse.id, "share_percent": 40})
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 6)
        self.assertEqual(self.shop(self.shirt, self.second), 4)

    def test_order_is_given_back_where_it_waits(self):
        self.location.share_percent = 50
        self.second.write({"warehouse_id": self.warehouse.id, "share_percent": 50})
        self.push_all()

        order = self.take_order(
            self.place([{"variant": self.shirt_variant, "quantity": 2}])
        )
        self.push_all()

        self.assertEqual(order.shopify_bind_ids.location_id, self.location)
        self.assertEqual(self.product(self.shirt).free_qty, 8)
        self.assertEqual(self.shop(self.shirt), 4)
        self.assertEqual(self.shop(self.shirt, self.second), 4)

    def test_location_left_alone_on_purpose(self):
        self.location.stock_mode = "ignore"
        self.put(self.shirt, 5)
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 10)

    def test_closed_location_is_left_alone(self):
        self.location.is_active = False
        self.put(self.shirt, 5)
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 10)
