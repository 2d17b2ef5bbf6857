from odoo.tests import HttpCase, tagged

from .order_hold_case import OrderHoldCase


@tagged("post_install", "-at_install")
class TestRuleScreens(OrderHoldCase, HttpCase):
    """A rule is written and tried, a held order is released, in a browser."""

    def test_a_person_writes_a_rule_and_tries_it(self):
        node = self.place(tags=["wholesale"])
        self.take_order(node)
        self.start_tour(
            "/odoo/action-connector_shopify.action_shopify_rule",
            "shopify_rule",
            login="admin",
        )
        rule = self.env["shopify.rule"].search([("name", "=", "Wholesale")])
        self.assertEqual((rule.tags, rule.hold), ("wholesale", True))
        self.assertEqual(rule.hold_reason, "Ask for the VAT number")

    def test_a_person_releases_an_order(self):
        order = self.take_order(self.place_risky())
        self.start_tour(f"/odoo/sales/{order.id}", "shopify_release", login="admin")
        self.drain()
        self.assertEqual(order.state, "sale")
        self.assertEqual(
            order.shopify_bind_ids.hold_ids.released_by, self.env.ref("base.user_admin")
        )
