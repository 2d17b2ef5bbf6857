from odoo import fields, models


class ShopifyOrderRelease(models.TransientModel):
    """Asks why held orders may go on: the note stays with the order."""

    _name = "shopify.order.release"
    _description = "Release Held Orders"

    order_ids = fields.Many2many(
        "sale.order", required=True, default=lambda self: self._default_orders()
    )
    reasons = fields.Text(compute="_compute_reasons")
    note = fields.Char(required=True)

    def _default_orders(self):
        """The orders the button was pressed on, or those that the issues are about."""
        records = self.env[self.env.context.get("active_model", "sale.order")].browse(
            self.env.context.get("active_ids", [])
        )
        if records._name != "shopify.issue":
            return records
        about = records.filtered(lambda issue: issue.res_model == "sale.order")
        return self.env["sale.order"].browse(about.mapped("res_id"))

    def _compute_reasons(self):
        for wizard in self:
            held = wizard.order_ids.filtered("shopify_releasable")
            wizard.reasons = "\n".join(
                f"{order.name}: {order.shopify_hold_text}" for order in held
            )

    def action_release(self):
        self.order_ids._shopify_release(self.note)
        return {"type": "ir.actions.act_window_close"}
