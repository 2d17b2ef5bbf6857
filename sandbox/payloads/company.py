"""companies/*, company_locations/*, company_contacts/*: no numeric id, and the same
keys when something was deleted (documented)."""

from .rest import moment, snake


def company(store, record):
    """companies/create, update, delete."""
    return {
        **_head(store, record, "name note externalId"),
        "main_contact_admin_graphql_api_id": record["mainContact"],
        "customer_since": moment(store, record["customerSince"]),
    }


def location(store, record):
    """company_locations/create, update, delete."""
    settings = record["taxSettings"]
    return {
        **_head(store, record, "name externalId phone locale note"),
        "tax_exemptions": settings["taxExemptions"],
        "tax_registration": {"tax_id": settings["taxRegistrationId"]},
        "billing_address": _address(record["billingAddress"]),
        "shipping_address": _address(record["shippingAddress"]),
        "company": company(store, store.objects[record["company"]]),
    }


def contact(store, record):
    """company_contacts/create, update, delete."""
    return {
        **_head(store, record, "title locale"),
        "customer_admin_graphql_api_id": record["customer"],
        "company": company(store, store.objects[record["company"]]),
    }


def _head(store, record, keys):
    return {
        **{snake(key): record[key] for key in keys.split()},
        "created_at": moment(store, record["createdAt"]),
        "updated_at": moment(store, record["updatedAt"]),
        "admin_graphql_api_id": record["id"],
    }


def _address(found):
    keys = "address1 address2 city zip recipient firstName lastName phone".split()
    keys += ["zoneCode", "countryCode"]
    return found and {snake(key): found[key] for key in keys}
