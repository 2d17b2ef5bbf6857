from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.shopify_rule_action import HEADER


class ShopifyRuleTry(models.TransientModel):
    """For which past orders a rule would have been, and what it would have done.

    Rules that are switched on and come before it are taken into account. Nothing
    is written but this list.
    """

    _name = "shopify.rule.try"
    _description = "Try an Order Rule"

    rule_id = fields.Many2one("shopify.rule", required=True, ondelete="cascade")
    limit = fields.Integer(string="Latest orders", default=200, required=True)
    looked_at = fields.Integer(readonly=True)
    found = fields.Integer(readonly=True)
    line_ids = fields.One2many("shopify.rule.try.line", "try_id", readonly=True)

    @api.model
    def _open(self, rule):
        wizard = self.create({"rule_id": rule.id})
        return wizard.action_try()

    def action_try(self):
        """Look at the latest orders and list those that the rule is for."""
        self.ensure_one()
        bindings = self.env["shopify.sale.order"].search(
            [("backend_id", "=", self.rule_id.backend_id.id)], limit=self.limit
        )
        plans = self._plans(bindings)
        found = [
            binding for binding, plan in plans.items() if self.rule_id in plan.rules
        ]
        # The list is the wizard's own: nobody writes its lines.
        wizard = self.sudo()
        wizard.line_ids.unlink()
        wizard.write(
            {
                "looked_at": len(bindings),
                "found": len(found),
                "line_ids": [
                    (0, 0, self._prepare_line(binding, plans[binding]))
                    for binding in found
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tried on past orders"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _plans(self, bindings):
        rule = self.rule_id
        rules = rule._switched_on(rule.backend_id) | rule
        plans, failures = self.env["shopify.order.rules"]._plan(
            rules.sorted(lambda each: (each.sequence, each.id)), bindings
        )
        for failed, _binding, error in failures:
            if failed == rule:
                raise UserError(
                    self.env._(
                        "The conditions of the rule fail: %s Correct them first.", error
                    )
                )
        return plans

    def _prepare_line(self, binding, plan):
        return {
            "binding_id": binding.id,
            "effect": "\n".join(self._effects(binding.odoo_id, plan)),
        }

    def _effects(self, order, plan):
        """What the rule would have done, in words."""
        rule = self.rule_id
        effects = []
        if rule.hold:
            effects.append(self.env._("Hold: %s", rule.hold_reason))
        for name, target in HEADER.items():
            if rule[name]:
                effects.append(self._change(order, plan, name, target))
        effects += [self.env._("Tag: %s", tag.name) for tag in rule.tag_ids]
        if rule.note:
            effects.append(self.env._("Note: %s", rule.note))
        if rule.activity_type_id:
            effects.append(
                self.env._("Activity for %s", rule.activity_user_id.display_name)
            )
        if rule.server_action_id:
            effects.append(self.env._("Run: %s", rule.server_action_id.name))
        return effects

    def _change(self, order, plan, name, target):
        rule, winner = self.rule_id, plan.said_by[target]
        label = rule._fields[name]._description_string(self.env)
        if winner != rule:
            return self.env._(
                "%(what)s: decided by “%(rule)s”", what=label, rule=winner.name
            )
        if name == "urgent":
            return label
        if order[target] == rule[name]:
            return self.env._(
                "%(what)s: %(value)s (as it is)",
                what=label,
                value=rule[name].display_name,
            )
        return f"{label}: {rule[name].display_name}"


class ShopifyRuleTryLine(models.TransientModel):
    """An order that the rule would have been for."""

    _name = "shopify.rule.try.line"
    _description = "Order of a Tried Rule"

    try_id = fields.Many2one("shopify.rule.try", required=True, ondelete="cascade")
    binding_id = fields.Many2one("shopify.sale.order", ondelete="cascade")
    name = fields.Char(string="Order", related="binding_id.name")
    placed_at = fields.Datetime(string="Placed", related="binding_id.remote_created_at")
    partner_id = fields.Many2one(related="binding_id.partner_id")
    amount_total = fields.Monetary(related="binding_id.amount_total")
    currency_id = fields.Many2one(related="binding_id.currency_id")
    effect = fields.Text(string="What would have been done")
