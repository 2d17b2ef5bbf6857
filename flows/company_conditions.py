from odoo import api, models

from .compare import changed_values
from .payment_terms import terms_key


class ShopifyFlowCompanyImport(models.AbstractModel):
    """On which terms a company buys, and at which prices.

    Shopify tells it per location, Odoo has it once per company: what its locations
    agree on is taken, anything else is left to people.
    """

    _inherit = "shopify.flow.company_import"

    @api.model
    def _prefetch(self, batch):
        super()._prefetch(batch)
        nodes = [
            location
            for node in batch.nodes.values()
            for location in node["locations"]["nodes"]
        ]
        templates = [template for node in nodes if (template := template_of(node))]
        catalogs = {each["id"]: each for node in nodes for each in catalogs_of(node)}
        batch.lookups.update(
            terms=self.env["shopify.payment.term"]._ensure(
                batch.backend, {terms_key(each): each["name"] for each in templates}
            ),
            catalogs=self.env["shopify.catalog"]._ensure(batch.backend, catalogs),
        )

    @api.model
    def _prepare_link(self, batch, location):
        template = template_of(location)
        catalogs = sorted(
            batch.lookups["catalogs"][each["id"]].id for each in catalogs_of(location)
        )
        return {
            **super()._prepare_link(batch, location),
            "term_id": template and batch.lookups["terms"][terms_key(template)].id,
            "catalog_ids": [(6, 0, catalogs)],
        }

    @api.model
    def _after_import(self, batch, created):
        super()._after_import(batch, created)
        links = self.env["shopify.company"].union(
            *(batch.bindings[gid] for gid in batch.nodes if gid in batch.bindings)
        )
        self._take_conditions(batch, links)

    @api.model
    def _take_conditions(self, batch, links):
        """Give companies the payment terms and pricelist chosen for their locations."""
        for link in links:
            values = self._prepare_conditions(link)
            company = link.odoo_id
            taken = self._apply_ownership(batch, values, company)
            changed = changed_values(company, self._let_in(link, taken))
            if changed:
                company.write(changed)

    def _prepare_conditions(self, link):
        locations = link.location_ids
        terms = locations.term_id.payment_term_id
        pricelists = locations.catalog_ids.pricelist_id
        values = {}
        if len(terms) == 1 and all(each.term_id.payment_term_id for each in locations):
            values["property_payment_term_id"] = terms.id
        if len(pricelists) == 1 and all(
            each.catalog_ids.pricelist_id for each in locations
        ):
            values["specific_property_product_pricelist"] = pricelists.id
        return values


def template_of(location):
    """The payment terms that a location has, or None."""
    return (location["buyerExperienceConfiguration"] or {}).get("paymentTermsTemplate")


def catalogs_of(location):
    """A location's catalogues that are in force and have prices of their own."""
    nodes = (location.get("catalogs") or {}).get("nodes") or []
    return [node for node in nodes if node["status"] == "ACTIVE" and node["priceList"]]
