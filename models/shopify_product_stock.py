from odoo import api, models

LINK = {"odoo_id", "inventory_item_id", "active"}
POLICY = {"odoo_id", "inventory_policy", "active"}


class ShopifyProductProduct(models.Model):
    """A variant that was just linked is told its stock, and how it is sold."""

    _inherit = "shopify.product.product"

    @api.model_create_multi
    def create(self, vals_list):
        variants = super().create(vals_list)
        variants._stock_changed()
        variants._policy_changed()
        return variants

    def write(self, vals):
        result = super().write(vals)
        if LINK & vals.keys():
            self._stock_changed()
        if POLICY & vals.keys():
            self._policy_changed()
        return result

    def _stock_changed(self):
        if "product.product" in self.env["shopify.policy"]._noted_models():
            self.env["shopify.mark"]._note("product.product", self.odoo_id.ids)

    def _policy_changed(self):
        if self._name in self.env["shopify.policy"]._noted_models():
            self.env["shopify.mark"]._note(self._name, self.ids)

    @api.model
    def _learn_policies(self, told):
        """Write what the store took from us: that is nothing to be told again.

        :param told: {variant: policy}
        """
        if not told:
            return
        self.env.flush_all()
        self.env.cr.execute_values(
            """UPDATE shopify_product_product v SET inventory_policy = t.policy
                 FROM (VALUES %s) AS t(id, policy) WHERE v.id = t.id""",
            [(variant.id, policy) for variant, policy in told.items()],
        )
        self.invalidate_model(["inventory_policy"])
        # What was last taken over is no longer so: somebody may set it back.
        self.union(*told).template_id.content_hash = False


class ProductTemplate(models.Model):
    """Another category, or counted from now on: other rules, another figure."""

    _inherit = "product.template"

    def write(self, vals):
        result = super().write(vals)
        if {"categ_id", "is_storable"} & vals.keys():
            self.sudo().product_variant_ids._shopify_rules_changed()
        return result


class ProductProduct(models.Model):
    """Products of which an availability rule may say something else now."""

    _inherit = "product.product"

    def _shopify_rules_changed(self):
        noted = self.env["shopify.policy"]._noted_models()
        marks = self.env["shopify.mark"]
        if "product.product" in noted:
            marks._note("product.product", self.ids)
        if "shopify.product.product" in noted:
            bindings = self.env["shopify.product.product"]
            marks._note(
                bindings._name, bindings.search([("odoo_id", "in", self.ids)]).ids
            )
