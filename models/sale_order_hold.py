from odoo import fields, models

OVER = ("done", "cancel")


class SaleOrder(models.Model):
    """Held orders: shown with the reason, not confirmed, and nothing leaves."""

    _inherit = "sale.order"

    shopify_urgent = fields.Boolean(string="Urgent", copy=False)
    shopify_goods_held = fields.Boolean(
        string="Deliveries held",
        copy=False,
        readonly=True,
        help="Became risky after it was confirmed: its deliveries reserve nothing and "
        "cannot be validated until the order is released.",
    )
    shopify_hold_text = fields.Text(compute="_compute_shopify_hold_text")
    shopify_releasable = fields.Boolean(compute="_compute_shopify_hold_text")

    def _compute_shopify_hold_text(self):
        for order in self:
            bindings = order.sudo().shopify_bind_ids
            reasons = bindings._open_holds().mapped("reason")
            order.shopify_releasable = bool(reasons)
            held = order.shopify_goods_held or any(bindings.mapped("held"))
            order.shopify_hold_text = held and "\n".join(
                reasons + order._shopify_other_problems()
            )

    def _shopify_other_problems(self):
        """What holds the order besides: the messages of its open issues."""
        bindings = self.sudo().shopify_bind_ids
        issues = self.env["shopify.issue"].sudo().search(bindings._open_issue_domain())
        return issues.filtered(lambda issue: issue.code != "order_held").mapped(
            "message"
        )

    def _shopify_release(self, note):
        """A person releases these orders, and says why."""
        self.check_access("write")
        for order in self:
            reasons = " ".join(
                order.sudo().shopify_bind_ids._open_holds().mapped("reason")
            )
            order.message_post(
                body=self.env._(
                    "Released: %(note)s (It was held: %(reasons)s)",
                    note=note,
                    reasons=reasons,
                )
            )
        self.sudo().shopify_bind_ids._release(note)

    def _confirmation_error_message(self):
        """A held order is released first: that asks why, and remembers who."""
        message = super()._confirmation_error_message()
        if message or self.env.context.get("shopify_import"):
            return message
        reasons = self.sudo().shopify_bind_ids._open_holds().mapped("reason")
        if not reasons:
            return False
        return self.env._(
            "Order %(order)s is held. %(reasons)s Release it first.",
            order=self.name,
            reasons=" ".join(reasons),
        )

    # -- goods of confirmed orders -----------------------------------------------

    def _shopify_open_pickings(self):
        return self.picking_ids.filtered(lambda picking: picking.state not in OVER)

    def _shopify_hold_goods(self):
        """Nothing more leaves, and what was reserved is free for others."""
        new = self.filtered(lambda order: not order.shopify_goods_held)
        new.shopify_goods_held = True
        new._shopify_open_pickings()._shopify_held().do_unreserve()

    def _shopify_free_goods(self):
        held = self.filtered("shopify_goods_held")
        held.shopify_goods_held = False
        held._shopify_open_pickings().move_ids._shopify_reserve_again()
