from odoo import fields, models


class SaleOrder(models.Model):
    """The order's "Shopify" tab: where it came from, and its total explained.

    Computed without `@api.depends`: nothing that the import writes has to look for
    these fields.
    """

    _inherit = "sale.order"

    shopify_summary = fields.Html(compute="_compute_shopify_summary", sanitize=False)
    shopify_name = fields.Char(compute="_compute_shopify_name")

    def _compute_shopify_name(self):
        for order in self:
            order.shopify_name = ", ".join(order.shopify_bind_ids.mapped("name"))

    def _compute_shopify_summary(self):
        for order in self:
            order.shopify_summary = order.shopify_bind_ids and self.env[
                "ir.qweb"
            ]._render("connector_shopify.sale_order_summary", {"order": order})

    def action_open_in_shopify(self):
        return self.shopify_bind_ids.action_open_in_shopify()

    def action_open_shopify_issues(self):
        return self.shopify_bind_ids.action_open_issues()
