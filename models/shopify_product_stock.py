from odoo import api, models

LINK = {"odoo_id", "inventory_item_id", "active"}


class ShopifyProductProduct(models.Model):
    """A variant that was just linked is told its stock."""

    _inherit = "shopify.product.product"

    @api.model_create_multi
    def create(self, vals_list):
        variants = super().create(vals_list)
        variants._stock_changed()
        return variants

    def write(self, vals):
        result = super().write(vals)
        if LINK & vals.keys():
            self._stock_changed()
        return result

    def _stock_changed(self):
        if "product.product" in self.env["shopify.policy"]._noted_models():
            self.env["shopify.mark"]._note("product.product", self.odoo_id.ids)


class ProductTemplate(models.Model):
    """Another category, or counted from now on: other rules, another figure."""

    _inherit = "product.template"

    def write(self, vals):
        result = super().write(vals)
        if {"categ_id", "is_storable"} & vals.keys():
            if "product.product" in self.env["shopify.policy"]._noted_models():
                ids = self.sudo().product_variant_ids.ids
                self.env["shopify.mark"]._note("product.product", ids)
        return result
