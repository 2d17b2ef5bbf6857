from odoo import api, fields, models
from odoo.fields import Command

from ..shopify.errors import BusinessError
from .product_values import is_counted, is_goods


class ShopifyFlowProductImport(models.AbstractModel):
    """Products and their variants, from the store.

    Products are matched by SKU, then barcode; what matches nothing is created.
    Created products belong to no company, like those that people create: so every
    store of every company finds them, and none makes a second one. Products of
    another company are never touched; one with the same SKU or barcode makes the
    new product the store's company's own.

    A batch's `nodes` have their variants as a plain list under `variants`.
    """

    _name = "shopify.flow.product_import"
    _inherit = "shopify.flow.import"
    _description = "Products"

    _shopify_resource = "Product"
    _shopify_binding = "shopify.product.template"
    _shopify_query = "product"
    _shopify_scan_query = "products_delta"
    _shopify_connection = "products"
    _shopify_sequence = 20
    _shopify_topics = ("products/create", "products/update", "products/delete")
    _shopify_scopes = ("read_products", "read_inventory")
    # The business is run in Odoo: the store gives a first version.
    _field_group_owners = {
        "product_content": "first_import",
        "product_price": "first_import",
        "product_cost": "first_import",
        "product_identifiers": "first_import",
        "product_logistics": "first_import",
    }

    @api.model
    def _field_group_labels(self):
        return {
            "product_content": self.env._("Name, description and tags"),
            "product_price": self.env._("Sales price"),
            "product_cost": self.env._("Cost"),
            "product_identifiers": self.env._("SKU and barcode"),
            "product_logistics": self.env._("Weight"),
        }

    @api.model
    def _field_groups(self):
        return {
            "name": "product_content",
            "description": "product_content",
            "product_tag_ids": "product_content",
            "list_price": "product_price",
            "standard_price": "product_cost",
            "default_code": "product_identifiers",
            "barcode": "product_identifiers",
            "weight": "product_logistics",
        }

    # -- reading -----------------------------------------------------------------

    @api.model
    def _fetch(self, batch):
        super()._fetch(batch)
        for gid, node in list(batch.nodes.items()):
            try:
                node["variants"] = self._all_variants(batch, gid, node["variants"])
            except BusinessError as error:
                if error.code != "record_missing":
                    raise
                # Deleted between two pages.
                del batch.nodes[gid]
                self._process_gone(batch, [gid])

    @api.model
    def _all_variants(self, batch, gid, connection):
        variants = list(connection["nodes"])
        if connection["pageInfo"]["hasNextPage"]:
            pages = batch.client.pages(
                "product_variants",
                "product.variants",
                id=gid,
                cursor=connection["pageInfo"]["endCursor"],
            )
            for page in pages:
                variants += page
        return variants

    @api.model
    def _process_gone(self, batch, gids):
        super()._process_gone(batch, gids)
        bindings = self.env[self._shopify_binding]._find(batch.backend, gids)
        for gid, binding in bindings.items():
            self._end_variants(batch, binding.variant_ids)
            sold = binding._still_sold()
            if sold:
                batch.problem(gid, self._deleted_error(binding, sold.product_tmpl_id))

    @api.model
    def _end_variants(self, batch, bindings):
        """Variants that are gone: their links end, and others may have their codes."""
        bindings.active = False
        # At once: a variant that was made anew takes the Odoo variant over.
        bindings.flush_recordset(["active"])
        self._retry_waiting(batch, bindings)

    @api.model
    def _deleted_error(self, binding, templates):
        return BusinessError(
            "product_deleted",
            self.env._(
                "%s was deleted in the store and can still be sold in Odoo.",
                ", ".join(templates.mapped("display_name")),
            ),
            name=binding.title,
            record=templates[0],
            cause=f"product_deleted:{templates[0].id}",
        )

    # -- writing -----------------------------------------------------------------

    @api.model
    def _prepare_values(self, batch, node):
        batch.lookups["matched"][node["id"]] = self._match_variants(batch, node)
        return self._prepare_template(batch, node)

    @api.model
    def _prepare_template(self, batch, node):
        tags = batch.lookups["tags"]
        return {
            "name": node["title"],
            "description": self._clean_html(node["descriptionHtml"]),
            "product_tag_ids": [
                Command.set(sorted(tags[name].id for name in node["tags"]))
            ],
            "list_price": self._price(batch, node["variants"][0]["price"]),
        }

    @api.model
    def _clean_html(self, html):
        """As the field will hold it, so that it compares as equal."""
        field = self.env["product.template"]._fields["description"]
        return field.convert_to_cache(html, self.env["product.template"]) or False

    @api.model
    def _price(self, batch, price):
        """A price of the store in the company's currency, at today's rate."""
        store, company = batch.backend.currency_id, batch.backend.company_id
        if not store or store == company.currency_id:
            return float(price)
        today = fields.Date.context_today(self)
        return store._convert(float(price), company.currency_id, company, today)

    @api.model
    def _prepare_kind(self, batch, node):
        """What is only said of new products: it can hardly change later."""
        return {
            "company_id": self._company_of(batch, node),
            "type": "consu" if is_goods(node) else "service",
            "is_storable": is_counted(node),
        }

    @api.model
    def _apply_ownership(self, batch, vals, record, binding=None):
        kept = super()._apply_ownership(batch, vals, record, binding)
        if not record and "name" in vals:
            kept["name"] = vals["name"]  # no product without one
        return kept

    @api.model
    def _adopt(self, batch, new):
        self._end_variants(batch, self._removed_variants(batch))
        super()._adopt(batch, new)
        adopted = [gid for gid in new if gid in batch.bindings]
        for gid in adopted:
            binding = batch.bindings[gid]
            binding.follows_options = self._has_same_options(
                binding.odoo_id, batch.nodes[gid]
            )
        self._retry_causes(
            batch,
            [
                f"product_deleted:{product.product_tmpl_id.id}"
                for gid in adopted
                for product in batch.lookups["matched"][gid].values()
            ],
        )

    @api.model
    def _create_new(self, batch, new):
        new = {
            gid: {**vals, **self._prepare_kind(batch, batch.nodes[gid])}
            for gid, vals in new.items()
        }
        # Odoo would make a variant of every combination of values.
        quiet = self.with_context(create_product_product=False)
        created = super(ShopifyFlowProductImport, quiet)._create_new(batch, new)
        for gid in created:
            binding = batch.bindings[gid].with_env(self.env)
            binding.follows_options = True
            batch.bindings[gid] = binding
        return created

    @api.model
    def _update(self, batch, gid, vals):
        if batch.bindings[gid].odoo_id:
            super()._update(batch, gid, vals)

    @api.model
    def _after_import(self, batch, created):
        self._import_variants(batch)

    @api.model
    def _remember(self, batch, values):
        super()._remember(batch, values)
        for gid in values:
            node = batch.nodes[gid]
            batch.bindings[gid].write(
                {
                    "title": node["title"],
                    "handle": node["handle"],
                    "status": node["status"],
                    "vendor": node["vendor"],
                    "product_type": node["productType"],
                }
            )
