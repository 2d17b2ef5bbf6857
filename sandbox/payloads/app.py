from .rest import lower, moment, number


def shop(store, record):
    """app/uninstalled, shop/update: the shop, without admin_graphql_api_id."""
    return {
        "id": number(record["id"]),
        "name": record["name"],
        "email": record["email"],
        "domain": record["primaryDomain"]["host"],
        "myshopify_domain": record["myshopifyDomain"],
        "currency": record["currencyCode"],
        "iana_timezone": record["ianaTimezone"],
        "taxes_included": record["taxesIncluded"],
        "plan_name": record["plan"]["publicDisplayName"],
        "updated_at": moment(store, record["updatedAt"]),
    }


def redact(store, record):
    """shop/redact: sent 48 hours after the app was removed."""
    return {"shop_id": number(record["id"]), "shop_domain": store.domain}


def scopes_update(store, previous):
    """app/scopes_update: granted scopes before (``previous``, sorted) and now."""
    return {
        "id": number(store.app["id"]),
        "previous": previous,
        "current": sorted(store.scopes),
        "updated_at": moment(store, store.now()),
    }


def bulk_operation(store, record):
    """bulk_operations/finish."""
    return {
        "admin_graphql_api_id": record["id"],
        "status": lower(record["status"]),
        "error_code": lower(record["errorCode"]),
        "type": lower(record["type"]),
        "created_at": moment(store, record["createdAt"]),
        "completed_at": moment(store, record["completedAt"]),
    }
