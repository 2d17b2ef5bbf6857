from odoo.exceptions import UserError
from odoo.fields import Command

from .order_hold_case import OrderHoldCase


class TestOrderRuleTry(OrderHoldCase):
    """A rule is tried on past orders before it is switched on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.teams = cls.env["crm.team"].create([{"name": "One"}, {"name": "Two"}])

    def tried(self, rule):
        """{order number: what would have been done}, as the list shows it."""
        action = rule.action_try()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(wizard.found, len(wizard.line_ids))
        return {line.name: line.effect for line in wizard.line_ids}

    def off(self, **values):
        return self.rule(active=False, **values)

    def test_it_lists_the_orders_it_would_have_been_for(self):
        vip, other = self.place(tags=["vip"]), self.place()
        self.take("order_import", vip["id"], other["id"])
        rule = self.off(
            tags="vip",
            hold=True,
            hold_reason="Ask first",
            team_id=self.teams[0].id,
            urgent=True,
            note="Careful",
        )
        self.assertEqual(
            self.tried(rule),
            {vip["name"]: "Hold: Ask first\nSales team: One\nUrgent\nNote: Careful"},
        )

    def test_trying_changes_nothing(self):
        tag = self.env["crm.tag"].create({"name": "Tried"})
        code = "record['client_order_ref'] = 'run'"
        action = self.env["ir.actions.server"].create(
            {
                "name": "Run",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "state": "code",
                "code": code,
            }
        )
        admin = self.env.ref("base.user_admin")
        node = self.place(paid=False)
        order = self.take_order(node)
        fields = ["state", "team_id", "tag_ids", "client_order_ref", "write_date"]
        before = order.read(fields)
        messages = len(order.message_ids)
        rule = self.off(
            hold=True,
            hold_reason="Ask first",
            team_id=self.teams[0].id,
            tag_ids=[Command.set(tag.ids)],
            note="Careful",
            activity_type_id=self.env.ref("mail.mail_activity_data_todo").id,
            activity_user_id=admin.id,
            server_action_id=action.id,
        )
        self.assertEqual(
            self.tried(rule),
            {
                node["name"]: "Hold: Ask first\nSales team: One\nTag: Tried\n"
                f"Note: Careful\nActivity for {admin.name}\nRun: Run"
            },
        )
        self.env.flush_all()
        order.invalidate_recordset()
        self.assertEqual(order.read(fields), before)
        self.assertEqual(len(order.message_ids), messages)
        self.assertFalse(order.shopify_bind_ids.rule_ids)
        self.assertFalse(order.shopify_bind_ids.hold_ids)
        self.assertFalse(order.activity_ids)
        self.assertFalse(rule.active)

    def test_what_an_earlier_rule_says_counts(self):
        node = self.place()
        self.take_order(node)
        self.rule(name="First", sequence=1, team_id=self.teams[0].id)
        late = self.off(sequence=2, team_id=self.teams[1].id)
        self.assertEqual(
            self.tried(late), {node["name"]: "Sales team: decided by “First”"}
        )
        late.sequence = 0
        self.assertEqual(self.tried(late), {node["name"]: "Sales team: Two"})

    def test_what_is_so_already_is_said(self):
        self.orders.order_team_id = self.teams[0]
        node = self.place()
        self.take_order(node)
        rule = self.off(team_id=self.teams[0].id)
        self.assertEqual(self.tried(rule), {node["name"]: "Sales team: One (as it is)"})

    def test_only_the_latest_orders_of_the_store(self):
        nodes = [self.place() for _number in range(3)]
        self.take("order_import", *[node["id"] for node in nodes])
        for number, node in enumerate(nodes):
            binding = self.order(node).shopify_bind_ids
            binding.remote_created_at = f"2026-11-2{number} 08:00:00"
        wizard = self.env["shopify.rule.try"].create(
            {"rule_id": self.off(urgent=True).id, "limit": 2}
        )
        wizard.action_try()
        self.assertEqual((wizard.looked_at, wizard.found), (2, 2))
        self.assertEqual(
            wizard.line_ids.mapped("name"), [nodes[2]["name"], nodes[1]["name"]]
        )

    def test_conditions_that_fail_are_told(self):
        self.take_order(self.place())
        rule = self.off(domain="[('partner_id.email', '=', 'a@example.com')]")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE shopify_rule SET domain = '[(''gone'', ''='', 1)]' WHERE id = %s",
            [rule.id],
        )
        rule.invalidate_recordset(["domain"])
        with self.assertRaisesRegex(UserError, "The conditions of the rule fail"):
            rule.action_try()
