"""Webhook payloads: the REST-shaped JSON Shopify still sends.

One builder per kind of object, ``build(store, object) -> dict`` with snake_case keys,
numeric ``id``, ``admin_graphql_api_id``, amounts as strings and times with the shop's
zone offset. Not every key of Shopify's is there, but those there mean the same.
"""

from . import (
    app,
    company,
    customer,
    draft_order,
    location,
    order,
    order_parts,
    product,
    returns,
)
from .rest import number

_BUILDERS = {
    "orders": order.order,
    "draft_orders": draft_order.draft_order,
    "refunds": order_parts.refund,
    "fulfillments": order_parts.fulfillment,
    "order_transactions": order_parts.transaction,
    "products": product.product,
    "fulfillment_orders": order_parts.fulfillment_order,
    "inventory_items": product.inventory_item,
    "inventory_levels": product.inventory_level,
    "customers": customer.customer,
    "companies": company.company,
    "company_contacts": company.contact,
    "company_locations": company.location,
    "locations": location.location,
    "app": app.shop,
    "bulk_operations": app.bulk_operation,
    "shop": app.shop,
}
_SPECIAL = {
    "customers/data_request": customer.data_request,
    "customers/redact": customer.redact,
    "fulfillment_orders/moved": order_parts.moved,
    "inventory_levels/disconnect": product.disconnected_level,
    "shop/redact": app.redact,
    "orders/risk_assessment_changed": order.risk_changed,
    "returns/request": returns.requested,
    "returns/approve": returns.requested,
    "returns/decline": returns.declined,
    "returns/cancel": returns.ended,
    "returns/close": returns.ended,
    "returns/reopen": returns.ended,
    "returns/update": returns.updated,
    "returns/process": returns.processed,
}


def build(store, topic, subject):
    """The payload of ``topic`` about an object of the store.

    :raises KeyError: a topic the store does not speak
    """
    kind, verb = topic.split("/")
    if topic in _SPECIAL:
        return _SPECIAL[topic](store, subject)
    if verb == "delete" and not kind.startswith("compan"):
        return {"id": number(subject["id"])}
    return _BUILDERS[kind](store, subject)


def only_fields(payload, paths):
    """The payload cut down to a subscription's ``includeFields``.

    :param paths: keys, or ``line_items.id`` for a key of nested objects; empty or
        None = everything
    """
    if not paths:
        return payload
    chosen = {}
    for path in paths:
        _pick(payload, path.split("."), chosen)
    return chosen


def _pick(source, keys, target):
    key, *rest = keys
    if key not in source:
        return
    value = source[key]
    if not rest or value is None:
        target[key] = value
    elif isinstance(value, list):
        picked = target.setdefault(key, [{} for _item in value])
        for item, chosen in zip(value, picked, strict=True):
            _pick(item, rest, chosen)
    else:
        _pick(value, rest, target.setdefault(key, {}))
