"""Root queries."""

from datetime import timedelta

from ..schema import served_version, versions
from .errors import bad_id
from .registry import field
from .search import search

LISTS = {
    "products": "Product",
    "productVariants": "ProductVariant",
    "customers": "Customer",
    "companies": "Company",
    "companyLocations": "CompanyLocation",
    "draftOrders": "DraftOrder",
    "inventoryItems": "InventoryItem",
}
COUNTS = {
    "ordersCount": "Order",
    "productsCount": "Product",
    "productVariantsCount": "ProductVariant",
    "customersCount": "Customer",
    "companiesCount": "Company",
    "locationsCount": "Location",
    "webhookSubscriptionsCount": "WebhookSubscription",
}
SINGLE = {
    "order": "Order",
    "draftOrder": "DraftOrder",
    "product": "Product",
    "productVariant": "ProductVariant",
    "customer": "Customer",
    "company": "Company",
    "companyContact": "CompanyContact",
    "companyLocation": "CompanyLocation",
    "inventoryItem": "InventoryItem",
    "inventoryLevel": "InventoryLevel",
    "webhookSubscription": "WebhookSubscription",
    "fulfillment": "Fulfillment",
    "refund": "Refund",
    "return": "Return",
    "reverseDelivery": "ReverseDelivery",
    "reverseFulfillmentOrder": "ReverseFulfillmentOrder",
}


def found(context, gid, typename=None):
    """The object of a gid; None if there is none; an error if it is no gid."""
    if not gid.startswith("gid://shopify/"):
        raise bad_id(gid)
    node = context.store.objects.get(gid)
    if node and typename and node["__typename"] != typename:
        return None
    return node


def _register_roots():
    for name, typename in LISTS.items():
        field("QueryRoot", name)(
            lambda context, _node, _args, typename=typename: context.store.all(typename)
        )
    for name, typename in SINGLE.items():
        field("QueryRoot", name)(
            lambda context, _node, args, typename=typename: found(
                context, args["id"], typename
            )
        )

    for name, typename in COUNTS.items():
        field("QueryRoot", name)(
            lambda context, _node, args, name=name, typename=typename: count(
                context, name, typename, args
            )
        )


def count(context, name, typename, args):
    """`Count` of what matches `query`: exact up to `limit`, then "at least"."""
    rows = context.store.all(typename)
    if args.get("query"):
        rows = search(context, [name], typename, rows, args["query"])
    limit = args.get("limit", 10000)
    if limit is not None and len(rows) > limit:
        return {"__typename": "Count", "count": limit, "precision": "AT_LEAST"}
    return {"__typename": "Count", "count": len(rows), "precision": "EXACT"}


_register_roots()


@field("QueryRoot", "node")
def node(context, _node, args):
    return found(context, args["id"])


@field("QueryRoot", "nodes")
def nodes(context, _node, args):
    """In the order of the ids, null for what is not there (seen)."""
    return [found(context, gid) for gid in args["ids"]]


@field("QueryRoot", "orders")
def orders(context, _node, _args):
    """Those of the last 60 days, unless all may be read (documented)."""
    store = context.store
    rows = store.all("Order")
    if store.granted("read_all_orders"):
        return rows
    oldest = (store.clock.now() - timedelta(days=60)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [order for order in rows if order["createdAt"] >= oldest]


@field("QueryRoot", "shop")
def shop(context, _node, _args):
    return context.store.shop


@field("QueryRoot", "location")
def location(context, _node, args):
    if args.get("id"):
        return found(context, args["id"], "Location")
    return next(iter(context.store.all("Location")), None)


@field("QueryRoot", "locations")
def locations(context, _node, args):
    return [
        found
        for found in context.store.all("Location")
        if (found["isActive"] or args.get("includeInactive"))
        and (not found["isFulfillmentService"] or args.get("includeLegacy"))
    ]


@field("QueryRoot", "currentAppInstallation", "appInstallation")
def current_app_installation(context, _node, _args):
    store = context.store
    return {
        "__typename": "AppInstallation",
        "id": store.app["id"].replace("/App/", "/AppInstallation/"),
        "app": store.app,
        "launchUrl": "",
        "uninstallUrl": None,
        "accessScopes": [
            {"__typename": "AccessScope", "handle": scope, "description": scope}
            for scope in sorted(store.scopes)
        ],
    }


@field("QueryRoot", "publicApiVersions")
def public_api_versions(_context, _node, _args):
    return [api_version(version) for version in versions()]


def api_version(version):
    """`ApiVersion`."""
    return {
        "__typename": "ApiVersion",
        "handle": version,
        "displayName": version,
        "supported": served_version(version) == version,
    }


@field("WebhookSubscription", "apiVersion")
def webhook_version(context, _node, _args):
    return api_version(context.store.api_version)


@field("QueryRoot", "businessEntities")
def business_entities(context, _node, _args):
    return context.store.all("BusinessEntity")


@field("QueryRoot", "businessEntity")
def business_entity(context, _node, args):
    """The primary one where none is asked for (documented)."""
    if not args.get("id"):
        return context.store.business_entity
    return found(context, args["id"], "BusinessEntity")
