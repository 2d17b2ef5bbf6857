"""Fields of companies that are computed when they are read."""

from ..actions.payment_terms import templates
from .fields import exactly, naming
from .registry import field


@field("Company", "contactsCount")
def contacts_count(_context, company, _args):
    return exactly(len(company["contacts"]))


@field("Company", "locationsCount")
def locations_count(_context, company, _args):
    return exactly(len(company["locations"]))


@field("CompanyLocation", "catalogs")
def catalogs_of_location(context, location, _args):
    return [
        catalog
        for catalog in context.store.all("CompanyLocationCatalog")
        if location["id"] in catalog["companyLocations"]
    ]


field("Customer", "companyContactProfiles")(naming("CompanyContact", "customer"))


@field("Order", "purchasingEntity")
@field("DraftOrder", "purchasingEntity")
def purchasing_entity(_context, order, _args):
    """Whoever buys: a company, else the customer."""
    return order.get("purchasingEntity") or order["customer"]


@field("QueryRoot", "paymentTermsTemplates")
def payment_terms_templates(_context, _node, args):
    kind = args.get("paymentTermsType")
    return [
        template
        for template in templates().values()
        if kind in (None, template["paymentTermsType"])
    ]
