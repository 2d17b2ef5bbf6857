from odoo import fields, models


class ResPartner(models.Model):
    """From a contact to the customers of the stores that it stands for."""

    _inherit = "res.partner"

    shopify_bind_ids = fields.One2many(
        "shopify.res.partner",
        "odoo_id",
        string="Shopify customers",
        groups="connector_shopify.group_auditor",
    )
    shopify_customer_count = fields.Integer(
        string="In Shopify",
        compute="_compute_shopify_customer_count",
        groups="connector_shopify.group_auditor",
    )

    def _compute_shopify_customer_count(self):
        for partner in self:
            partner.shopify_customer_count = len(partner._shopify_customers())

    def _shopify_customers(self):
        return self.env["shopify.res.partner"].search([("odoo_id", "in", self.ids)])

    def action_open_in_shopify(self):
        return self._shopify_customers().action_open_in_shopify()
