from .order_case import ADDRESS, STATE, OrderCase


class TestOrderChanges(OrderCase):
    """What happens to an order after it came in."""

    def test_a_quotation_follows_an_edit(self):
        node = self.place(taxes=[STATE], paid=False)
        order = self.take_order(node)
        with self.store.quiet():
            line = node["lineItems"][0]["id"]
            self.store.edit_order(node["id"], set_quantities={line: 5})
        self.take("order_import", node["id"])
        self.assertEqual(order.order_line.product_uom_qty, 5)
        self.assertEqual(order.amount_total, self.total(node))
        self.assertFalse(self.issues())

    def test_a_cancelled_order_is_not_shipped(self):
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        with self.store.quiet():
            self.store.cancel_order(node["id"])
        self.take("order_import", node["id"])
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.picking_ids.mapped("state"), ["cancel"])

    def test_an_order_cancelled_before_it_came_in(self):
        node = self.place(taxes=[STATE])
        with self.store.quiet():
            self.store.cancel_order(node["id"])
        order = self.take_order(node)
        self.assertEqual(order.state, "cancel")
        self.assertFalse(order.picking_ids)
        self.assertFalse(self.issues())

    def test_a_corrected_address_reaches_the_delivery(self):
        node = self.place()
        order = self.take_order(node)
        with self.store.quiet():
            self.store.update_order(
                node["id"], shippingAddress={**ADDRESS, "address1": "3 New Street"}
            )
        self.take("order_import", node["id"])
        self.assertEqual(order.partner_shipping_id.street, "3 New Street")
        self.assertEqual(order.picking_ids.partner_id.street, "3 New Street")
        self.assertEqual(order.partner_id.street, "1 Analytical Way")

    def test_a_corrected_address_of_an_unpaid_order(self):
        node = self.place(paid=False)
        order = self.take_order(node)
        with self.store.quiet():
            self.store.update_order(
                node["id"], shippingAddress={**ADDRESS, "address1": "3 New Street"}
            )
            self.store.pay_order(node["id"])
        self.take("order_import", node["id"])
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.picking_ids.partner_id.street, "3 New Street")
        self.assertFalse(self.issues())

    def test_an_address_corrected_too_late_changes_no_delivery(self):
        node = self.place()
        order = self.take_order(node)
        self.deliver(order)
        with self.store.quiet():
            self.store.update_order(
                node["id"], shippingAddress={**ADDRESS, "address1": "3 New Street"}
            )
        self.take("order_import", node["id"])
        self.assertEqual(order.picking_ids.partner_id.street, "1 Analytical Way")

    def test_a_product_archived_later_troubles_no_confirmed_order(self):
        node = self.place()
        order = self.take_order(node)
        order.order_line.product_id.active = False
        with self.store.quiet():
            self.store.update_order(node["id"], tags=["seen"])
        self.take("order_import", node["id"])
        self.assertFalse(self.issues())
        self.assertEqual(order.tag_ids.mapped("name"), ["seen"])

    def deliver(self, order):
        order.picking_ids.move_ids.write({"quantity": 3, "picked": True})
        order.picking_ids.button_validate()

    def test_a_deleted_order_is_told(self):
        node = self.place()
        order = self.take_order(node)
        self.store.objects.pop(node["id"])
        self.take("order_import", node["id"])
        binding = (
            self.env["shopify.sale.order"]
            .with_context(active_test=False)
            .search([("external_id", "=", node["id"])])
        )
        self.assertFalse(binding.active)
        self.assertEqual(order.state, "sale")
        self.assertEqual(self.issues().code, "order_missing")

    def test_an_order_too_old_to_be_seen_is_not_deleted(self):
        node = self.place()
        self.take_order(node)
        self.backend.granted_scopes = "read_orders"
        binding = self.env["shopify.sale.order"].search([])
        binding.remote_created_at = "2026-01-01 00:00:00"
        self.store.objects.pop(node["id"])
        self.take("order_import", node["id"])
        self.assertTrue(binding.active)
        self.assertFalse(self.issues())

    def test_an_order_ships_from_the_warehouse_of_its_location(self):
        second = self.env["stock.warehouse"].create({"name": "Two", "code": "W2"})
        self.policy("order_import").order_warehouse_id = second
        order = self.take_order(self.place())
        self.assertEqual(order.warehouse_id, second)
        self.assertEqual(order.picking_ids.picking_type_id.warehouse_id, second)

    def test_an_order_ships_from_its_location(self):
        second = self.env["stock.warehouse"].create({"name": "Two", "code": "W2"})
        self.scan("location_import")
        location = self.env["shopify.location"].search([], limit=1)
        location.warehouse_id = second
        order = self.take_order(self.place())
        self.assertEqual(order.warehouse_id, second)

    def test_an_unmapped_location_holds_the_order_when_there_is_a_choice(self):
        self.env["stock.warehouse"].create({"name": "Two", "code": "W2"})
        self.scan("location_import")
        location = self.env["shopify.location"].search([], limit=1)
        location.warehouse_id = False
        order = self.take_order(self.place())
        self.assertEqual(order.state, "draft")
        issue = self.issues()
        self.assertEqual(issue.code, "location_unmapped")
        self.assertEqual(
            (issue.fix_model, issue.fix_res_id), ("shopify.location", location.id)
        )

    def test_choosing_the_warehouse_lets_the_order_go_on(self):
        second = self.env["stock.warehouse"].create({"name": "Two", "code": "W2"})
        self.scan("location_import")
        location = self.env["shopify.location"].search([], limit=1)
        location.warehouse_id = False
        order = self.take_order(self.place())
        location.warehouse_id = second
        self.drain()
        self.assertEqual((order.state, order.warehouse_id), ("sale", second))
        self.assertFalse(self.issues())

    def test_a_mapped_shipping_method(self):
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Express",
                "product_id": self.env["product.product"]
                .create({"name": "Express", "type": "service"})
                .id,
            }
        )
        node = self.place(shipping={"title": "Express", "price": "9.00"})
        order = self.take_order(node)
        self.assertEqual(order.carrier_id, carrier)
        self.assertEqual(order.order_line[1].product_id, carrier.product_id)
        self.assertEqual(order.picking_ids.carrier_id, carrier)
        self.assert_exact(node, order)
