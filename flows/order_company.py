from typing import NamedTuple

from odoo import api, models

from .address import content_key, same_text
from .order_address import addresses_of, main_place, own_name, prepare_contact


class Buyer(NamedTuple):
    """The company that an order is for, and the location it was ordered for."""

    link: models.Model  # shopify.company
    location: models.Model  # shopify.company.location

    @property
    def company(self):
        return self.link.odoo_id


class ShopifyOrderPartners(models.AbstractModel):
    """Orders of companies: the person orders, the company is billed, its location
    has the goods, unless the order names another address."""

    _inherit = "shopify.order.partners"

    @api.model
    def _buyers(self, batch):
        """{order gid: Buyer} of the orders of companies that are in Odoo.

        A company that nobody can tell has an issue of its own; its order comes in
        for the person who placed it.
        """
        entities = {
            gid: node["purchasingEntity"]
            for gid, node in batch.nodes.items()
            if is_company(node)
        }
        if not entities:
            return {}
        flow = self.env["shopify.flow.company_import"]
        companies, locations = flow._ensure(batch.backend, entities.values())
        return {
            gid: Buyer(
                companies[entity["company"]["id"]],
                locations[entity["location"]["id"]],
            )
            for gid, entity in entities.items()
            if entity["company"]["id"] in companies
            and entity["location"]["id"] in locations
        }

    @api.model
    def _company_person(self, buyer, customer):
        """Who ordered, if they are of the company; else the company itself."""
        flow = self.env["shopify.flow.company_import"]
        if customer and flow._join(buyer.company, customer):
            return customer
        return buyer.company

    @api.model
    def _company_places(self, places, node, buyer):
        """({role: contact}, {role: values of a contact to be found or made})."""
        found = {"invoice": buyer.company, "delivery": buyer.location.odoo_id}
        wanted = {}
        for role, address in addresses_of(node).items():
            if role == "delivery" and is_at(places, address, node, buyer):
                continue
            if same_text(address["company"], buyer.link.name):
                address = {**address, "company": buyer.company.commercial_company_name}
            found[role] = buyer.company
            if vals := prepare_contact(places, address, node, buyer.company):
                wanted[role] = vals
        return found, wanted


def is_company(node):
    """Whether a company placed the order."""
    entity = node["purchasingEntity"]
    return bool(entity) and entity["__typename"] == "PurchasingCompany"


def is_at(places, address, node, buyer):
    """Whether an order's address is that of the company's location."""
    location = buyer.location
    name = own_name(address, node, buyer.company)
    known = (location.name, location.recipient, location.odoo_id.name)
    return (not name or any(same_text(name, each) for each in known)) and (
        content_key((), places.values(address))
        == content_key((), main_place(location.odoo_id))
    )
