from .stock_compare_case import StockCompareCase


class TestStockCompareCauses(StockCompareCase):
    """Why a level differs, so that people know whose turn it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.store.quiet():
            gid = cls.store.create_location("Cellar")["id"]
        cls.import_all("location_import")
        cls.cellar = cls.env["shopify.location"]._find(cls.backend, [gid])[gid]

    def test_change_that_waits_is_late(self):
        self.put(self.shirt, 5)
        self.env.cr.flush()

        self.compare()

        self.assertEqual(self.mismatches(), {"Shirt": ("late", -5)})

    def test_change_that_nobody_noted_is_late_and_sent(self):
        self.env.cr.execute(
            """UPDATE stock_quant SET quantity = 12
                WHERE product_id = %s AND quantity > 0""",
            [self.product(self.shirt).id],
        )
        self.env.invalidate_all()

        self.compare()
        self.assertEqual(self.mismatches(), {"Shirt": ("late", -2)})
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 12)
        self.assertEqual(self.mismatches(), {})

    def test_stock_at_a_location_without_warehouse_is_unmapped(self):
        self.count(self.shirt, 3, self.cellar)

        self.compare()

        self.assertEqual(self.mismatches(), {"Shirt": ("unmapped", 3)})
        self.assertEqual(self.shop(self.shirt, self.cellar), 3)
        self.assertEqual(self.operations()[-2:], ["bulk_run", "bulk_status"])

    def test_location_that_is_left_alone_is_not_judged(self):
        self.cellar.stock_mode = "ignore"
        self.count(self.shirt, 3, self.cellar)

        self.compare()

        self.assertEqual(self.mismatches(), {})
        self.assertFalse(self.level(self.shirt, self.cellar))

    def test_level_that_shopify_refuses_is_refused(self):
        self.put(self.shirt, 1_200_000_000)
        self.push_all()
        self.an_hour_passes()

        self.compare()

        self.assertEqual(self.mismatches(), {"Shirt": ("refused", -1_200_000_000)})
        self.assertEqual(self.shop(self.shirt), 10)

    def test_item_that_shopify_does_not_track_is_not_judged(self):
        with self.store.quiet():
            self.store.update_inventory_item(gid=self.item(self.mug), tracked=False)
        self.addCleanup(self.store.objects[self.item(self.mug)].update, tracked=True)
        self.put(self.mug, 5)
        self.env.cr.flush()

        self.compare()

        self.assertEqual(self.mismatches(), {})
        self.assertFalse(self.level(self.mug).known_at)
        self.push_all()
        self.assertEqual(self.issues().mapped("code"), ["item_untracked"])

    def test_items_that_odoo_does_not_know_are_counted(self):
        with self.store.quiet():
            node = self.store.create_product("Hat", variants=[{"sku": "HAT"}])
            self.count(node, 6)

        self.compare()

        history = self.env["shopify.stock.history"].search([])
        self.assertEqual(history.unknown_items, 1)
        self.assertEqual(self.mismatches(), {})

    def test_level_that_the_store_no_longer_has_is_not_stocked(self):
        self.cellar.warehouse_id = self.warehouse
        self.policy("stock_export").stock_activate = "never"
        self.push_all()
        self.an_hour_passes()

        self.compare()

        level = self.level(self.shirt, self.cellar)
        self.assertEqual((level.is_stocked, level.known_on_hand), (False, 0))
        self.assertEqual(level.wanted, 10)
        self.assertEqual(self.mismatches(), {})

    def test_message_about_a_level_judges_it_as_well(self):
        self.count(self.shirt, 7)

        self.take("stock_level_import", self.item(self.shirt))

        self.assertEqual(self.mismatches(), {"Shirt": ("edited", -3)})

    def test_echo_of_what_was_sent_changes_nothing(self):
        self.put(self.shirt, 5)
        self.push_all()
        confirmed = self.level(self.shirt).confirmed_at

        self.take("stock_level_import", self.item(self.shirt))

        self.assertEqual(self.mismatches(), {})
        self.assertGreaterEqual(self.level(self.shirt).confirmed_at, confirmed)
