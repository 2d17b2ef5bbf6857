from odoo import api, models
from odoo.tools import plaintext2html

from .address import Places, clean, full_name
from .customer_values import ambiguous, customer_name, email_of, language, phone_of
from .partner_guard import ADDRESS_FIELDS
from .partner_match import matches


class ShopifyFlowCustomerImport(models.AbstractModel):
    """Every Shopify customer becomes a contact, or is linked to the one there is.

    A contact that Odoo had before the link stays Odoo's: it is matched by its
    e-mail address among persons, keeps its name and only gets its empty fields
    filled, then and later (`known_before` on the link). A contact that this flow
    made follows the ownership table. In both cases nothing is ever emptied because
    Shopify has no value: what Shopify withholds looks the same as what is not there.

    New contacts belong to the store's company, as those of Odoo's own online shop
    do: they are that company's customers' personal data. Who shares contacts
    between companies empties the field; the contact is found all the same.
    """

    _name = "shopify.flow.customer_import"
    _inherit = "shopify.flow.contact_import"
    _description = "Customers"

    _shopify_resource = "Customer"
    _shopify_topics = (
        "customers/create",
        "customers/update",
        "customers/delete",
        # Since 2025-01 customers/update does not tell of these (documented).
        "customer.tags_added",
        "customer.tags_removed",
        "customers_email_marketing_consent/update",
    )
    _shopify_scopes = ("read_customers",)
    _shopify_sequence = 30
    _shopify_binding = "shopify.res.partner"
    _shopify_query = "customer"
    _shopify_scan_query = "customers_delta"
    _shopify_connection = "customers"
    _field_group_owners = {
        "identity": "shopify",
        "address": "shopify",
        "notes": "first_import",
        "tags": "shopify",
        "language": "shopify",
        "consent": "nobody",
        "tax_number": "shopify",
    }

    @api.model
    def _field_group_labels(self):
        return {
            "identity": self.env._("Name, e-mail and phone"),
            "address": self.env._("Main address"),
            "notes": self.env._("Notes"),
            "tags": self.env._("Tags"),
            "language": self.env._("Language"),
            "consent": self.env._("E-mail marketing"),
            "tax_number": self.env._("Tax number"),
        }

    @api.model
    def _field_groups(self):
        groups = {
            "identity": ("name", "email", "phone"),
            "address": ADDRESS_FIELDS,
            "notes": ("comment",),
            "tags": ("category_id",),
            "language": ("lang",),
        }
        return {name: group for group, names in groups.items() for name in names}

    # -- looking up --------------------------------------------------------------

    @api.model
    def _prefetch(self, batch):
        nodes = batch.nodes.values()
        emails = {
            email_of(node)
            for gid, node in batch.nodes.items()
            if gid not in batch.bindings
        }
        batch.lookups.update(
            places=Places(self.env, [node["defaultAddress"] for node in nodes]),
            languages=[code for code, _name in self.env["res.lang"].get_installed()],
            categories=self._categories(batch),
            matches=matches(batch.backend, emails - {False}),
        )

    @api.model
    def _categories(self, batch):
        """{tag: partner category id}; tags that Odoo does not have yet are made,
        if tags are taken over at all."""
        tags = {tag for node in batch.nodes.values() for tag in node["tags"]}
        if not tags:
            return {}
        model = self.env["res.partner.category"]
        found = {
            category.name: category.id
            for category in model.search_fetch(
                [("name", "in", list(tags)), ("parent_id", "=", False)], ["name"]
            )
        }
        missing = sorted(self._tags_taken(batch) - found.keys())
        created = model.create([{"name": tag} for tag in missing])
        return {**found, **dict(zip(missing, created.ids, strict=True))}

    @api.model
    def _tags_taken(self, batch):
        """Tags of the customers whose tags the ownership table lets in."""
        allowed = {
            known: self._may_take(batch, "tags", known) for known in (True, False)
        }
        return {
            tag
            for gid, node in batch.nodes.items()
            for tag in node["tags"]
            if allowed[gid in batch.bindings]
        }

    # -- preparing ---------------------------------------------------------------

    @api.model
    def _prepare_values(self, batch, node):
        match = batch.lookups["matches"].get(email_of(node))
        if match and match.rivals and node["id"] not in batch.bindings:
            name = customer_name(self.env, node)
            raise ambiguous(self.env, name, match.rivals, email_of(node))
        return self._prepare_contact(batch, node)

    @api.model
    def _prepare_contact(self, batch, node):
        """Values of the customer's contact; what Shopify does not tell is left out."""
        binding = batch.bindings.get(node["id"])
        address = node["defaultAddress"]
        values = {
            "name": full_name(node),
            "email": node["defaultEmailAddress"]
            and node["defaultEmailAddress"]["emailAddress"],
            "phone": phone_of(node),
            "lang": language(node["locale"], batch.lookups["languages"]),
            "comment": node["note"] and plaintext2html(node["note"]),
            "category_id": self._tag_commands(batch, node, binding),
        }
        values = {name: value for name, value in values.items() if value}
        if address:
            values |= batch.lookups["places"].values(address)
            values["company_name"] = clean(address["company"])
        return values

    @api.model
    def _prepare_new(self, batch, gid, vals):
        """What a contact needs besides, when it is made for this customer."""
        return {
            "name": customer_name(self.env, batch.nodes[gid]),
            **vals,
            "company_id": batch.backend.company_id.id,
        }

    @api.model
    def _tag_commands(self, batch, node, binding):
        """Adds what is new and takes away what Shopify took away, nothing else."""
        before = set(binding.tags.split(", ")) if binding and binding.tags else set()
        there = self.env["res.partner.category"]
        if binding:
            there = binding.odoo_id.category_id
        known = batch.lookups["categories"]
        removed = there.filtered(lambda tag: tag.name in before - set(node["tags"]))
        return [
            (4, known[tag]) if tag in known else (0, 0, {"name": tag})
            for tag in node["tags"]
            if known.get(tag) not in there.ids
        ] + [(3, tag.id) for tag in removed]

    # -- writing -----------------------------------------------------------------

    @api.model
    def _match(self, batch, new):
        found = {}
        for gid in new:
            match = batch.lookups["matches"].pop(email_of(batch.nodes[gid]), None)
            if match and match.partner:
                found[gid] = match.partner
        return found

    @api.model
    def _adopt(self, batch, new):
        super()._adopt(batch, new)
        for gid in new:
            if gid in batch.bindings:
                # A guest's contact was made from an order: it is Shopify's.
                binding = batch.bindings[gid]
                binding.known_before = not binding.odoo_id.shopify_address_hash

    @api.model
    def _create_new(self, batch, new):
        return super()._create_new(
            batch,
            {gid: self._prepare_new(batch, gid, vals) for gid, vals in new.items()},
        )

    @api.model
    def _fitting(self, contact, vals):
        """A company is nobody's to rename. The address of a person in a company is
        the company's: Odoo would write it there.
        """
        if contact.is_company:
            return {}
        if contact.parent_id:
            return {name: vals[name] for name in vals if name not in ADDRESS_FIELDS}
        return vals

    @api.model
    def _after_import(self, batch, created):
        for gid, node in batch.nodes.items():
            if gid in batch.bindings:
                batch.bindings[gid].write(
                    {
                        "tax_exempt": node["taxExempt"],
                        "tags": ", ".join(node["tags"]) or False,
                    }
                )

    @api.model
    def _import_new(self, batch):
        """Take over customers that orders bring along, as far as they are new.

        What is taken over is not remembered: the customer's own event completes it.
        """
        self._prefetch(batch)
        values = self._prepare_all(batch)
        self._adopt(batch, values)
        self._after_import(batch, self._create_new(batch, values))
