from .stock_case import StockCase


class TestStockLevelImport(StockCase):
    """What the store says of its stock is remembered, and changes nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.shirt, 10)
        cls.push_all()

    def topic(self):
        return {
            "inventory_item_id": int(self.item(self.shirt).rpartition("/")[2]),
            "location_id": int(self.location.external_id.rpartition("/")[2]),
            "available": 1,
        }

    def take_level(self):
        flow = self.env["shopify.flow.stock_level_import"]
        self.take(
            "stock_level_import",
            flow._event_resource("inventory_levels/update", self.topic()),
        )
        self.env.invalidate_all()

    def test_own_echo_changes_nothing(self):
        before = self.level(self.shirt).read(
            ["known_on_hand", "known_available", "wanted", "sent"]
        )

        self.take_level()

        after = self.level(self.shirt).read(
            ["known_on_hand", "known_available", "wanted", "sent"]
        )
        self.assertEqual(after, before)
        self.push_all()
        self.assertNotIn("inventory_set", self.operations())

    def test_sale_in_the_store(self):
        self.place([{"variant": self.shirt_variant, "quantity": 3}])

        self.take_level()

        level = self.level(self.shirt)
        self.assertEqual(level.known_on_hand, 10)
        self.assertEqual(level.known_committed, 3)
        self.assertEqual(level.known_available, 7)

    def test_count_in_the_store_is_known_to_the_next_figure(self):
        with self.store.quiet():
            self.store.set_inventory(
                self.item(self.shirt), self.location.external_id, on_hand=4
            )
        self.take_level()
        self.assertEqual(self.level(self.shirt).known_on_hand, 4)
        self.store.calls.clear()
        self.put(self.shirt, 1)

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_set"])
        self.assertEqual(self.shop(self.shirt), 11)

    def test_items_of_no_concern_cost_no_call(self):
        self.take("stock_level_import", "gid://shopify/InventoryItem/1")

        self.assertEqual(self.operations(), [])

    def test_message_of_the_store_wakes_the_flow(self):
        flows = self.backend._listening_flows("inventory_levels/update")

        self.assertEqual(
            [flow._name for flow in flows], ["shopify.flow.stock_level_import"]
        )
