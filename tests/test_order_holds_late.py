from odoo.exceptions import UserError
from odoo.tests import Form

from .order_hold_case import OrderHoldCase


class TestOrderHoldsLate(OrderHoldCase):
    """An order that becomes risky after it was confirmed: nothing more leaves."""

    def setUp(self):
        super().setUp()
        self.node = self.place()
        self.order_ = self.take_order(self.node)
        self.shirt_product = self.order_.order_line.product_id
        self.shirt_product.is_storable = True
        self.put_in_stock(self.shirt_product, 3)
        self.picking = self.order_.picking_ids
        self.picking.action_assign()
        self.assertEqual(self.picking.state, "assigned")

    def assert_reserved(self, quantity):
        quants = self.env["stock.quant"]._gather(
            self.shirt_product, self.warehouse.lot_stock_id
        )
        self.assertEqual(sum(quants.mapped("reserved_quantity")), quantity)

    def test_its_goods_are_held_and_free_for_others(self):
        self.assess(self.node, "CANCEL")
        self.assertTrue(self.order_.shopify_goods_held)
        self.assertEqual(self.picking.state, "confirmed")
        self.assert_reserved(0)
        self.assertEqual(self.issues().code, "order_held")
        self.assertIn("high risk of fraud", self.picking.shopify_hold_text)

    def test_nobody_reserves_or_validates_it(self):
        self.assess(self.node, "CANCEL")
        with self.assertRaisesRegex(UserError, "must wait: order .* is held"):
            self.picking.action_assign()
        self.picking.move_ids.quantity = 3
        with self.assertRaisesRegex(UserError, "Release the order first"):
            self.picking.button_validate()
        with self.assertRaisesRegex(UserError, "Release the order first"):
            self.picking._action_done()
        self.assertEqual(self.order_.order_line.qty_delivered, 0)

    def test_the_scheduler_reserves_for_the_others(self):
        self.assess(self.node, "CANCEL")
        other = self.take_order(self.place())
        moves = self.picking.move_ids | other.picking_ids.move_ids
        other.picking_ids.do_unreserve()
        moves._action_assign()
        self.assertEqual(other.picking_ids.state, "assigned")
        self.assertEqual(self.picking.state, "confirmed")
        self.assert_reserved(3)

    def test_a_better_risk_releases_it_by_itself(self):
        self.assess(self.node, "CANCEL")
        self.assess(self.node, "ACCEPT")
        self.assertFalse(self.order_.shopify_goods_held)
        self.assertEqual(self.picking.state, "assigned")
        self.assertFalse(self.issues())

    def test_a_person_releases_it(self):
        self.assess(self.node, "CANCEL")
        self.release(self.order_)
        self.assertEqual(self.picking.state, "assigned")
        self.assertFalse(self.issues())
        self.assess(self.node, "CANCEL")
        self.assertFalse(self.order_.shopify_goods_held)
        self.picking.button_validate()
        self.assertEqual(self.order_.order_line.qty_delivered, 3)

    def test_what_has_left_is_not_held(self):
        self.picking.button_validate()
        self.assess(self.node, "CANCEL")
        self.assertFalse(self.order_.shopify_goods_held)
        self.assertFalse(self.issues())

    def test_the_rest_of_a_partial_delivery_is_held(self):
        self.picking.move_ids.quantity = 1
        Form.from_action(self.env, self.picking.button_validate()).save().process()
        rest = self.order_.picking_ids - self.picking
        self.assess(self.node, "INVESTIGATE")
        with self.assertRaisesRegex(UserError, "must wait"):
            rest.button_validate()
        self.assertEqual(self.order_.order_line.qty_delivered, 1)

    def test_a_cancelled_order_is_no_longer_held(self):
        self.assess(self.node, "CANCEL")
        with self.store.quiet():
            self.store.cancel_order(self.node["id"])
        self.take_order(self.node)
        self.assertEqual(self.order_.state, "cancel")
        self.assertFalse(self.order_.shopify_goods_held)
        self.assertFalse(self.issues())

    def test_the_webhook_names_the_order(self):
        flow = self.env["shopify.flow.order_import"]
        payload = {"admin_graphql_api_order_id": "gid://shopify/Order/7", "order_id": 7}
        self.assertEqual(
            flow._event_resource("orders/risk_assessment_changed", payload),
            "gid://shopify/Order/7",
        )

    def test_what_comes_back_is_taken_in(self):
        self.picking.move_ids.picked = True
        self.picking.button_validate()
        self.assess(self.node, "CANCEL")
        with self.store.quiet():
            self.store.fulfil_order(self.node["id"])
            self.store.refund_order(
                self.node["id"], lines={self.node["lineItems"][0]["id"]: 1}
            )
        self.take("order_import", self.node["id"])
        back = self.order_.picking_ids.filtered("return_id")
        self.assertEqual((back.state, back.move_ids.quantity), ("done", 1))
