from odoo import api, models

from .product_import_match import IDENTIFIERS, identifier
from .product_values import options


class ShopifyFlowProductImport(models.AbstractModel):
    """Which Odoo product stands for a whole product of the store, and whose it is."""

    _inherit = "shopify.flow.product_import"

    @api.model
    def _match(self, batch, new):
        """{product id: template}, or no template where several hold the variants."""
        matched = {}
        taken = self._find_taken_templates(batch, new)
        for gid in new:
            products = batch.lookups["matched"][gid]
            if not products:
                continue
            template = self._one_template(batch.nodes[gid], products)
            matched[gid] = template - taken
            taken |= matched[gid]
        return matched

    @api.model
    def _find_taken_templates(self, batch, new):
        """Templates of the matched variants that stand for another product."""
        ids = {
            product.product_tmpl_id.id
            for gid in new
            for product in batch.lookups["matched"][gid].values()
        }
        bindings = self.env[self._shopify_binding].search(
            [("backend_id", "=", batch.backend.id), ("odoo_id", "in", list(ids))]
        )
        return bindings.odoo_id

    @api.model
    def _one_template(self, node, products):
        """The template that stands for the whole product, or none.

        It has the product's options, or exactly its variants.
        """
        variants = self.env["product.product"].concat(*products.values())
        template = variants.product_tmpl_id
        same = len(template) == 1 and (
            self._has_same_options(template, node)
            or (
                len(variants) == len(node["variants"])
                and template.product_variant_ids <= variants
            )
        )
        return template if same else template.browse()

    @api.model
    def _has_same_options(self, template, node):
        lines = template.attribute_line_ids
        return bool(template) and set(lines.attribute_id.mapped("name")) == set(
            options(node)
        )

    @api.model
    def _company_of(self, batch, node):
        """No company, but where another company's product has one of its codes."""
        codes = {
            identifier(variant, key)
            for variant in node["variants"]
            for key, _field, _code in IDENTIFIERS
        }
        foreign = codes & batch.lookups["foreign"]
        return batch.backend.company_id.id if foreign else False

    @api.model
    def _retry_waiting(self, batch, bindings):
        """Products that waited for these variants' codes get another chance."""
        causes = [
            f"{code}:{binding[key]}"
            for binding in bindings
            for key, _field, code in IDENTIFIERS
            if binding[key]
        ]
        self._retry_causes(batch, causes)

    @api.model
    def _retry_causes(self, batch, causes):
        self.env["shopify.issue"].search(
            [
                ("backend_id", "=", batch.backend.id),
                ("state", "=", "open"),
                ("cause", "in", causes),
            ]
        ).action_retry()
