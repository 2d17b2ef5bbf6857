from odoo.exceptions import ValidationError
from odoo.fields import Command

from .order_case import ADDRESS, STATE
from .order_hold_case import OrderHoldCase

CANADA = {**ADDRESS, "city": "Ottawa", "provinceCode": "ON", "countryCode": "CA"}


class TestOrderRuleConditions(OrderHoldCase):
    """For which orders a rule is."""

    def tagged(self, node):
        """Whether the rule under test put its tag on the imported order."""
        return "Ruled" in self.take_order(node).tag_ids.mapped("name")

    def tagging_rule(self, **values):
        tag = self.env["crm.tag"].search([("name", "=", "Ruled")])
        tag = tag or tag.create({"name": "Ruled"})
        return self.rule(tag_ids=[Command.set(tag.ids)], **values)

    def test_a_rule_without_conditions_is_for_all(self):
        self.tagging_rule()
        self.assertTrue(self.tagged(self.place()))

    def test_a_rule_that_is_off_is_for_none(self):
        self.tagging_rule(active=False)
        self.assertFalse(self.tagged(self.place()))

    def test_a_new_rule_is_off(self):
        rule = self.env["shopify.rule"].create(
            {"name": "New", "backend_id": self.backend.id}
        )
        self.assertFalse(rule.active)

    def test_any_of_the_tags(self):
        self.tagging_rule(tags="vip, Wholesale")
        self.assertTrue(self.tagged(self.place(tags=["wholesale", "new"])))
        self.assertFalse(self.tagged(self.place(tags=["VIP customer"])))

    def test_discount_codes(self):
        self.tagging_rule(discount_codes="STAFF20")
        staff = [{"type": "code", "code": "STAFF20", "percentage": 20}]
        self.assertTrue(self.tagged(self.place(discounts=staff)))
        self.assertFalse(self.tagged(self.place()))

    def test_channel(self):
        self.tagging_rule(channels="POS, instagram")
        instagram = {
            "__typename": "OrderAttribution",
            "handle": "instagram",
            "displayName": "Instagram",
        }
        self.assertTrue(self.tagged(self.place(sourceName="pos")))
        self.assertTrue(self.tagged(self.place(attribution=instagram)))
        self.assertFalse(self.tagged(self.place()))

    def test_country_of_delivery(self):
        self.tagging_rule(country_ids=[Command.set(self.env.ref("base.ca").ids)])
        self.assertTrue(self.tagged(self.place(shipping_address=CANADA)))
        self.assertFalse(self.tagged(self.place()))

    def test_risk(self):
        self.orders.order_hold_risk = "never"
        self.tagging_rule(risk="INVESTIGATE")
        self.assertTrue(self.tagged(self.place_risky("CANCEL")))
        self.assertTrue(self.tagged(self.place_risky("INVESTIGATE")))
        self.assertFalse(self.tagged(self.place_risky("ACCEPT")))

    def test_amount_from_and_to(self):
        self.tagging_rule(amount_from=29.97, amount_to=30)
        self.assertTrue(self.tagged(self.place()))
        for quantity in (2, 4):
            line = {"variant": self.shirt_variant, "quantity": quantity}
            self.assertFalse(self.tagged(self.place([line])))

    def test_test_orders(self):
        self.orders.order_test = "same"
        self.tagging_rule(test_orders="only")
        self.assertTrue(self.tagged(self.place(test=True)))
        self.assertFalse(self.tagged(self.place()))

    def test_all_conditions_must_be_met(self):
        self.tagging_rule(tags="vip", amount_from=1000)
        self.assertFalse(self.tagged(self.place(tags=["vip"])))

    def test_a_domain_on_the_incoming_order(self):
        self.tagging_rule(
            domain="[('order_line.product_id.default_code', '=', 'MUG-1')]"
        )
        mugs = self.place([{"variant": self.mug_variant, "quantity": 1}])
        shirts = self.place()
        self.take("order_import", mugs["id"], shirts["id"])
        self.assertEqual(self.order(mugs).tag_ids.mapped("name"), ["Ruled"])
        self.assertFalse(self.order(shirts).tag_ids)

    def test_a_domain_that_is_none_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "[(", "import os"):
            with self.assertRaisesRegex(ValidationError, "cannot be understood"):
                self.rule(domain=domain)

    def test_rules_of_another_store_are_not_for_it(self):
        other = self.env["shopify.backend"].create(
            {"name": "Other", "shop_domain": "other.myshopify.com"}
        )
        self.tagging_rule(backend_id=other.id)
        self.assertFalse(self.tagged(self.place()))


