from odoo import api, models
from odoo.tools import plaintext2html

from ..shopify.errors import BusinessError
from ..shopify.values import gid_number
from .address import PLACE_FIELDS, Places, clean, full_name
from .flow_import import changed_values
from .partner_match import matches, normal

ADDRESS_FIELDS = (*PLACE_FIELDS, "company_name")


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
    _inherit = "shopify.flow.import"
    _description = "Customers"

    _shopify_resource = "Customer"
    _shopify_topics = ("customers/create", "customers/update", "customers/delete")
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
    }

    @api.model
    def _field_group_labels(self):
        return {
            "identity": self.env._("Name, e-mail and phone"),
            "address": self.env._("Main address"),
            "notes": self.env._("Notes"),
            "tags": self.env._("Tags"),
            "language": self.env._("Language"),
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
        unbound = [node for gid, node in batch.nodes.items() if gid not in batch.bindings]
        batch.lookups.update(
            places=Places(self.env, [node["defaultAddress"] for node in nodes]),
            languages=[code for code, _name in self.env["res.lang"].get_installed()],
            categories=self._categories({tag for node in nodes for tag in node["tags"]}),
            matches=matches(
                batch.backend, {email for node in unbound if (email := email_of(node))}
            ),
        )

    @api.model
    def _categories(self, tags):
        """{tag: partner category id}; tags that Odoo does not have yet are made."""
        if not tags:
            return {}
        model = self.env["res.partner.category"]
        found = {
            category.name: category.id
            for category in model.search_fetch(
                [("name", "in", list(tags)), ("parent_id", "=", False)], ["name"]
            )
        }
        missing = sorted(tags - found.keys())
        created = model.create([{"name": tag} for tag in missing])
        return {**found, **dict(zip(missing, created.ids, strict=True))}

    # -- preparing ---------------------------------------------------------------

    @api.model
    def _prepare_values(self, batch, node):
        match = batch.lookups["matches"].get(email_of(node))
        if match and match.rivals and node["id"] not in batch.bindings:
            raise self._ambiguous(node, match.rivals)
        return self._prepare_contact(batch, node)

    @api.model
    def _ambiguous(self, node, rivals):
        return ambiguous(self.env, customer_name(self.env, node), rivals, email_of(node))

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
        there = binding.odoo_id.category_id if binding else self.env[
            "res.partner.category"
        ]
        wanted = [batch.lookups["categories"][tag] for tag in node["tags"]]
        removed = there.filtered(lambda tag: tag.name in before - set(node["tags"]))
        return [(4, tag) for tag in wanted if tag not in there.ids] + [
            (3, tag.id) for tag in removed
        ]

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
    def _create(self, batch, new):
        return super()._create(
            batch,
            {gid: self._prepare_new(batch, gid, vals) for gid, vals in new.items()},
        )

    @api.model
    def _apply_ownership(self, batch, vals, record, binding=None):
        """A contact needs a name, even where names are not taken over."""
        taken = super()._apply_ownership(batch, vals, record, binding)
        return taken if record else {"name": vals["name"], **taken}

    @api.model
    def _update(self, batch, gid, vals):
        binding = batch.bindings[gid]
        vals = fitting(binding.odoo_id, vals)
        if binding.known_before:
            vals = only_empty(binding.odoo_id, vals)
        if self._moves(batch, binding.odoo_id, vals):
            self.env["shopify.order.partners"]._keep_address(binding.odoo_id)
        return super()._update(batch, gid, vals)

    @api.model
    def _moves(self, batch, partner, vals):
        """Whether writing these values gives the contact another main address."""
        taken = self._apply_ownership(batch, vals, partner)
        return any(name in PLACE_FIELDS for name in changed_values(partner, taken))

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
        self._after_import(batch, self._create(batch, values))


def ambiguous(env, name, rivals, email):
    """The issue of a person for whom Odoo has several contacts."""
    return BusinessError(
        "customer_ambiguous",
        env._(
            "%(name)s: several contacts have the e-mail address %(email)s: %(rivals)s.",
            name=name,
            email=email,
            rivals="; ".join(rivals.mapped("display_name")),
        ),
        name=name,
        record=rivals[0],
        cause=f"customer_ambiguous:{email}",
    )


def email_of(node):
    """A customer's e-mail address as Odoo compares it; False without."""
    address = node["defaultEmailAddress"]
    return normal(address and address["emailAddress"])


def phone_of(node):
    """A customer's phone number, else that of the main address."""
    number, address = node["defaultPhoneNumber"], node["defaultAddress"]
    return clean(number and number["phoneNumber"]) or clean(address and address["phone"])


def customer_name(env, node):
    """What to call a customer who may have left no name."""
    return (
        full_name(node)
        or clean(node["defaultAddress"] and node["defaultAddress"]["name"])
        or email_of(node)
        or phone_of(node)
        or env._("Customer %s", gid_number(node["id"]))
    )


def language(locale, installed):
    """The installed language for a locale (`de`, `pt-BR`); None without."""
    code = (locale or "").replace("-", "_")
    if code in installed:
        return code
    same = (lang for lang in installed if lang.split("_")[0] == code.split("_")[0])
    return next(same, None)


def fitting(partner, vals):
    """What may be written on this contact at all.

    A company is nobody's to rename. The address of a person in a company is the
    company's: Odoo would write it there.
    """
    if partner.is_company:
        return {}
    if partner.parent_id:
        return {name: vals[name] for name in vals if name not in ADDRESS_FIELDS}
    return vals


def only_empty(partner, vals):
    """The values for fields in which nothing stands. An address is one thing."""
    has_address = any(partner[name] for name in ("street", "city", "zip"))
    return {
        name: value
        for name, value in vals.items()
        if name == "category_id"
        or not partner[name]
        and not (name in ADDRESS_FIELDS and has_address)
    }
