from odoo.tests import tagged

from .order_case import CITY, STATE, OrderCase


@tagged("post_install", "-at_install")
class TestOrderEdits(OrderCase):
    """A confirmed order that is edited in the store follows, to the cent."""

    def edit(self, node, **changes):
        with self.store.quiet():
            self.store.edit_order(node["id"], **changes)
        self.take("order_import", node["id"])

    def open_units(self, order):
        moves = order.picking_ids.move_ids
        return sum(
            moves.filtered(lambda m: m.state != "cancel").mapped("product_uom_qty")
        )

    def deliver(self, order, units=None):
        picking = order.picking_ids.filtered(lambda each: each.state != "done")
        for move in picking.move_ids:
            move.write({"quantity": units or move.product_uom_qty, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()

    def assert_owed(self, node, order):
        """The order says what Shopify says, and every part of it is explained."""
        self.assertEqual(order.amount_total, self.total(node))
        self.assertEqual(
            order.amount_tax, float(self.stated(node, "currentTotalTaxSet"))
        )
        self.assertEqual(
            set(order.shopify_bind_ids.part_ids.mapped("difference")), {0.0}
        )
        self.assertFalse(self.issues())

    def test_more_units(self):
        node = self.place(taxes=[STATE, CITY])
        order = self.take_order(node)
        self.edit(node, set_quantities={node["lineItems"][0]["id"]: 5})
        self.assertEqual(order.order_line.product_uom_qty, 5)
        self.assertEqual(self.open_units(order), 5)
        self.assert_owed(node, order)

    def test_fewer_units(self):
        node = self.place(taxes=[STATE, CITY])
        order = self.take_order(node)
        self.edit(node, set_quantities={node["lineItems"][0]["id"]: 1})
        self.assertEqual(order.order_line.product_uom_qty, 1)
        self.assertEqual(self.open_units(order), 1)
        self.assert_owed(node, order)

    def test_a_line_more_and_a_line_less(self):
        node = self.place(
            [
                {"variant": self.shirt_variant, "quantity": 3},
                {"variant": self.mug_variant, "quantity": 1},
            ],
            taxes=[STATE],
        )
        order = self.take_order(node)
        self.edit(
            node,
            set_quantities={node["lineItems"][0]["id"]: 0},
            add=[{"variant": self.mug_variant, "quantity": 2}],
        )
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [0, 1, 2])
        self.assertEqual(self.open_units(order), 3)
        self.assert_owed(node, order)

    def test_more_units_after_delivery_are_delivered_too(self):
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        self.deliver(order)
        self.edit(node, set_quantities={node["lineItems"][0]["id"]: 5})
        self.assertEqual(order.order_line.product_uom_qty, 5)
        left = order.picking_ids.filtered(lambda each: each.state != "done")
        self.assertEqual(left.move_ids.product_uom_qty, 2)
        self.assert_owed(node, order)

    def test_fewer_units_after_delivery_are_expected_back(self):
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        self.deliver(order)
        self.edit(node, set_quantities={node["lineItems"][0]["id"]: 1})
        line = order.order_line
        self.assertEqual((line.product_uom_qty, line.shopify_refunded_qty), (3, 2))
        back = order.picking_ids.filtered("return_id")
        self.assertEqual(back.move_ids.product_uom_qty, 2)
        self.assertIn(back.state, ("confirmed", "assigned"))
        self.assertFalse(self.issues())

    def test_an_edit_seen_twice_changes_nothing(self):
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        self.edit(node, set_quantities={node["lineItems"][0]["id"]: 5})
        with self.store.quiet():
            self.store.update_order(node["id"], note="Hurry")
        self.take("order_import", node["id"])
        self.assertEqual(self.open_units(order), 5)
        self.assert_owed(node, order)

    def test_lines_that_a_person_changed_are_left_alone(self):
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        order.order_line.product_uom_qty = 4
        self.edit(node, set_quantities={node["lineItems"][0]["id"]: 5})
        self.assertEqual(order.order_line.product_uom_qty, 4)
        self.assertEqual(self.issues().code, "order_changed")

    def test_by_policy_somebody_has_to_agree(self):
        self.policy("order_import").order_edit = "ask"
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        self.edit(node, set_quantities={node["lineItems"][0]["id"]: 5})
        self.assertEqual(order.order_line.product_uom_qty, 3)
        issue = self.issues()
        self.assertEqual(issue.code, "order_changed")
        self.assertTrue(order.shopify_edit_waits)
        order.action_shopify_follow_edit()
        self.drain()
        self.assertEqual(order.order_line.product_uom_qty, 5)
        self.assertEqual(issue.state, "resolved")
        self.assert_owed(node, order)
