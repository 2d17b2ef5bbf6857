from itertools import chain
from typing import NamedTuple

from odoo import api, models

from .address import Places
from .batch import Batch
from .customer_values import email_of
from .order_address import addresses_of, identity, prepare_contact
from .partner_match import stand_in_hash


class OrderPartners(NamedTuple):
    """Whom an order is for, who is billed and where it goes (res.partner)."""

    customer: models.Model
    invoice: models.Model
    delivery: models.Model


class ShopifyOrderPartners(models.AbstractModel):
    """The contacts of a batch of orders, found or made with a few statements.

    The addresses of an order are the order's own. Where they say the same as the
    customer's main address the customer stands for them; else they are contacts
    below the customer, found again by what they say.
    """

    _name = "shopify.order.partners"
    _description = "Partners of Shopify orders"

    @api.model
    def _ensure(self, batch):
        """{order gid: OrderPartners} for all of the batch's orders."""
        nodes = batch.nodes
        addresses = [addresses_of(node).values() for node in nodes.values()]
        places = Places(self.env, chain.from_iterable(addresses))
        customers, buyers = self._customers(batch), self._buyers(batch)
        for gid, buyer in buyers.items():
            customers[gid] = self._company_person(buyer, customers.get(gid))
        customers |= self._guests(batch, places, customers)
        customers |= self._private(batch, places, customers)
        found, wanted = {}, {}
        for gid, node in nodes.items():
            if gid in buyers:
                own, others = self._company_places(places, node, buyers[gid])
            else:
                own, others = self._own_places(places, node, customers[gid])
            found[gid] = own
            wanted |= {(gid, role): vals for role, vals in others.items()}
        contacts = self._contacts(wanted, self._archived(batch))
        return {
            gid: OrderPartners(
                customer,
                contacts.get((gid, "invoice"), found[gid]["invoice"]),
                contacts.get((gid, "delivery"), found[gid]["delivery"]),
            )
            for gid, customer in customers.items()
        }

    @api.model
    def _own_places(self, places, node, customer):
        """({role: contact}, {role: values of a contact to be found or made})."""
        wanted = {
            role: vals
            for role, address in addresses_of(node).items()
            if (vals := prepare_contact(places, address, node, customer))
        }
        return {"invoice": customer, "delivery": customer}, wanted

    @api.model
    def _contacts(self, wanted, known=()):
        """{key: contact} for {key: values of an address contact}.

        :param known: {identity: contact} to use where there is no active contact
        """
        rows = {identity(vals): vals for vals in wanted.values()}
        found = {**dict(known), **self._find_contacts(rows)}
        missing = {key: vals for key, vals in rows.items() if key not in found}
        created = self._create_contacts(list(missing.values()))
        found |= dict(zip(missing, created, strict=True))
        return {key: found[identity(vals)] for key, vals in wanted.items()}

    @api.model
    def _archived(self, batch):
        """{identity: contact} of archived addresses that the batch's orders have: no
        other order gets them, but an order keeps the address it was sent to."""
        orders = self.env["sale.order"].union(
            *(binding.odoo_id for binding in batch.bindings.values())
        )
        contacts = orders.partner_invoice_id | orders.partner_shipping_id
        return {
            (contact.parent_id.id, contact.shopify_address_hash): contact
            for contact in contacts
            if not contact.active
        }

    @api.model
    def _find_contacts(self, rows):
        if not rows:
            return {}
        contacts = self.env["res.partner"].search_fetch(
            [
                ("parent_id", "in", list({parent for parent, _mark in rows})),
                ("shopify_address_hash", "in", list({mark for _parent, mark in rows})),
            ],
            ["parent_id", "shopify_address_hash"],
            order="id desc",
        )
        return {(c.parent_id.id, c.shopify_address_hash): c for c in contacts}

    @api.model
    def _create_contacts(self, rows):
        """Address contacts; what a parent has of its own (payment terms, tax number,
        fiscal position …) is handed down.

        Odoo hands down everything, contact by contact and company by company; here
        only contacts that differ from their parent go that way.
        """
        quiet = self.env["res.partner"].with_context(_partners_skip_fields_sync=True)
        contacts = quiet.create(rows).with_env(self.env)
        names = contacts._commercial_fields()
        for contact in contacts:
            parent = contact.commercial_partner_id
            if any(contact[name] != parent[name] for name in names):
                contact._commercial_sync_from_company()
        return contacts

    # -- customers ---------------------------------------------------------------

    @api.model
    def _customers(self, batch):
        """{order gid: contact} of the orders that name their customer."""
        nodes = {
            gid: node["customer"]
            for gid, node in batch.nodes.items()
            if node["customer"]
        }
        if not nodes:
            return {}
        found = self._link({node["id"]: node for node in nodes.values()}, batch)
        return {
            gid: self._confirmed_for(batch, gid) or found[customer["id"]]
            for gid, customer in nodes.items()
        }

    @api.model
    def _confirmed_for(self, batch, gid):
        """The contact that a confirmed order has: it stays, and so do the addresses
        below it, whoever the customer is by now (merged in the store, say)."""
        orders = self.env["sale.order"]
        order = batch.bindings[gid].odoo_id if gid in batch.bindings else orders
        return order.filtered(lambda order: order.state == "sale").partner_id

    @api.model
    def _link(self, customers, batch):
        """{customer gid: contact}, by the customers' own flow.

        New ones are taken over as the order knows them; their content is not
        remembered, so that their own event completes them.
        """
        part = self._link_known(customers, batch)
        found = {gid: binding.odoo_id for gid, binding in part.bindings.items()}
        return {**found, **self._stand_ins(part)}

    @api.model
    def _link_known(self, customers, batch):
        """A batch of these customers with the links of all who can be told."""
        flow = self.env["shopify.flow.customer_import"]
        part = Batch(batch.backend, customers)
        part.nodes = customers
        flow._find_bindings(part)
        part.nodes = {
            gid: node for gid, node in customers.items() if gid not in part.bindings
        }
        if part.nodes:
            flow._import_new(part)
        self.env["shopify.issue"]._report(batch.backend, flow._name, part.problems)
        return part

    @api.model
    def _stand_ins(self, part):
        """{customer gid: contact} of customers for whom nobody can tell the contact.

        The order must not be lost: it gets a contact of its own, which the next
        order uses again. The issue is the customer's: once it is solved the
        customer is linked, whoever wins.
        """
        flow = self.env["shopify.flow.customer_import"]
        found = {}
        for gid in part.problems:
            email = email_of(part.nodes[gid])
            vals = flow._prepare_contact(part, part.nodes[gid])
            found[gid] = part.lookups["matches"][email].partner or self.env[
                "res.partner"
            ].create(
                {
                    **flow._prepare_new(part, gid, vals),
                    "shopify_address_hash": stand_in_hash(email),
                }
            )
        return found
