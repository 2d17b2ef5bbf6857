from odoo import api, models


class ShopifyFlowProductImport(models.AbstractModel):
    """What other flows ask of products."""

    _inherit = "shopify.flow.product_import"

    @api.model
    def _ensure_variants(self, backend, wanted):
        """Odoo variants of store variants; unknown ones are imported right here.

        :param wanted: {variant id: product id, or None when it is not known}
        :return: {variant id: product.product} of those that are in Odoo now;
            archived ones are among them
        """
        found = self._linked_variants(backend, wanted)
        missing = {gid: wanted[gid] for gid in wanted if gid not in found}
        if missing:
            products = self._products_of(backend, missing)
            self._forget(backend, products)
            self._import_now(backend, products)
            found.update(self._linked_variants(backend, missing))
        return found

    @api.model
    def _linked_variants(self, backend, gids):
        bindings = self.env["shopify.product.product"]._find(backend, list(gids))
        return {gid: binding.odoo_id for gid, binding in bindings.items()}

    @api.model
    def _forget(self, backend, products):
        """Import them even if nothing changed: a variant was deleted in Odoo."""
        known = self.env[self._shopify_binding]._find(backend, products)
        for binding in known.values():
            binding.content_hash = False

    @api.model
    def _products_of(self, backend, variants):
        """Ids of the products that these variants belong to, each once."""
        products = [product for product in variants.values() if product]
        lost = [variant for variant, product in variants.items() if not product]
        if lost:
            nodes = backend._client().nodes("variant_products", lost)
            products += [node["product"]["id"] for node in nodes.values() if node]
        return list(dict.fromkeys(products))
