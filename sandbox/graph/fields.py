"""Fields that are computed when they are read."""

import re

from ..actions.agreements import open_ledger
from .registry import field

TAG = re.compile(r"<[^>]+>")


@field("*", "legacyResourceId")
def legacy_resource_id(_context, node, _args):
    return node["id"].rpartition("/")[2]


@field("*", "events")
def nothing_kept(_context, _node, _args):
    return []


@field("*", "metafield")
def metafield(_context, node, args):
    for found in node.get("metafields") or []:
        if (found["namespace"], found["key"]) == (args["namespace"], args["key"]):
            return found
    return None


@field("LineItem", "discountedTotalSet")
def discounted_total(_context, line, args):
    if args.get("withCodeDiscounts"):
        return line["_discountedTotalWithCodes"]
    return line["discountedTotalSet"]


@field("Order", "shippingLines")
def shipping_lines(_context, order, args):
    return [
        line
        for line in order["shippingLines"]
        if args.get("includeRemovals") or not line["isRemoved"]
    ]


@field("Order", "shippingLine")
def shipping_line(_context, order, _args):
    return next(
        (line for line in order["shippingLines"] if not line["isRemoved"]), None
    )


@field("LineItem", "nonFulfillableQuantity")
def non_fulfillable_quantity(_context, line, _args):
    return line["quantity"] - line["_fulfillable"] - line["_fulfilled"]


@field("Order", "agreements")
def agreements(context, order, _args):
    return open_ledger(context.store, order)


@field("Order", "nonFulfillableLineItems")
def non_fulfillable_lines(_context, order, _args):
    return [line for line in order["lineItems"] if not line["_fulfillable"]]


@field("Order", "currentTotalWeight", "totalWeight")
def weight(_context, _order, _args):
    return "0"


def naming(typename, key):
    """Resolver of the objects of a type that name the node under a key."""

    def resolve(context, node, _args):
        return [
            found for found in context.store.all(typename) if found[key] == node["id"]
        ]

    return resolve


field("Customer", "orders")(naming("Order", "customer"))


@field("Product", "variantsCount")
def variants_count(_context, product, _args):
    return exactly(len(product["variants"]))


@field("Product", "mediaCount")
def media_count(_context, product, _args):
    return exactly(len(product["media"]))


def exactly(number):
    """`Count`."""
    return {"__typename": "Count", "count": number, "precision": "EXACT"}


@field("Product", "totalVariants")
def total_variants(_context, product, _args):
    return len(product["variants"])


@field("Product", "hasOnlyDefaultVariant")
def has_only_default_variant(_context, product, _args):
    return [option["name"] for option in product["options"]] == ["Title"]


@field("Product", "description")
def description(_context, product, _args):
    return TAG.sub("", product["descriptionHtml"])


@field("Order", "displayFulfillmentStatus")
def display_fulfillment_status(context, order, _args):
    """Up to 2026-07 an order with nothing left to fulfil was called UNFULFILLED."""
    status = order["displayFulfillmentStatus"]
    if status == "FULFILLMENT_NOT_REQUIRED" and context.admin.version < "2026-10":
        return "UNFULFILLED"
    return status


@field("Shop", "timezoneOffset")
def timezone_offset(_context, shop, _args):
    hours, minutes = divmod(abs(shop["timezoneOffsetMinutes"]), 60)
    sign = "-" if shop["timezoneOffsetMinutes"] < 0 else "+"
    return f"{sign}{hours:02}{minutes:02}"