class TestOrderRuleActions(OrderHoldCase):
    """What rules do, in which order, and how often."""

    def test_the_header_is_set_before_the_order_is_confirmed(self):
        second = self.env["stock.warehouse"].create({"name": "North", "code": "NO"})
        team = self.env["crm.team"].create({"name": "Wholesale"})
        position = self.env["account.fiscal.position"].create({"name": "Abroad"})
        product = self.env["product.product"].create({"name": "Van", "type": "service"})
        carrier = self.env["delivery.carrier"].create(
            {"name": "Van", "product_id": product.id}
        )
        self.rule(
            warehouse_id=second.id,
            team_id=team.id,
            user_id=self.env.ref("base.user_admin").id,
            fiscal_position_id=position.id,
            carrier_id=carrier.id,
            urgent=True,
        )
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.warehouse_id, second)
        self.assertEqual(order.team_id, team)
        self.assertEqual(order.user_id, self.env.ref("base.user_admin"))
        self.assertEqual(order.fiscal_position_id, position)
        picking = order.picking_ids
        self.assertEqual(picking.location_id, second.lot_stock_id)
        self.assertEqual((picking.carrier_id, picking.priority), (carrier, "1"))
        self.assert_exact(node, order)

    def test_a_fiscal_position_leaves_the_taxes_of_lines(self):
        swapped = self.create_tax(20.0, False, name="Mapped")
        position = self.env["account.fiscal.position"].create({"name": "Swap"})
        swapped.fiscal_position_ids = position
        swapped.original_tax_ids = self.taxes[6.25, False]
        self.rule(fiscal_position_id=position.id)
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        self.assertEqual(order.fiscal_position_id, position)
        self.assertEqual(order.order_line.tax_ids, self.taxes[6.25, False])
        self.assert_exact(node, order)

    def test_a_salesperson_changes_neither_team_nor_warehouse(self):
        team = self.env["crm.team"].create({"name": "Online"})
        self.orders.order_team_id = team
        self.rule(user_id=self.env.ref("base.user_admin").id)
        order = self.take_order(self.place())
        self.assertEqual((order.team_id, order.warehouse_id), (team, self.warehouse))

    def test_the_first_rule_counts_and_tags_add_up(self):
        teams = self.env["crm.team"].create([{"name": "One"}, {"name": "Two"}])
        tags = self.env["crm.tag"].create([{"name": "One"}, {"name": "Two"}])
        admin = self.env.ref("base.user_admin")
        self.rule(
            sequence=20,
            team_id=teams[1].id,
            user_id=admin.id,
            tag_ids=[Command.set(tags[1].ids)],
        )
        self.rule(sequence=10, team_id=teams[0].id, tag_ids=[Command.set(tags[0].ids)])
        order = self.take_order(self.place(tags=["shop"]))
        self.assertEqual((order.team_id, order.user_id), (teams[0], admin))
        self.assertEqual(set(order.tag_ids.mapped("name")), {"One", "Two", "shop"})

    def test_orders_of_a_batch_are_written_together(self):
        team = self.env["crm.team"].create({"name": "VIP"})
        self.rule(team_id=team.id, tags="vip")
        self.backend.lane_count = 1
        nodes = [self.place(tags=["vip"]), self.place(), self.place(tags=["vip"])]
        self.take("order_import", *[node["id"] for node in nodes])
        teams = [self.order(node).team_id == team for node in nodes]
        self.assertEqual(teams, [True, False, True])

    def test_note_activity_and_server_action_happen_once(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Mark",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "state": "code",
                "code": "for record in records:\n"
                "    record['client_order_ref'] = record.client_order_ref + '!'",
            }
        )
        admin = self.env.ref("base.user_admin")
        rule = self.rule(
            note="Pack it as a present",
            activity_type_id=self.env.ref("mail.mail_activity_data_todo").id,
            activity_user_id=admin.id,
            activity_summary="Call the customer",
            activity_days=2,
            server_action_id=action.id,
        )
        node = self.place(paid=False)
        order = self.take_order(node)
        self.assertEqual(order.client_order_ref, f"{node['name']}!")
        with self.store.quiet():
            self.store.update_order(node["id"], shippingAddress=CANADA)
            self.store.pay_order(node["id"])
        self.take_order(node)
        self.assertEqual(
            (order.state, order.partner_shipping_id.city), ("sale", "Ottawa")
        )
        notes = order.message_ids.filtered(lambda m: "present" in (m.body or ""))
        self.assertEqual(len(notes), 1)
        activity = order.activity_ids
        self.assertEqual(
            (activity.user_id, activity.summary), (admin, "Call the customer")
        )
        self.assertEqual(order.shopify_bind_ids.rule_ids, rule)

    def test_a_held_order_waits_and_names_the_reason(self):
        self.rule(name="Engraving", hold=True, hold_reason="Ask for the engraving.")
        order = self.take_order(self.place())
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.picking_ids)
        self.assertEqual(order.shopify_hold_text, "Ask for the engraving.")
        issue = self.issues()
        self.assertEqual((issue.code, issue.category), ("order_held", "order"))
        self.assertEqual(
            issue.message, f"Order {order.name} is held. Ask for the engraving."
        )

    def test_a_hold_needs_a_reason_and_an_activity_a_person(self):
        with self.assertRaisesRegex(ValidationError, "why the order is held"):
            self.rule(hold=True)
        with self.assertRaisesRegex(ValidationError, "for whom"):
            self.rule(activity_type_id=self.env.ref("mail.mail_activity_data_todo").id)

    def test_a_confirmed_order_is_left_alone(self):
        node = self.place()
        order = self.take_order(node)
        team = self.env["crm.team"].create({"name": "Late"})
        self.rule(team_id=team.id, hold=True, hold_reason="Late")
        with self.store.quiet():
            self.store.update_order(node["id"], note="Ring twice")
        self.take_order(node)
        self.assertNotEqual(order.team_id, team)
        self.assertFalse(self.issues())
