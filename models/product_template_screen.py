from odoo import fields, models


class ProductTemplate(models.Model):
    """From a product to the store's products that it stands for."""

    _inherit = "product.template"

    shopify_product_count = fields.Integer(
        string="In Shopify",
        compute="_compute_shopify_product_count",
        groups="connector_shopify.group_auditor",
    )

    def _compute_shopify_product_count(self):
        for product in self:
            product.shopify_product_count = len(product._shopify_products())

    def _shopify_products(self):
        """Linked as a whole, or through their variants only."""
        return self.env["shopify.product.template"].search(
            [
                "|",
                ("odoo_id", "in", self.ids),
                ("variant_ids.odoo_id.product_tmpl_id", "in", self.ids),
            ]
        )

    def action_open_in_shopify(self):
        return self._shopify_products().action_open_in_shopify()
