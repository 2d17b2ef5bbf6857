from .rest import address, head, lower, moment, number


def customer(store, record):
    """customers/*: since 2025-01 without tags, consent and totals."""
    default = record.get("defaultAddress") or {}
    addresses = [
        {
            "id": number(found["id"]),
            "customer_id": number(record["id"]),
            **address(found),
            "default": found["id"] == default.get("id"),
        }
        for found in record.get("addressesV2") or []
    ]
    return {
        **head(store, record),
        "email": email(record),
        "phone": phone(record),
        "first_name": record.get("firstName"),
        "last_name": record.get("lastName"),
        "state": lower(record.get("state")),
        "note": record.get("note"),
        "verified_email": record.get("verifiedEmail", True),
        "tax_exempt": record.get("taxExempt", False),
        "tax_exemptions": record.get("taxExemptions") or [],
        "currency": store.currency,
        "addresses": addresses,
        "default_address": next((a for a in addresses if a["default"]), None),
    }


def data_request(store, record):
    """customers/data_request: the merchant asks what the app keeps of a person."""
    return {
        "shop_id": number(store.shop["id"]),
        "shop_domain": store.domain,
        "orders_requested": _order_numbers(store, record),
        "customer": _person(record),
        "data_request": {"id": number(store.new_gid("DataRequest"))},
    }


def redact(store, record):
    """customers/redact: the app must forget a person."""
    return {
        "shop_id": number(store.shop["id"]),
        "shop_domain": store.domain,
        "customer": _person(record),
        "orders_to_redact": _order_numbers(store, record),
    }


def merged(kept, deleted, status):
    """customers/merge: gids of both, whether it succeeded (documented sample)."""
    errors = []
    if status == "failed":
        ids = [number(kept), number(deleted)]
        message = "Customers can't be merged."
        errors = [{"customer_ids": ids, "field": "merge", "message": message}]
    return {
        "admin_graphql_api_customer_kept_id": kept,
        "admin_graphql_api_customer_deleted_id": deleted,
        "admin_graphql_api_job_id": None,
        "status": status,
        "errors": errors,
    }


def tagged(gid, tags, at):
    """customer.tags_added and customer.tags_removed: camelCase, gid (documented)."""
    return {"customerId": gid, "tags": sorted(tags), "occurredAt": at}


def consent(store, record):
    """customers_email_marketing_consent/update: the customer's number, no gid."""
    address = record["defaultEmailAddress"]
    return {
        "customer_id": number(record["id"]),
        "email_address": address["emailAddress"],
        "email_marketing_consent": {
            "state": lower(address["marketingState"]),
            "opt_in_level": lower(address["marketingOptInLevel"]),
            "consent_updated_at": moment(store, address["marketingUpdatedAt"]),
        },
    }


def email(record):
    """The customer's e-mail address or None."""
    return (record.get("defaultEmailAddress") or {}).get("emailAddress")


def phone(record):
    """The customer's phone number or None."""
    return (record.get("defaultPhoneNumber") or {}).get("phoneNumber")


def _person(record):
    return {
        "id": number(record["id"]),
        "email": email(record),
        "phone": phone(record),
    }


def _order_numbers(store, record):
    return [
        number(order["id"])
        for order in store.all("Order")
        if order.get("customer") == record["id"]
    ]
