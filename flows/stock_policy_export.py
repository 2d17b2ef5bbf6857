from typing import NamedTuple

from odoo import api, models

from ..shopify.errors import BusinessError

POLICY = {"yes": "CONTINUE", "no": "DENY"}


class Place(NamedTuple):
    """A variant at a location: what an availability rule is chosen for."""

    product_id: models.Model
    location_id: models.Model


class ShopifyFlowStockPolicyExport(models.AbstractModel):
    """Whether a variant is sold when nothing is left of it, told to the store.

    Shopify has one answer per variant, for all locations; rules have one per
    location. "No" at any location is a no: nothing is promised that one of them may
    not promise. Locations whose rule leaves it to Shopify have no say, and where none
    has one, the store's own setting stays.
    """

    _name = "shopify.flow.stock_policy_export"
    _inherit = "shopify.flow.export"
    _description = "Selling when out of stock"

    _shopify_resource = "ProductVariant"
    _shopify_marks = "shopify.product.product"
    _shopify_binding = "shopify.product.product"
    _shopify_scopes = ("read_products", "write_products")
    _shopify_sequence = 53
    _shopify_batch_size = 50  # a call per product: an array has to fit the allowance

    @api.model
    def _prepare_policy(self, backend):
        """Off until a person wants Odoo to decide it."""
        return {**super()._prepare_policy(backend), "enabled": False}

    @api.model
    def _subjects(self, backend, ids):
        """Those that differ, and refused ones: maybe there is nothing to tell now."""
        variants = self.env[self._shopify_binding].search(
            [("backend_id", "=", backend.id), ("id", "in", list(ids))]
        )
        refused = self.env["shopify.outbox"].search(
            [
                ("backend_id", "=", backend.id),
                ("flow", "=", self._name),
                ("state", "=", "refused"),
                ("res_id", "in", variants.ids),
            ]
        )
        differing = variants.browse(
            variant.id for variant in self._differing(backend, variants)
        )
        return differing | variants.browse(refused.mapped("res_id"))

    @api.model
    def _differing(self, backend, variants):
        """{variant: policy that the store is to have} where it has another one."""
        return {
            variant: policy
            for variant, policy in self._wanted(backend, variants).items()
            if policy and policy != variant.inventory_policy
        }

    def _wanted(self, backend, variants):
        """{variant: "CONTINUE", "DENY", or None: the store's own}"""
        locations = self.env["shopify.location"]._pushed(backend)
        places = {
            variant: [Place(variant.odoo_id, location) for location in locations]
            for variant in variants
        }
        rules = self.env["shopify.stock.rule"]._for_levels(
            backend, [place for some in places.values() for place in some]
        )
        return {
            variant: combined({rules[place].oversell for place in some})
            for variant, some in places.items()
        }

    @api.model
    def _push(self, batch):
        variants = self.env[self._shopify_binding].browse(
            row.res_id for row in batch.rows
        )
        rows = dict(zip(variants, batch.rows, strict=True))
        there = variants.exists().filtered("active")
        wanted = self._differing(batch.backend, there)
        told = {}
        for product, some in there.filtered(wanted.get).grouped("template_id").items():
            told.update(self._tell(batch, product, {v: wanted[v] for v in some}, rows))
        self.env[self._shopify_binding]._learn_policies(told)

    def _tell(self, batch, product, wanted, rows):
        """Tell variants of one product; {variant: policy} of those that took it.

        Rows that are refused are left out. Should the store have taken none because
        of them, the rest is sent once more.
        """
        told, refused = {}, True
        while wanted and refused:
            payload = batch.client.execute(
                "product_variants_policy",
                id=product.external_id,
                variants=[
                    {"id": variant.external_id, "inventoryPolicy": policy}
                    for variant, policy in wanted.items()
                ],
            )["productVariantsBulkUpdate"]
            refused = self._refused(list(wanted), payload["userErrors"])
            for variant, errors in refused.items():
                batch.refuse(rows[variant], self._refusal(variant, errors))
            taken = {node["id"] for node in payload["productVariants"] or ()}
            told |= {v: p for v, p in wanted.items() if v.external_id in taken}
            wanted = {
                variant: policy
                for variant, policy in wanted.items()
                if variant not in refused and variant not in told
            }
        return told

    def _refused(self, variants, errors):
        """{variant: its errors}; an error that names no row is about all of them."""
        refused = {}
        for error in errors:
            path = error["field"] or []
            named = len(path) > 1 and path[1].isdigit()
            for variant in [variants[int(path[1])]] if named else variants:
                refused.setdefault(variant, []).append(error)
        return refused

    def _refusal(self, variant, errors):
        message = self.env._(
            "Shopify does not let %(product)s be changed: %(reason)s",
            product=variant.odoo_id.display_name,
            reason=" ".join(error["message"] for error in errors),
        )
        return BusinessError(
            "stock_refused",
            message,
            name=variant.odoo_id.display_name,
            record=variant.template_id,
            fix=variant.odoo_id,
            cause=f"oversell:{errors[0]['code']}",
        )


def combined(answers):
    """One answer of those of all locations: "no" before "yes" before none."""
    return next((POLICY[each] for each in ("no", "yes") if each in answers), None)
