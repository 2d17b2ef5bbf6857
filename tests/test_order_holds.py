from odoo.exceptions import UserError

from .order_case import ADDRESS
from .order_hold_case import OrderHoldCase

HIGH = "Shopify sees a high risk of fraud and recommends to cancel it."
SOME = "Shopify sees a risk of fraud and recommends to look into it."


class TestOrderHolds(OrderHoldCase):
    """Orders with a reason to wait stay quotations, until a person releases them."""

    def assert_held(self, order, reason):
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.picking_ids)
        self.assertTrue(order.shopify_bind_ids.held)
        self.assertEqual(order.shopify_hold_text, reason)
        self.assertEqual(self.issues().mapped("code"), ["order_held"])

    def assert_fine(self, order):
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.shopify_hold_text)
        self.assertFalse(self.issues())

    # -- reasons -----------------------------------------------------------------

    def test_a_risky_order_is_held(self):
        self.assert_held(self.take_order(self.place_risky("CANCEL")), HIGH)

    def test_an_order_to_look_into_is_held(self):
        self.assert_held(self.take_order(self.place_risky("INVESTIGATE")), SOME)

    def test_by_setting_only_when_shopify_recommends_to_cancel(self):
        self.orders.order_hold_risk = "cancel"
        self.assert_fine(self.take_order(self.place_risky("INVESTIGATE")))
        self.assert_held(self.take_order(self.place_risky("CANCEL")), HIGH)

    def test_by_setting_risk_never_holds(self):
        self.orders.order_hold_risk = "never"
        self.assert_fine(self.take_order(self.place_risky("CANCEL")))

    def test_a_total_above_the_limit(self):
        self.orders.order_hold_amount = 29.96
        self.assert_held(
            self.take_order(self.place()),
            "Its total of 29.97\N{NO-BREAK SPACE}€ is above the limit of "
            "29.96\N{NO-BREAK SPACE}€.",
        )

    def test_a_total_at_the_limit(self):
        self.orders.order_hold_amount = 29.97
        self.assert_fine(self.take_order(self.place()))

    def test_an_incomplete_address(self):
        node = self.place(shipping_address={**ADDRESS, "zip": None, "address1": ""})
        self.assert_held(
            self.take_order(node),
            "The delivery address is incomplete: street, zip code is missing.",
        )

    def test_an_address_completed_in_the_store_lets_the_order_go_on(self):
        node = self.place(shipping_address={**ADDRESS, "zip": None})
        order = self.take_order(node)
        with self.store.quiet():
            self.store.update_order(node["id"], shippingAddress=ADDRESS)
        self.take_order(node)
        self.assert_fine(order)
        self.assertEqual(order.shopify_bind_ids.hold_ids.state, "gone")

    def test_an_address_of_what_is_not_sent_does_not_matter(self):
        line = {"title": "E-book", "price": "5.00", "quantity": 1}
        node = self.place(
            [{**line, "requiresShipping": False}],
            shipping_address={**ADDRESS, "zip": None},
        )
        self.assert_fine(self.take_order(node))

    def test_by_setting_addresses_are_not_looked_at(self):
        self.orders.order_hold_address = False
        node = self.place(shipping_address={**ADDRESS, "zip": None})
        self.assert_fine(self.take_order(node))

    def test_a_test_order(self):
        self.assert_held(
            self.take_order(self.place(test=True)),
            "It is a test order: nobody pays for it.",
        )

    def test_by_setting_test_orders_are_like_any_other(self):
        self.orders.order_test = "same"
        self.assert_fine(self.take_order(self.place(test=True)))

    def test_by_setting_test_orders_stay_out(self):
        self.orders.order_test = "ignore"
        self.assertFalse(self.take_order(self.place(test=True)))
        self.assertFalse(self.issues())

    def test_every_reason_is_told(self):
        order = self.take_order(self.place_risky("CANCEL", test=True))
        self.assert_held(order, f"{HIGH}\nIt is a test order: nobody pays for it.")

    # -- release -----------------------------------------------------------------

    def test_a_held_order_is_not_confirmed_by_hand(self):
        order = self.take_order(self.place_risky())
        with self.assertRaisesRegex(UserError, "high risk of fraud.*Release it first"):
            order.action_confirm()
        self.assertEqual(order.state, "draft")

    def test_a_person_releases_an_order(self):
        order = self.take_order(self.place_risky())
        issue = self.issues()
        self.release(order, note="Called the customer")
        self.assert_fine(order)
        self.assertEqual(issue.state, "resolved")
        hold = order.shopify_bind_ids.hold_ids
        self.assertEqual(
            (hold.state, hold.released_by, hold.release_note),
            ("released", self.env.user, "Called the customer"),
        )
        self.assertIn("Called the customer", order.message_ids[0].body)
        self.assertIn("high risk of fraud", order.message_ids[0].body)

    def test_an_order_is_released_on_its_issue(self):
        order = self.take_order(self.place_risky())
        wizard = (
            self.env["shopify.order.release"]
            .with_context(active_model="shopify.issue", active_ids=self.issues().ids)
            .create({"note": "Fine"})
        )
        self.assertEqual(wizard.reasons, f"{order.name}: {HIGH}")
        wizard.action_release()
        self.drain()
        self.assert_fine(order)

    def test_a_released_reason_does_not_hold_again(self):
        node = self.place_risky("CANCEL", paid=False)
        order = self.take_order(node)
        self.release(order)
        self.assertEqual(order.state, "draft")
        for change in (
            {"note": "Ring twice"},
            {"shippingAddress": {**ADDRESS, "zip": "73302"}},
        ):
            with self.store.quiet():
                self.store.update_order(node["id"], **change)
            self.take_order(node)
            self.assertFalse(self.issues())
        with self.store.quiet():
            self.store.pay_order(node["id"])
        self.take_order(node)
        self.assert_fine(order)

    def test_a_worse_reason_holds_again(self):
        node = self.place_risky("INVESTIGATE", paid=False)
        order = self.take_order(node)
        self.release(order)
        self.assertFalse(order.shopify_bind_ids.held)
        self.assess(node, "CANCEL")
        self.assert_held(order, HIGH)

    def test_another_reason_holds_a_released_order(self):
        node = self.place_risky("CANCEL", paid=False)
        order = self.take_order(node)
        self.release(order)
        self.orders.order_hold_amount = 10
        with self.store.quiet():
            self.store.update_order(node["id"], note="Ring twice")
        self.take_order(node)
        self.assertIn("above the limit", order.shopify_hold_text)
        self.assertNotIn("fraud", order.shopify_hold_text)

    def test_a_hold_by_a_rule_is_released_for_good(self):
        self.rule(hold=True, hold_reason="Ask for the engraving.")
        node = self.place(paid=False)
        order = self.take_order(node)
        self.release(order)
        with self.store.quiet():
            self.store.pay_order(node["id"])
        self.take_order(node)
        self.assert_fine(order)

    def test_what_was_corrected_on_a_released_quotation_stays(self):
        order = self.take_order(self.place_risky())
        order.commitment_date = "2026-12-24 12:00:00"
        order.warehouse_id = self.env["stock.warehouse"].create(
            {"name": "North", "code": "NO"}
        )
        self.release(order)
        self.assertEqual((order.state, order.warehouse_id.code), ("sale", "NO"))

    def test_a_risk_that_is_gone_lets_the_order_go_on(self):
        node = self.place_risky()
        order = self.take_order(node)
        self.assess(node, "ACCEPT")
        self.assert_fine(order)

    def test_a_release_confirms_only_what_may_be_confirmed(self):
        order = self.take_order(self.place_risky(paid=False))
        self.release(order)
        self.assertEqual(order.state, "draft")
        self.assertFalse(self.issues())
