from .order_hold_case import OrderHoldCase


class TestOrderRuleFailures(OrderHoldCase):
    """A rule that fails holds the orders it is for, and no others."""

    def setUp(self):
        super().setUp()
        self.backend.lane_count = 1

    def action(self, code):
        return self.env["ir.actions.server"].create(
            {
                "name": "Check",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "state": "code",
                "code": code,
            }
        )

    def remove_field_of(self, rule):
        """The rule's domain names a field that a module took with it."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE shopify_rule SET domain = %s WHERE id = %s",
            ["[('field_that_was_removed', '=', 1)]", rule.id],
        )
        rule.invalidate_recordset(["domain"])

    def take_two(self, **bad):
        nodes = [self.place(**bad), self.place()]
        self.take("order_import", *[node["id"] for node in nodes])
        return [self.order(node) for node in nodes]

    def test_a_server_action_that_fails_for_one_order(self):
        rule = self.rule(
            name="Check it",
            note="Checked",
            server_action_id=self.action(
                "for record in records:\n"
                "    if 'bad' in record.tag_ids.mapped('name'):\n"
                "        raise UserError('No such thing.')"
            ).id,
        )
        bad, good = self.take_two(tags=["bad"])
        self.assertEqual((bad.state, good.state), ("draft", "sale"))
        issue = self.issues()
        self.assertEqual((issue.code, issue.fix_model), ("rule_failed", "shopify.rule"))
        self.assertEqual(issue.fix_res_id, rule.id)
        self.assertEqual(
            issue.message,
            f"The rule “Check it” failed for order {bad.name}: No such thing.",
        )
        self.assertTrue(bad.shopify_bind_ids.held)
        self.assertNotIn("Checked", "".join(bad.message_ids.mapped("body")))
        self.assertIn("Checked", "".join(good.message_ids.mapped("body")))

    def test_correcting_the_rule_lets_its_orders_go_on(self):
        rule = self.rule(server_action_id=self.action("raise UserError('No.')").id)
        order = self.take_order(self.place())
        self.assertEqual(self.issues().code, "rule_failed")
        rule.server_action_id = False
        self.drain()
        self.assertEqual(order.state, "sale")
        self.assertFalse(self.issues())

    def test_a_domain_that_became_invalid(self):
        rule = self.rule(domain="[('partner_id.email', '=', 'a@example.com')]")
        self.remove_field_of(rule)
        bad, good = self.take_two()
        self.assertEqual((bad.state, good.state), ("draft", "draft"))
        self.assertEqual(self.issues().mapped("code"), ["rule_failed", "rule_failed"])
        self.assertEqual(len(set(self.issues().mapped("cause"))), 1)

    def test_only_orders_that_meet_the_other_conditions_wait_for_a_bad_domain(self):
        rule = self.rule(tags="bad")
        self.remove_field_of(rule)
        bad, good = self.take_two(tags=["bad"])
        self.assertEqual((bad.state, good.state), ("draft", "sale"))
