from collections import defaultdict

from odoo import api, models

from ..shopify.errors import BusinessError

# How a variant is recognised, in this order: (key in Shopify, Odoo's field, issue).
IDENTIFIERS = (
    ("sku", "default_code", "sku_duplicate"),
    ("barcode", "barcode", "barcode_duplicate"),
)


def identifier(variant, key):
    """A variant's `sku` or `barcode` without blanks around it, "" for none."""
    return (variant[key] or "").strip()


class ShopifyFlowProductImport(models.AbstractModel):
    """Recognising what is in Odoo already. Exactly, or not at all."""

    _inherit = "shopify.flow.product_import"

    @api.model
    def _prefetch(self, batch):
        variants = [v for node in batch.nodes.values() for v in node["variants"]]
        found = self._find_variant_bindings(batch, [v["id"] for v in variants])
        bindings = {binding.external_id: binding for binding in found}
        of_template = found.grouped("template_id")
        batch.lookups["foreign"] = set()  # codes that another company uses
        unknown = [v for v in variants if v["id"] not in bindings]
        found = {
            key: self._find_products(batch, unknown, key, field)
            for key, field, _code in IDENTIFIERS
        }
        batch.lookups.update(
            variant_bindings=bindings,
            bindings_of={
                gid: of_template.get(batch.bindings.get(gid), []) for gid in batch.nodes
            },
            found=found,
            taken=self._find_taken(batch, found),
            matched={},  # product id -> {variant id: Odoo variant}
            tags=self._ensure_tags(batch),
        )

    @api.model
    def _find_variant_bindings(self, batch, gids):
        """All bindings of variants: of these ids, and of the batch's products."""
        bindings = self.env["shopify.product.product"]
        templates = [
            batch.bindings[gid].id for gid in batch.nodes if gid in batch.bindings
        ]
        found = bindings.with_context(active_test=False).search_fetch(
            [
                ("backend_id", "=", batch.backend.id),
                "|",
                ("external_id", "in", gids),
                ("template_id", "in", templates),
            ],
            ["external_id", "odoo_id", "template_id", "active"],
        )
        return found.with_env(self.env)

    @api.model
    def _find_products(self, batch, variants, key, field):
        """{value of variants: products} in the store's company or in none.

        An archived product counts only where no other has the value.
        """
        products = self.env["product.product"]
        values = {identifier(variant, key) for variant in variants}
        found = defaultdict(products.browse)
        for product in (
            products.with_context(active_test=False)
            .search_fetch(
                [(field, "in", list(values - {""}))],
                [field, "active", "product_tmpl_id", "company_id"],
            )
            .with_env(self.env)
        ):
            if product.company_id <= batch.backend.company_id:
                found[product[field]] |= product
            else:
                batch.lookups["foreign"].add(product[field])
        return {value: same.filtered("active") or same for value, same in found.items()}

    @api.model
    def _find_taken(self, batch, found):
        """{Odoo variant: variant id in this store that it stands for already}."""
        ids = {p.id for values in found.values() for ps in values.values() for p in ps}
        bindings = self.env["shopify.product.product"].search(
            [("backend_id", "=", batch.backend.id), ("odoo_id", "in", list(ids))]
        )
        staying = {v["id"] for n in batch.nodes.values() for v in n["variants"]}
        return {
            binding.odoo_id.id: binding.external_id
            for binding in bindings
            if binding.external_id in staying
            or binding.template_id.external_id not in batch.nodes
        }

    @api.model
    def _match_variants(self, batch, node):
        """{variant id: Odoo variant} of what is known of one product.

        Raises BusinessError when a SKU or barcode does not say which one it is.
        """
        matched, claims = {}, dict(batch.lookups["taken"])
        for variant in node["variants"]:
            binding = batch.lookups["variant_bindings"].get(variant["id"])
            if binding:
                matched[variant["id"]] = binding.odoo_id
                continue
            product = self._match_variant(batch, node, variant)
            self._claim(batch, node, variant, product, claims)
            if product:
                matched[variant["id"]] = product
        batch.lookups["taken"] = claims
        return matched

    @api.model
    def _match_variant(self, batch, node, variant):
        """The one Odoo variant with its SKU, else with its barcode; or none."""
        for key, _field, code in IDENTIFIERS:
            same = batch.lookups["found"][key].get(identifier(variant, key))
            if same and len(same) > 1:
                raise self._several_error(code, node, identifier(variant, key), same)
            if same:
                return same
        return self.env["product.product"]

    @api.model
    def _claim(self, batch, node, variant, product, claims):
        """Keep two variants of the store from becoming one, or from sharing a code."""
        keys = (
            [product.id]
            if product
            else [
                (key, identifier(variant, key))
                for key, _field, _code in IDENTIFIERS
                if identifier(variant, key)
            ]
        )
        for key in keys:
            other = claims.setdefault(key, variant["id"])
            if other != variant["id"]:
                raise self._claimed_error(node, variant, product, key)

    @api.model
    def _several_error(self, code, node, value, products):
        return BusinessError(
            code,
            self.env._(
                "%(value)s of %(product)s belongs to several products in Odoo: "
                "%(names)s. Nothing was linked.",
                value=value,
                product=node["title"],
                names=", ".join(products.mapped("display_name")),
            ),
            name=node["title"],
            record=products[0],
            cause=f"{code}:{value}",
        )

    @api.model
    def _claimed_error(self, node, variant, product, key):
        if product:
            return self._linked_error(node, variant, product)
        key, value = key
        code = "sku_duplicate" if key == "sku" else "barcode_duplicate"
        return BusinessError(
            code,
            self.env._(
                "Two variants in the store have %(value)s; one of them is "
                "%(variant)s of %(product)s. Nothing was linked.",
                value=value,
                variant=variant["title"],
                product=node["title"],
            ),
            name=node["title"],
            cause=f"{code}:{value}",
        )

    @api.model
    def _linked_error(self, node, variant, product):
        by_sku = identifier(variant, "sku") == product.default_code
        code = "sku_duplicate" if by_sku else "barcode_duplicate"
        value = identifier(variant, "sku" if by_sku else "barcode")
        return BusinessError(
            code,
            self.env._(
                "%(value)s of %(variant)s of %(product)s belongs to %(name)s in Odoo, "
                "which stands for another variant of the store. Nothing was linked.",
                value=value,
                variant=variant["title"],
                product=node["title"],
                name=product.display_name,
            ),
            name=node["title"],
            record=product,
            cause=f"{code}:{value}",
        )
