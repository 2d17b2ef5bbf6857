from odoo import fields, models


class ShopifyIssueIgnore(models.TransientModel):
    """Asks why issues may be ignored: the reason stays with them."""

    _name = "shopify.issue.ignore"
    _description = "Ignore Shopify Issues"

    issue_ids = fields.Many2many(
        "shopify.issue",
        string="Issues",
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True)

    def action_ignore(self):
        self.issue_ids._ignore(self.reason)
        return {"type": "ir.actions.act_window_close"}
