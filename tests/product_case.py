from .common import ShopifyCase


class ProductCase(ShopifyCase):
    """A connected store and short ways to its products and to Odoo's."""

    def shop_product(self, title, *variants, **fields):
        """A product of the store; a variant is (sku, {option: value}) or a dict."""
        rows = [
            variant
            if isinstance(variant, dict)
            else {"sku": variant[0], "options": variant[1], "price": "10.00"}
            for variant in variants
        ]
        return self.store.create_product(title, variants=rows, **fields)

    def odoo_product(self, name, **values):
        return self.env["product.product"].create({"name": name, **values})

    def import_products(self, *nodes):
        self.take("product_import", *(node["id"] for node in nodes))

    def binding(self, node):
        """The link of a product or a variant of the store, also one that ended."""
        kind = "product" if "/ProductVariant/" in node["id"] else "template"
        bindings = self.env[f"shopify.product.{kind}"].with_context(active_test=False)
        return bindings.search(
            [("backend_id", "=", self.backend.id), ("external_id", "=", node["id"])]
        )

    def template(self, node):
        return self.binding(node).odoo_id

    def variants(self, node):
        """The Odoo variants of a product of the store, in the store's order."""
        found = self.env["product.product"]
        for variant in node["variants"]:
            found += self.binding(variant).odoo_id
        return found

    def count(self):
        """(templates, variants) in Odoo, archived ones included."""
        return tuple(
            self.env[model].with_context(active_test=False).search_count([])
            for model in ("product.template", "product.product")
        )

    def own(self, group, owner="shopify"):
        """Set who owns a group of fields of products."""
        self.backend.owner_policy_ids.filtered(
            lambda row: row.field_group == f"product_{group}"
        ).owner = owner
