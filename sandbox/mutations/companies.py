"""Creating and deleting companies."""

from .registry import UserError, get, mutation

ADDRESSES = {"shippingAddress": "shipping_address", "billingAddress": "billing_address"}


@mutation("companyCreate", "company")
def company_create(store, args):
    """`CompanyCreateInput`; its contact is a new customer."""
    given = args["input"]
    location = _location(given.get("companyLocation") or {})
    company = store.create_company(locations=[location], **given["company"])
    if given.get("companyContact"):
        person = {**given["companyContact"]}
        title = person.pop("title", None)
        customer = store.create_customer(**person)
        store.add_company_contact(company["id"], customer["id"], title)
    return {"company": company}


@mutation("companyDelete", "deletedCompanyId")
def company_delete(store, args):
    """Remove a company and what belongs to it."""
    company = get(store, args["id"], "Company")
    if company is None:
        raise UserError(["id"], "Resource requested does not exist.", "NOT_FOUND")
    store.delete_company(company["id"])
    return {"deletedCompanyId": company["id"]}


def _location(given):
    """`CompanyLocationInput` as the store's verbs take it."""
    values = {ADDRESSES.get(name, name): value for name, value in given.items()}
    for key in ("buyerExperienceConfiguration", "taxExemptions"):
        values.pop(key, None)
    if values.pop("billingSameAsShipping", False):
        values.pop("billing_address", None)
    for name, ours in (("taxRegistrationId", "tax_id"), ("taxExempt", "tax_exempt")):
        if name in values:
            values[ours] = values.pop(name)
    return values
