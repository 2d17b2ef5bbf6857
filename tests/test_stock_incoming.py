from odoo.addons.queue_job.exception import RetryableJobError

from .stock_case import StockCase


class TestStockIncoming(StockCase):
    """What is on its way to a location is shown there, if the settings say so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_warehouse = cls.env["stock.warehouse"].create(
            {"name": "Second", "code": "2ND", "company_id": cls.backend.company_id.id}
        )
        cls.put(cls.shirt, 10)
        cls.put(cls.mug, 5)
        cls.flow_policy("stock_export").stock_incoming = True
        cls.push_all()

    def plan(self, node, quantity, source=None, target=None):
        """A move that is planned: a receipt, unless it comes from another place."""
        source = source or self.env.ref("stock.stock_location_suppliers")
        move = self.env["stock.move"].create(
            {
                "product_id": self.product(node).id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": (target or self.stock).id,
            }
        )
        move._action_confirm()
        return move

    def finish(self, move):
        move.quantity = move.product_uom_qty
        move.picked = True
        move._action_done()

    def incoming(self, node, location=None):
        return self.shop(node, location, "incoming")

    def map_second(self):
        with self.store.quiet():
            node = self.store.create_location("Second street")
        self.import_all("location_import")
        second = self.env["shopify.location"].search([("external_id", "=", node["id"])])
        second.warehouse_id = self.second_warehouse
        self.push_all()
        self.store.calls.clear()
        return second

    def shop_plans(self, node, delta):
        with self.store.quiet():
            self.store.adjust_inventory(
                self.item(node), self.location.external_id, delta, name="incoming"
            )

    def test_receipt_that_is_planned_is_shown(self):
        self.plan(self.shirt, 7)

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_adjust"])
        self.assertEqual(self.incoming(self.shirt), 7)
        self.assertEqual(self.shop(self.shirt), 10)
        level = self.level(self.shirt)
        self.assertEqual((level.incoming, level.known_incoming), (7, 7))

    def test_receipt_that_came_is_stock(self):
        move = self.plan(self.shirt, 7)
        self.push_all()

        self.finish(move)
        self.push_all()

        self.assertEqual(self.incoming(self.shirt), 0)
        self.assertEqual(self.shop(self.shirt), 17)

    def test_receipt_that_is_changed_or_cancelled(self):
        move = self.plan(self.shirt, 7)
        self.push_all()

        move.product_uom_qty = 4
        self.push_all()
        self.assertEqual(self.incoming(self.shirt), 4)

        move._action_cancel()
        self.push_all()
        self.assertEqual(self.incoming(self.shirt), 0)

    def test_transfer_between_two_locations(self):
        second = self.map_second()
        target = self.second_warehouse.lot_stock_id

        move = self.plan(self.shirt, 4, self.stock, target)
        move._action_assign()
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 6)
        self.assertEqual(self.incoming(self.shirt), 0)
        self.assertEqual(self.shop(self.shirt, second), 0)
        self.assertEqual(self.incoming(self.shirt, second), 4)

        self.finish(move)
        self.push_all()

        self.assertEqual(self.shop(self.shirt, second), 4)
        self.assertEqual(self.incoming(self.shirt, second), 0)

    def test_move_within_a_location_is_not_on_its_way(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )

        self.plan(self.shirt, 4, self.stock, shelf)
        self.push_all()

        self.assertEqual(self.incoming(self.shirt), 0)

    def test_location_shows_its_share(self):
        self.location.share_percent = 50
        self.plan(self.shirt, 7)

        self.push_all()

        self.assertEqual(self.incoming(self.shirt), 3)

    def test_many_are_one_call(self):
        self.plan(self.shirt, 7)
        self.plan(self.mug, 2)

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_adjust"])
        self.assertEqual((self.incoming(self.shirt), self.incoming(self.mug)), (7, 2))

    def test_figure_that_the_store_has_already_costs_no_call(self):
        move = self.plan(self.shirt, 7)
        self.push_all()
        self.store.calls.clear()

        move.date = "2030-01-01"
        self.push_all()

        self.assertEqual(self.operations(), [])

    def test_stale_figure_is_read_and_told_again(self):
        self.shop_plans(self.shirt, 3)
        self.plan(self.shirt, 7)
        self.plan(self.mug, 2)

        self.push_all()

        self.assertEqual(
            self.operations(),
            ["inventory_adjust", "inventory_levels", "inventory_adjust"],
        )
        self.assertEqual((self.incoming(self.shirt), self.incoming(self.mug)), (7, 2))

    def test_bad_row_is_refused_and_the_rest_is_told(self):
        level = self.level(self.shirt)
        level.variant_id.inventory_item_id = "gid://shopify/InventoryItem/1"
        self.plan(self.shirt, 7)
        self.plan(self.mug, 2)

        self.push_all()

        self.assertEqual((self.incoming(self.shirt), self.incoming(self.mug)), (0, 2))
        self.assertEqual(self.issues().code, "stock_refused")
        self.assertEqual(level.known_incoming, 0)

    def test_answer_that_never_came_adds_nothing_twice(self):
        self.plan(self.shirt, 7)
        self.env.cr.flush()
        faults = self.store.faults
        self.addCleanup(setattr, faults, "hang_seconds", faults.hang_seconds)
        faults.hang_seconds = 0.01
        faults.once("timeout_after", operation="inventory_adjust")
        with self.assertRaises(RetryableJobError), self.env.cr.savepoint():
            self.push_all()
        self.env.invalidate_all()
        self.assertEqual(self.incoming(self.shirt), 7)
        self.plan(self.shirt, 1)

        self.push_all()

        self.assertEqual(self.incoming(self.shirt), 8)

    def test_goods_for_an_item_that_is_not_stocked_there(self):
        with self.store.quiet():
            cap = self.store.create_product(
                "Cap", variants=[{"sku": "CAP-1", "price": "8.00"}]
            )
        self.take("product_import", cap["id"])
        self.push_all()
        self.assertIsNone(self.shop(cap))

        self.plan(cap, 5)
        self.push_all()

        self.assertEqual((self.shop(cap), self.incoming(cap)), (0, 5))

    def test_nothing_is_told_while_it_is_off(self):
        self.flow_policy("stock_export").stock_incoming = False
        self.push_all()

        self.plan(self.shirt, 7)
        self.put(self.shirt, 1)
        self.push_all()

        self.assertEqual(self.operations(), ["inventory_set"])
        self.assertEqual(self.incoming(self.shirt), 0)

    def test_switching_it_on_tells_what_is_planned(self):
        self.flow_policy("stock_export").stock_incoming = False
        self.plan(self.shirt, 7)
        self.push_all()

        self.flow_policy("stock_export").stock_incoming = True
        self.push_all()

        self.assertEqual(self.incoming(self.shirt), 7)

    def test_message_of_the_store_is_remembered(self):
        self.shop_plans(self.shirt, 3)

        self.take("stock_level_import", self.item(self.shirt))

        self.assertEqual(self.level(self.shirt).known_incoming, 3)
