from .stock_case import StockCase


class TestStockOrders(StockCase):
    """Every open order is subtracted exactly once, whoever knows of it.

    Ten shirts lie there; an order takes two. The store may sell eight, at every
    moment of the order's life.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.shirt, 10)
        cls.push_all()

    def order_two(self, **values):
        line = {"variant": self.shirt_variant, "quantity": 2}
        return self.place([line], **values)

    def push_again(self):
        """Compute the figure anew even if nothing was noted."""
        self.env["shopify.flow.stock_export"]._mark_all(self.backend)
        self.push_all()

    def assert_offered(self, units, on_hand=None):
        self.push_again()
        self.assertEqual(self.shop(self.shirt), units)
        if on_hand is not None:
            self.assertEqual(self.shop(self.shirt, name="on_hand"), on_hand)

    def test_not_yet_imported(self):
        self.order_two()

        self.assert_offered(8, on_hand=10)

    def test_imported_and_reserved(self):
        order = self.take_order(self.order_two())

        self.assertEqual(self.product(self.shirt).free_qty, 8)
        self.assertEqual(order.order_line[0].shopify_unfulfilled_qty, 2)
        self.assert_offered(8, on_hand=10)
        self.assertEqual(self.level(self.shirt).compensation, 2)

    def test_reserving_costs_no_call(self):
        self.take_order(self.order_two())
        self.store.calls.clear()

        self.push_all()

        self.assertEqual(self.operations(), [])

    def test_imported_and_waiting_for_goods(self):
        self.put(self.shirt, -10)
        self.push_all()

        self.take_order(self.order_two())

        self.assert_offered(-2, on_hand=0)

    def test_imported_but_held(self):
        self.flow_policy("order_import").order_confirm = "never"

        order = self.take_order(self.order_two())

        self.assertEqual(order.state, "draft")
        self.assert_offered(8, on_hand=10)

    def test_reserved_in_part(self):
        self.put(self.shirt, -9)

        self.take_order(self.order_two())

        self.assertEqual(self.product(self.shirt).free_qty, 0)
        self.assert_offered(-1, on_hand=1)

    def test_delivered_and_not_fulfilled_in_shopify(self):
        order = self.take_order(self.order_two())

        self.deliver(order)

        self.assertEqual(self.product(self.shirt).qty_available, 8)
        self.assert_offered(8, on_hand=10)

    def test_fulfilled_in_both(self):
        node = self.order_two()
        order = self.take_order(node)
        self.deliver(order)
        self.push_all()
        with self.store.quiet():
            self.store.fulfil_order(node["id"])

        self.take("order_import", node["id"])

        self.assertEqual(order.order_line[0].shopify_unfulfilled_qty, 0)
        self.assert_offered(8, on_hand=8)

    def test_fulfilled_in_shopify_is_told_by_the_import(self):
        node = self.order_two()
        order = self.take_order(node)
        self.deliver(order)
        self.push_all()
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        self.take("order_import", node["id"])
        self.store.calls.clear()

        self.push_all()

        self.assertEqual(self.operations(), ["inventory_levels"])
        self.assertEqual(self.level(self.shirt).known_on_hand, 8)

    def test_fulfilled_while_as_many_arrive(self):
        node = self.order_two()
        order = self.take_order(node)
        self.deliver(order)
        self.push_all()
        with self.store.quiet():
            self.store.fulfil_order(node["id"])

        self.put(self.shirt, 2)
        self.take("order_import", node["id"])
        self.push_all()

        self.assertEqual(self.shop(self.shirt), 10)

    def test_fulfilled_in_shopify_and_not_yet_heard_of(self):
        node = self.order_two()
        self.take_order(node)
        self.push_all()
        with self.store.quiet():
            self.store.fulfil_order(node["id"])

        self.put(self.shirt, 1)

        self.assertEqual(self.product(self.shirt).free_qty, 9)
        self.assert_offered(9, on_hand=9)

    def test_sold_and_fulfilled_in_shopify_and_held_in_odoo(self):
        self.flow_policy("order_import").order_confirm = "never"
        node = self.order_two()
        with self.store.quiet():
            self.store.fulfil_order(node["id"])

        self.take_order(node)
        self.push_all()

        self.assertEqual(self.product(self.shirt).free_qty, 10)
        self.assertEqual(self.level(self.shirt).compensation, -2)
        self.assert_offered(8, on_hand=8)

    def test_fulfilled_in_shopify_and_reserved_in_odoo(self):
        node = self.order_two()
        self.take_order(node)
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        self.take("order_import", node["id"])

        self.assert_offered(8, on_hand=8)

    def test_half_fulfilled_in_shopify_and_half_reserved_in_odoo(self):
        self.put(self.shirt, -9)
        node = self.order_two()
        self.take_order(node)
        line = node["lineItems"][0]
        with self.store.quiet():
            self.store.fulfil_order(node["id"], lines={line["id"]: 1})

        self.take("order_import", node["id"])

        # The only one that was there is the one that was sent; one is owed.
        self.assert_offered(-1, on_hand=0)

    def test_on_hand_of_orders_fulfilled_in_shopify_alone(self):
        self.rule(kind="on_hand")
        node = self.order_two()
        self.take_order(node)
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        self.take("order_import", node["id"])

        self.assertEqual(self.product(self.shirt).qty_available, 10)
        self.assert_offered(8, on_hand=8)

    def test_item_without_a_product_of_the_store(self):
        line = {"title": "Gift wrap", "quantity": 2, "price": "3.00"}
        order = self.take_order(self.place([line]))

        self.assertEqual(order.order_line[0].shopify_unfulfilled_qty, 0)

    def test_deleted_in_shopify(self):
        order = self.take_order(self.order_two())
        order.shopify_bind_ids.active = False
        with self.store.quiet():
            self.store.set_inventory(
                self.item(self.shirt), self.location.external_id, on_hand=10
            )

        self.push_again()

        self.assertEqual(self.shop(self.shirt, name="on_hand"), 8)

    def test_came_back_after_delivery(self):
        order = self.take_order(self.order_two())
        self.deliver(order)
        picking = order.picking_ids
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 2
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        back.move_ids.picked = True
        back._action_done()

        self.assertEqual(self.product(self.shirt).free_qty, 10)
        self.assert_offered(8, on_hand=10)

    def test_cancelled_in_both(self):
        node = self.order_two()
        order = self.take_order(node)
        self.push_all()
        with self.store.quiet():
            self.store.cancel_order(node["id"])

        self.take("order_import", node["id"])

        self.assertEqual(order.state, "cancel")
        self.assert_offered(10, on_hand=10)

    def test_order_of_elsewhere_is_subtracted_by_odoo(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env.ref("base.partner_admin").id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product(self.shirt).id,
                            "product_uom_qty": 3,
                        },
                    )
                ],
            }
        )
        self.take_order(self.order_two())

        order.action_confirm()

        self.assert_offered(5, on_hand=7)

    def test_on_hand(self):
        self.rule(kind="on_hand")
        order = self.take_order(self.order_two())

        self.assert_offered(8, on_hand=10)
        self.deliver(order)
        self.assert_offered(8, on_hand=10)

    def test_forecast(self):
        self.rule(kind="forecast")
        order = self.take_order(self.order_two())

        self.assert_offered(8, on_hand=10)
        self.deliver(order)
        self.assert_offered(8, on_hand=10)

    def test_forecast_of_orders_that_wait_for_goods(self):
        self.rule(kind="forecast")
        self.put(self.shirt, -10)
        self.take_order(self.order_two())

        self.assertEqual(self.product(self.shirt).virtual_available, -2)
        self.assert_offered(-2, on_hand=0)

    def test_shipped_in_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        order = self.take_order(self.order_two())
        self.assert_offered(8, on_hand=10)

        self.deliver(order)

        self.assertEqual(order.order_line[0].qty_delivered, 0)
        self.assertEqual(
            self.product(self.shirt).with_context(location=self.stock.id).qty_available,
            8,
        )
        self.assert_offered(8, on_hand=10)
