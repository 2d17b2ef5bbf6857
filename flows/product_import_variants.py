from odoo import api, fields, models
from odoo.fields import Command

from ..shopify.values import instant
from .compare import changed_values
from .product_import_match import identifier
from .product_values import kilograms


class ShopifyFlowProductImport(models.AbstractModel):
    """The variants of a batch's products: linked, created, brought up to date."""

    _inherit = "shopify.flow.product_import"

    @api.model
    def _removed_variants(self, batch):
        """Bindings of variants that the batch's products do not have any more."""
        removed = self.env["shopify.product.product"]
        for gid, node in batch.nodes.items():
            staying = {variant["id"] for variant in node["variants"]}
            for binding in batch.lookups["bindings_of"][gid]:
                if binding.active and binding.external_id not in staying:
                    removed |= binding
        return removed

    @api.model
    def _import_variants(self, batch):
        combinations = self._ensure_combinations(batch)
        self._match_combinations(batch, combinations)
        self._write_combinations(batch, combinations)
        created = self._create_variants(batch, combinations)
        self._bind_variants(batch, created)
        self._update_variants(batch, created)

    @api.model
    def _unmatched(self, batch):
        """[(product id, variant node)] without an Odoo variant."""
        return [
            (gid, variant)
            for gid, matched in batch.lookups["matched"].items()
            for variant in batch.nodes[gid]["variants"]
            if variant["id"] not in matched
        ]

    @api.model
    def _match_combinations(self, batch, combinations):
        """Within a linked product, the same options are the same variant."""
        by_combination = {
            (product.product_tmpl_id, product.product_template_attribute_value_ids): (
                product
            )
            for product in self._free_variants(batch, combinations).sorted("active")
        }
        for gid, variant in self._unmatched(batch):
            key = (batch.bindings[gid].odoo_id, combinations.get(variant["id"]))
            if key in by_combination:
                batch.lookups["matched"][gid][variant["id"]] = by_combination.pop(key)

    @api.model
    def _free_variants(self, batch, combinations):
        """Odoo variants of the products concerned that stand for nothing yet."""
        templates = self.env["product.template"].concat(
            *(
                batch.bindings[gid].odoo_id
                for gid, variant in self._unmatched(batch)
                if variant["id"] in combinations
            )
        )
        everything = templates.with_context(active_test=False).product_variant_ids
        products = everything.with_env(self.env)
        if not products:
            return products
        bound = self.env["shopify.product.product"].search(
            [("backend_id", "=", batch.backend.id), ("odoo_id", "in", products.ids)]
        )
        matched = {
            product.id
            for found in batch.lookups["matched"].values()
            for product in found.values()
        }
        return (products - bound.odoo_id).filtered(lambda p: p.id not in matched)

    @api.model
    def _write_combinations(self, batch, combinations):
        """Options that were renamed or chosen anew in the store."""
        wanted = {
            product: combinations[variant_gid]
            for gid, matched in batch.lookups["matched"].items()
            for variant_gid, product in matched.items()
            if variant_gid in combinations
            and product.product_tmpl_id == batch.bindings[gid].odoo_id
            and product.product_template_attribute_value_ids
            != combinations[variant_gid]
        }
        if wanted:
            replaced = self._replace_combinations(wanted)
            self._drop_values(replaced)

    @api.model
    def _replace_combinations(self, wanted):
        """Write {variant: its new attribute values}; returns those it had before."""
        products = self.env["product.product"].concat(*wanted)
        before = products.product_template_attribute_value_ids
        # Names may have moved on by one (40 -> 41 -> 42): within the one statement
        # that Odoo writes, a variant would meet the one that still has its name.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE product_product SET combination_indices = 'moving ' || id "
            "WHERE id = ANY(%s)",
            [products.ids],
        )
        for product, combination in wanted.items():
            product.product_template_attribute_value_ids = combination
        self.env.flush_all()
        return before - products.product_template_attribute_value_ids

    @api.model
    def _create_variants(self, batch, combinations):
        """{variant id: Odoo variant} of what is nowhere yet, in one create."""
        unmatched = self._unmatched(batch)
        templates = self._create_own_templates(
            batch, [(g, v) for g, v in unmatched if v["id"] not in combinations]
        )
        rows = []
        for gid, variant in unmatched:
            template = templates.get(variant["id"]) or batch.bindings[gid].odoo_id
            values = self._prepare_variant_values(batch, variant)
            combination = combinations.get(variant["id"])
            rows.append(
                {
                    **self._apply_ownership(batch, values, record=None),
                    "product_tmpl_id": template.id,
                    "product_template_attribute_value_ids": [
                        Command.set(combination.ids if combination else [])
                    ],
                }
            )
        products = self.env["product.product"].create(rows)
        gids = [variant["id"] for _gid, variant in unmatched]
        return dict(zip(gids, products, strict=True))

    @api.model
    def _create_own_templates(self, batch, unplaced):
        """A product of its own for each variant that no linked product can hold."""
        rows = []
        for gid, variant in unplaced:
            node = batch.nodes[gid]
            alone = {**node, "variants": [variant]}
            if len(node["variants"]) > 1:
                alone["title"] = f"{node['title']} ({variant['title']})"
            values = self._prepare_template(batch, alone)
            rows.append(
                {
                    **self._apply_ownership(batch, values, record=None),
                    **self._prepare_kind(batch, alone),
                }
            )
        model = self.env["product.template"].with_context(create_product_product=False)
        gids = [variant["id"] for _gid, variant in unplaced]
        return dict(zip(gids, model.create(rows), strict=True))

    @api.model
    def _prepare_variant_values(self, batch, variant):
        item = variant["inventoryItem"]
        values = {
            "default_code": identifier(variant, "sku") or False,
            "barcode": identifier(variant, "barcode") or False,
        }
        weight = kilograms(item["measurement"]["weight"])
        if weight:
            values["weight"] = self._weight(weight)
        if item["unitCost"]:
            values["standard_price"] = self._price(batch, item["unitCost"]["amount"])
        return values

    @api.model
    def _weight(self, weight):
        """Kilograms in the unit that this database weighs in."""
        templates = self.env["product.template"]
        unit = templates._get_weight_uom_id_from_ir_config_parameter()
        kilogram = self.env.ref("uom.product_uom_kgm")
        return kilogram._compute_quantity(float(weight), unit, round=False)

    @api.model
    def _bind_variants(self, batch, created):
        bindings = batch.lookups["variant_bindings"]
        new = []
        for gid, matched in batch.lookups["matched"].items():
            for variant in batch.nodes[gid]["variants"]:
                product = matched.get(variant["id"]) or created[variant["id"]]
                values = self._prepare_binding(batch, gid, variant)
                if variant["id"] in bindings:
                    binding = bindings[variant["id"]]
                    binding.write(changed_values(binding, values))
                else:
                    new.append({**values, "odoo_id": product.id})
        for binding in self.env["shopify.product.product"].create(new):
            bindings[binding.external_id] = binding

    @api.model
    def _prepare_binding(self, batch, gid, variant):
        return {
            "backend_id": batch.backend.id,
            "external_id": variant["id"],
            "template_id": batch.bindings[gid].id,
            "active": True,
            "title": variant["title"],
            "sku": identifier(variant, "sku") or False,
            "barcode": identifier(variant, "barcode") or False,
            "price": float(variant["price"]),
            "inventory_item_id": variant["inventoryItem"]["id"],
            "inventory_policy": variant["inventoryPolicy"],
            "remote_updated_at": instant(variant["updatedAt"]),
            "synced_at": fields.Datetime.now(),
        }

    @api.model
    def _update_variants(self, batch, created):
        """Bring Odoo variants that were there before up to date, as far as owned."""
        for gid, matched in batch.lookups["matched"].items():
            for variant in batch.nodes[gid]["variants"]:
                if variant["id"] in matched:
                    binding = batch.lookups["variant_bindings"][variant["id"]]
                    values = self._prepare_variant_values(batch, variant)
                    self._update_variant(batch, binding, values)

    @api.model
    def _update_variant(self, batch, binding, values):
        product = binding.odoo_id
        owned = self._apply_ownership(batch, values, product, binding)
        changed = changed_values(product, owned)
        if changed:
            product.write(changed)
