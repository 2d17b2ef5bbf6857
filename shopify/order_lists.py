"""Lists of orders that are longer than what one answer holds of them."""

from .errors import TransientError

# Lists with pages: one answer has the first of each. Those that hold lists come first.
PAGED = {
    "lineItems": "order",
    "shippingLines": "order",
    "fulfillmentOrders": "order",
    "returns": "order",
    "returnLineItems": "return",
    "refundLineItems": "refund",
    "refundShippingLines": "refund",
    "orderAdjustments": "refund",
}


def complete(client, orders):
    """Read the lists of a list of Order nodes to their end, in place.

    A list that goes on is read anew, at once for all records that have more of it,
    and only beyond its first 250 rows one record at a time. `pageInfo` is taken off
    all of them. TransientError: a record was deleted meanwhile.
    """
    for name, kind in PAGED.items():
        lists = {
            record["id"]: record[name]
            for order in orders
            for record in records(order, kind)
            if record.get(name) and "pageInfo" in record[name]
        }
        more = [
            gid for gid, found in lists.items() if found.pop("pageInfo")["hasNextPage"]
        ]
        if more:
            for gid, page in client.nodes("order_more", more, **{name: True}).items():
                lists[gid]["nodes"] = whole(client, name, gid, page)


def records(order, kind):
    """The order itself, its refunds or its returns."""
    if kind == "order":
        return [order]
    if kind == "refund":
        return order.get("refunds", ())
    return (order.get("returns") or {}).get("nodes", ())


def whole(client, name, gid, page):
    """All rows of a record's list, of which `page` has the first."""
    rows = []
    while page:
        rows += page[name]["nodes"]
        info = page[name]["pageInfo"]
        if not info["hasNextPage"]:
            return rows
        variables = {name: True, "cursor": info["endCursor"]}
        page = client.nodes("order_more", [gid], **variables)[gid]
    raise TransientError(f"{gid} was deleted while its {name} were read.")
