"""Which keys a search knows, per type, and what they look at."""

from datetime import datetime

ALIASES = {
    ("fulfillment_status", "shipped"): "fulfilled",
    ("fulfillment_status", "unshipped"): "unfulfilled",
}

SORT = {
    "CREATED_AT": "createdAt",
    "UPDATED_AT": "updatedAt",
    "PROCESSED_AT": "processedAt",
    "PUBLISHED_AT": "publishedAt",
    "ORDER_NUMBER": "number",
    "TITLE": "title",
    "NAME": "name",
    "VENDOR": "vendor",
    "PRODUCT_TYPE": "productType",
    "SKU": "sku",
    "POSITION": "position",
    "FINANCIAL_STATUS": "displayFinancialStatus",
    "FULFILLMENT_STATUS": "displayFulfillmentStatus",
}


def _text(name):
    return lambda _store, row: [row.get(name)]


def _number(store, row):
    return [int(row["id"].rpartition("/")[2].partition("?")[0])]


def _time(name):
    def values(_store, row):
        text = row.get(name)
        return [datetime.fromisoformat(text.replace("Z", "+00:00"))] if text else []

    return values


class Whole(str):
    """A value that is compared as a whole, not word by word."""


def _list(name):
    return lambda _store, row: [Whole(value) for value in row.get(name) or []]


def _variants(name):
    def values(store, row):
        return [variant.get(name) for variant in row["variants"]]

    return values


def _reference(name):
    def values(_store, row):
        gid = row.get(name)
        return [int(gid.rpartition("/")[2])] if gid else []

    return values


def _order_status(_store, row):
    if row.get("cancelledAt"):
        return ["cancelled", "any", "not_closed"]
    return ["closed" if row.get("closedAt") else "open", "any"]


def _line_skus(_store, row):
    return [line.get("sku") for line in row["lineItems"]]


COMMON = {
    "id": _number,
    "created_at": _time("createdAt"),
    "updated_at": _time("updatedAt"),
}

SEARCH = {
    "Order": {
        **COMMON,
        "name": _text("name"),
        "email": _text("email"),
        "status": _order_status,
        "financial_status": _text("displayFinancialStatus"),
        "fulfillment_status": _text("displayFulfillmentStatus"),
        "return_status": _text("returnStatus"),
        "processed_at": _time("processedAt"),
        "customer_id": _reference("customer"),
        "tag": _list("tags"),
        "sku": _line_skus,
        "test": _text("test"),
        "source_name": _text("sourceName"),
        "source_identifier": _text("sourceIdentifier"),
        "confirmation_number": _text("confirmationNumber"),
        "po_number": _text("poNumber"),
        "discount_code": _list("discountCodes"),
        "gateway": _list("paymentGatewayNames"),
    },
    "DraftOrder": {
        **COMMON,
        "status": _text("status"),
        "customer_id": _reference("customer"),
        "tag": _list("tags"),
    },
    "Product": {
        **COMMON,
        "title": _text("title"),
        "handle": _text("handle"),
        "status": _text("status"),
        "vendor": _text("vendor"),
        "product_type": _text("productType"),
        "tag": _list("tags"),
        "published_at": _time("publishedAt"),
        "sku": _variants("sku"),
        "barcode": _variants("barcode"),
    },
    "ProductVariant": {
        **COMMON,
        "sku": _text("sku"),
        "barcode": _text("barcode"),
        "title": _text("title"),
        "product_id": _reference("product"),
    },
    "Customer": {
        **COMMON,
        "email": _text("email"),
        "phone": _text("phone"),
        "first_name": _text("firstName"),
        "last_name": _text("lastName"),
        "state": _text("state"),
        "tag": _list("tags"),
    },
    "Company": {**COMMON, "name": _text("name"), "external_id": _text("externalId")},
    "CompanyLocation": {**COMMON, "name": _text("name")},
    "Location": {**COMMON, "name": _text("name")},
    "InventoryItem": {**COMMON, "sku": _text("sku")},
    "InventoryLevel": {**COMMON, "inventory_item_id": _reference("item")},
    "WebhookSubscription": {**COMMON},
    "Return": {**COMMON, "name": _text("name"), "status": _text("status")},
    "FulfillmentOrder": {**COMMON, "status": _text("status")},
}
