from odoo import api, fields, models
from odoo.exceptions import ValidationError

# {field of a rule: field of the sale order that it sets}
HEADER = {
    "warehouse_id": "warehouse_id",
    "team_id": "team_id",
    "user_id": "user_id",
    "fiscal_position_id": "fiscal_position_id",
    "carrier_id": "carrier_id",
    "urgent": "shopify_urgent",
}


class ShopifyRule(models.Model):
    """What a rule does with the orders it is for. Any combination.

    Of what an order can have only one (warehouse, salesperson …) the first rule
    that says it counts. What adds up (tags, notes, activities, holds, server
    actions) is done by every rule that is for the order.
    """

    _inherit = "shopify.rule"

    hold = fields.Boolean(
        string="Hold the order",
        help="It stays a quotation until somebody releases it.",
    )
    hold_reason = fields.Char(
        string="Reason", help="People read it on the order: why it waits."
    )
    warehouse_id = fields.Many2one("stock.warehouse", check_company=True)
    carrier_id = fields.Many2one(
        "delivery.carrier", string="Delivery method", check_company=True
    )
    urgent = fields.Boolean(help="Its deliveries get a star: they are picked first.")
    team_id = fields.Many2one("crm.team", string="Sales team", check_company=True)
    user_id = fields.Many2one("res.users", string="Salesperson")
    fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        check_company=True,
        help="Only noted on the order: the taxes of its lines stay what the customer "
        "was charged in Shopify.",
    )
    tag_ids = fields.Many2many("crm.tag", string="Tags in Odoo")
    note = fields.Text(help="Written into the order's chatter, for colleagues.")
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Activity",
        domain="[('res_model', 'in', (False, 'sale.order'))]",
    )
    activity_user_id = fields.Many2one("res.users", string="For")
    activity_summary = fields.Char(string="Summary")
    activity_days = fields.Integer(string="Due in (days)")
    server_action_id = fields.Many2one(
        "ir.actions.server",
        domain="[('model_id.model', '=', 'sale.order')]",
        help="Runs once per order, before it is confirmed, with the rights of the "
        "store's integration user.",
    )

    @api.constrains("hold", "hold_reason", "activity_type_id", "activity_user_id")
    def _check_complete(self):
        for rule in self:
            if rule.hold and not rule.hold_reason:
                raise ValidationError(self.env._("Say why the order is held."))
            if rule.activity_type_id and not rule.activity_user_id:
                raise ValidationError(self.env._("Say for whom the activity is."))

    def _header(self, company):
        """{field of the sale order: value} of what this rule sets.

        For orders of another company than the store's: what it may use as well.
        """
        return {
            target: self._fields[name].convert_to_write(self[name], self)
            for name, target in HEADER.items()
            if self[name]
            and (company == self.company_id or self._is_for(name, company))
        }

    def _is_for(self, name, company):
        field = self._fields[name]
        bound = field.relational and field.check_company
        return not bound or self[name].company_id <= company

    def _do_once(self, bindings):
        """What is done to an order only the first time that the rule applies."""
        # The import's context keeps activities away that nobody asked for.
        orders = bindings.odoo_id.with_context(mail_activity_automation_skip=False)
        if self.note:
            orders._message_log_batch(bodies=dict.fromkeys(orders.ids, self.note))
        if self.activity_type_id:
            self._schedule(orders)
        if self.server_action_id:
            self.server_action_id.with_env(orders.env).with_context(
                active_model=orders._name,
                active_ids=orders.ids,
                active_id=orders.ids[0],
            ).run()
        bindings.write({"rule_ids": [fields.Command.link(self.id)]})

    def _schedule(self, orders):
        today = fields.Date.context_today(orders)
        orders.activity_schedule(
            activity_type_id=self.activity_type_id.id,
            user_id=self.activity_user_id.id,
            summary=self.activity_summary or "",
            date_deadline=fields.Date.add(today, days=self.activity_days),
        )
