from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.shopify_backfill import midnight


class ShopifyCatchUpStart(models.TransientModel):
    """Asks from which day on earlier orders are to follow the settings."""

    _name = "shopify.catch.up.start"
    _description = "Apply the Settings to Earlier Orders"

    policy_id = fields.Many2one(
        "shopify.policy",
        string="Settings",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    backend_id = fields.Many2one(related="policy_id.backend_id", string="Store")
    order_invoice = fields.Selection(related="policy_id.order_invoice")
    order_payment = fields.Boolean(related="policy_id.order_payment")
    since = fields.Date(
        string="Orders placed since",
        required=True,
        default=lambda self: self._default_since(),
    )
    payments = fields.Boolean(
        string="Book their payments",
        default=True,
        help="Also those that were made before payments were switched on. Leave it off "
        "if they are in your books already.",
    )
    order_count = fields.Integer(string="Orders", compute="_compute_order_count")

    def _default_since(self):
        """The day, where the store is, on which it went live here."""
        policy = self.env["shopify.policy"].browse(self.env.context.get("active_id"))
        began = policy.order_since or fields.Datetime.now()
        store = policy.with_context(tz=policy.backend_id.timezone or "UTC")
        return fields.Datetime.context_timestamp(store, began).date()

    @api.depends("policy_id", "since", "payments")
    def _compute_order_count(self):
        for wizard in self:
            wizard.order_count = len(wizard._orders()) if wizard.since else 0

    def _orders(self):
        return self.policy_id._catch_up_orders(self._begin(), self.payments)

    def _begin(self):
        return midnight(self.since, ZoneInfo(self.backend_id.timezone or "UTC"))

    def action_apply(self):
        self.ensure_one()
        policy = self.policy_id
        policy.check_access("write")
        if not policy._may_run():
            raise UserError(
                self.env._(
                    "Connect the store and switch on “%s” first.",
                    policy._flow()._label(),
                )
            )
        orders, begin = self._orders(), self._begin()
        since = policy.order_payment_since
        if policy.order_payment and self.payments and since and since > begin:
            policy.order_payment_since = begin
        policy._catch_up(orders)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
