from odoo import api, fields, models

QUOTATION = ("draft", "sent")


class ShopifyDraftOrder(models.Model):
    """The link between a draft order of the store and its quotation."""

    _name = "shopify.draft.order"
    _inherit = "shopify.binding"
    _description = "Shopify Draft Order"

    odoo_id = fields.Many2one(
        "sale.order", string="Quotation", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(string="Number", readonly=True)
    order_gid = fields.Char(
        string="Order in Shopify",
        readonly=True,
        index="btree_not_null",
        help="The order that it became.",
    )
    made_hash = fields.Char(
        readonly=True,
        help="The lines as they were imported. Another value: a person changed them.",
    )
    partner_id = fields.Many2one(related="odoo_id.partner_id", string="Customer")
    currency_id = fields.Many2one(related="odoo_id.currency_id")
    amount_total = fields.Monetary(related="odoo_id.amount_total")

    _odoo_unique = models.Constraint(
        "UNIQUE(backend_id, odoo_id)", "This quotation is linked already."
    )

    def _admin_path(self):
        return "draft_orders"

    @api.model
    def _waiting(self, backend):
        """Drafts of which we do not know that they became an order."""
        return self.search([("backend_id", "=", backend.id), ("order_gid", "=", False)])

    def _is_adoptable(self):
        """Whether the order that it became may go on with its quotation."""
        order = self.odoo_id
        return order.state in (*QUOTATION, "sale") and not order.shopify_bind_ids

    def _may_follow(self):
        """A quotation whose lines nobody has changed here."""
        order = self.odoo_id
        return (
            order.state in QUOTATION
            and not order.shopify_bind_ids
            and self.made_hash == order._shopify_lines_hash()
        )

    def _cancel(self):
        """Nothing will come of the quotation."""
        order = self.odoo_id
        if order.state in QUOTATION and not order.shopify_bind_ids:
            order._action_cancel()
