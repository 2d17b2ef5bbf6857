from odoo import api, models
from odoo.fields import Command

from .compare import changed_values
from .product_values import choice, options, price_extras

# Neither making variants of every combination nor dropping those in use.
BY_HAND = {
    "create_product_product": False,
    "update_product_template_attribute_values": False,
}


class ShopifyFlowProductImport(models.AbstractModel):
    """Options of the store as attributes of Odoo: exactly the variants there are.

    Odoo by itself would make a variant of every combination of values. So lines
    and values are written here, and variants only where the store has one.
    """

    _inherit = "shopify.flow.product_import"

    @api.model
    def _ensure_combinations(self, batch):
        """{variant id: attribute values of the template} for all that follow the
        store's options; what is missing is created, all at once.
        """
        followed = {
            gid: options(batch.nodes[gid])
            for gid in batch.lookups["matched"]
            if batch.bindings[gid].follows_options
        }
        values = self._ensure_values(batch, followed)
        lines = self._ensure_lines(batch, followed, values)
        by_name = self._ensure_template_values(batch, lines)
        return {
            variant["id"]: self._combination(
                batch.bindings[gid].odoo_id,
                [by_name[gid, name, value] for name, value in choice(variant).items()]
                if followed[gid]
                else [],
            )
            for gid in followed
            for variant in batch.nodes[gid]["variants"]
        }

    @api.model
    def _combination(self, template, chosen):
        """The chosen values, and those that every variant of the template has."""
        values = self.env["product.template.attribute.value"].concat(*chosen)
        others = template.attribute_line_ids - values.attribute_line_id
        common = others._without_no_variant_attributes().filtered(
            lambda line: len(line.value_ids) == 1
        )
        return values | common.product_template_value_ids.filtered("ptav_active")

    @api.model
    def _ensure_values(self, batch, followed):
        """{(product id, option name, value): attribute value}"""
        attributes = self._ensure_attributes(batch, followed)
        wanted = {
            (gid, name, value): (attributes[gid, name], value)
            for gid, names in followed.items()
            for name, values in names.items()
            for value in values
        }
        model = self.env["product.attribute.value"]
        found = {
            (value.attribute_id, value.name): value
            for value in model.with_context(active_test=False).search(
                [
                    ("attribute_id", "in", [a.id for a in attributes.values()]),
                    ("name", "in", [value for _attribute, value in wanted.values()]),
                ]
            )
        }
        missing = [key for key in dict.fromkeys(wanted.values()) if key not in found]
        created = model.create(
            [{"attribute_id": attr.id, "name": value} for attr, value in missing]
        )
        found.update(zip(missing, created, strict=True))
        return {key: found[value] for key, value in wanted.items()}

    @api.model
    def _ensure_attributes(self, batch, followed):
        """{(product id, option name): attribute}, by exact name.

        That of the product's own line first. New ones make variants on demand.
        """
        own = {
            (gid, line.attribute_id.name): line.attribute_id
            for gid in followed
            for line in batch.bindings[gid].odoo_id.attribute_line_ids
        }
        wanted = [(gid, name) for gid, names in followed.items() for name in names]
        names = list(dict.fromkeys(key[1] for key in wanted if key not in own))
        shared = self._find_attributes(names)
        missing = [name for name in names if name not in shared]
        if missing:
            # The database allows two attributes of one name. Jobs that both miss
            # one collide on this row instead, and the later one is retried.
            self.env.cr.execute(
                "UPDATE ir_model SET model = model WHERE model = 'product.attribute'"
            )
        created = self.env["product.attribute"].create(
            [{"name": name, "create_variant": "dynamic"} for name in missing]
        )
        shared.update(zip(missing, created, strict=True))
        return {key: own.get(key) or shared[key[1]] for key in wanted}

    @api.model
    def _find_attributes(self, names):
        """{name: attribute} that can make variants; on demand if there is a choice."""
        found = self.env["product.attribute"].search(
            [("name", "in", names), ("create_variant", "!=", "no_variant")]
        )
        on_demand_last = found.sorted(lambda a: (a.create_variant == "dynamic", -a.id))
        return {attribute.name: attribute for attribute in on_demand_last}

    @api.model
    def _ensure_lines(self, batch, followed, values):
        """{(product id, option name): (line, {value name: attribute value})}"""
        lines, missing = {}, {}
        for gid, names in followed.items():
            there = {
                line.attribute_id.name: line
                for line in batch.bindings[gid].odoo_id.attribute_line_ids
            }
            for name, used in names.items():
                wanted = {value: values[gid, name, value] for value in used}
                if name in there:
                    self._add_values(there[name], wanted.values())
                    lines[gid, name] = (there[name], wanted)
                else:
                    missing[gid, name] = wanted
        created = (
            self.env["product.template.attribute.line"]
            .with_context(**BY_HAND)
            .create(
                [
                    {
                        "product_tmpl_id": batch.bindings[gid].odoo_id.id,
                        "attribute_id": next(iter(wanted.values())).attribute_id.id,
                        "value_ids": [Command.set([v.id for v in wanted.values()])],
                        "sequence": list(followed[gid]).index(name) + 1,
                    }
                    for (gid, name), wanted in missing.items()
                ]
            )
        )
        for key, line in zip(missing, created, strict=True):
            lines[key] = (line, missing[key])
        return lines

    @api.model
    def _add_values(self, line, values):
        new = [value.id for value in values if value not in line.value_ids]
        if new:
            line.with_context(**BY_HAND).write(
                {"value_ids": [Command.link(value_id) for value_id in new]}
            )

    @api.model
    def _ensure_template_values(self, batch, lines):
        """{(product id, option name, value): attribute value of the template}"""
        found, missing = {}, {}
        extras = self._price_extras(batch, {gid for gid, _name in lines})
        for (gid, name), (line, wanted) in lines.items():
            there = {
                value.product_attribute_value_id: value
                for value in line.product_template_value_ids
            }
            for value, attribute_value in wanted.items():
                if attribute_value in there:
                    found[gid, name, value] = there[attribute_value]
                else:
                    missing[gid, name, value] = {
                        "attribute_line_id": line.id,
                        "product_attribute_value_id": attribute_value.id,
                        "price_extra": extras.get((gid, name, value), 0),
                    }
        self._update_template_values(batch, found, extras)
        model = self.env["product.template.attribute.value"]
        created = model.create(list(missing.values()))
        return {**found, **dict(zip(missing, created, strict=True))}

    @api.model
    def _price_extras(self, batch, gids):
        """{(product id, option name, value): surcharge in the company's currency}"""
        return {
            (gid, *key): self._price(batch, extra)
            for gid in gids
            for key, extra in price_extras(batch.nodes[gid]).items()
        }

    @api.model
    def _update_template_values(self, batch, found, extras):
        """Values that come back are active again; surcharges follow if owned."""
        owners = self.env["shopify.policy.owner"]._owners(batch.backend, self._name)
        owned = owners["product_price"] == "shopify"
        for key, value in found.items():
            surcharge = extras.get(key, 0) if owned else value.price_extra
            wanted = {"ptav_active": True, "price_extra": surcharge}
            value.write(changed_values(value, wanted))

    @api.model
    def _drop_values(self, values):
        """Attribute values that no variant has any more leave their template."""
        unused = values.filtered(
            lambda value: (
                not value.with_context(active_test=False).ptav_product_variant_ids
            )
        )
        unused.ptav_active = False
        for line, gone in unused.grouped("attribute_line_id").items():
            line.with_context(**BY_HAND).write(
                {
                    "value_ids": [
                        Command.unlink(value.product_attribute_value_id.id)
                        for value in gone
                    ]
                }
            )

    @api.model
    def _ensure_tags(self, batch):
        """{name: product tag}; missing ones are created."""
        names = {tag for node in batch.nodes.values() for tag in node["tags"]}
        tags = self.env["product.tag"]
        found = {tag.name: tag for tag in tags.search([("name", "in", list(names))])}
        missing = sorted(names - set(found))
        created = tags.create([{"name": name} for name in missing])
        return {**found, **dict(zip(missing, created, strict=True))}
