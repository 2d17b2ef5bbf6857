"""What a return consists of: lines that come back, lines in exchange, logistics."""

from .order_discounts import net
from .order_totals import part_of

LOST = ("DECLINED", "CANCELED")  # such a return takes nothing back
REASONS = (
    "COLOR", "DEFECTIVE", "NOT_AS_DESCRIBED", "OTHER", "SIZE_TOO_LARGE",
    "SIZE_TOO_SMALL", "STYLE", "UNKNOWN", "UNWANTED", "WRONG_ITEM",
)  # fmt: skip


def reason_definition(reason):
    """`ReturnReasonDefinition` of an old `ReturnReason`."""
    handle = reason.lower().replace("_", "-")
    return {
        "__typename": "ReturnReasonDefinition",
        "id": f"gid://shopify/ReturnReasonDefinition/{REASONS.index(reason) + 1}",
        "handle": handle,
        "name": handle.replace("-", " ").capitalize(),
        "deleted": False,
    }


def returnable(store, order):
    """`[(Fulfillment, [(FulfillmentLineItem, units)])]`: what can still come back.

    Not what another return has already, nor units that were refunded without one.
    """
    taken = _in_returns(order)
    refunded = {
        line["id"]: line["_returned"] - _processed(store, order, line)
        for line in order["lineItems"]
    }
    found = []
    for fulfillment in order["fulfillments"]:
        if fulfillment["status"] != "SUCCESS":
            continue
        parts = []
        for part in fulfillment["fulfillmentLineItems"]:
            left = part["quantity"] - taken.get(part["id"], 0)
            gone = min(left, refunded[part["lineItem"]])
            refunded[part["lineItem"]] -= gone
            if left > gone:
                parts.append((part, left - gone))
        if parts:
            found.append((fulfillment, parts))
    return found


def chosen_parts(store, order, lines):
    """`[(FulfillmentLineItem, units)]` for `{line or fulfilment line gid: units}`.

    :raises ValueError: more than was shipped and not returned so far
    """
    parts = [part for _one, found in returnable(store, order) for part in found]
    chosen = []
    for gid, units in lines.items():
        wanted = units
        for part, left in parts:
            if gid in (part["id"], part["lineItem"]) and min(wanted, left) > 0:
                chosen.append((part, min(wanted, left)))
                wanted -= chosen[-1][1]
        if wanted or units <= 0:
            raise ValueError(
                f"Order {order['name']}: {units} units cannot be returned, "
                f"{units - wanted} were shipped and not returned so far."
            )
    return chosen


def return_line(store, order, part, units, reason, notes):
    """`ReturnLineItem` of units of a fulfilment line."""
    line = store.objects[part["lineItem"]]
    worth = part_of(order, net(line), units, line)
    return store.add(
        "ReturnLineItem",
        {
            "fulfillmentLineItem": part["id"],
            "quantity": units,
            "processedQuantity": 0,
            "refundedQuantity": 0,
            "returnReason": reason,
            "returnReasonDefinition": reason_definition(reason),
            "returnReasonNote": notes.get("note") or "",
            "customerNote": notes.get("customer_note"),
            "restockingFee": None,
            "totalWeight": None,
            "withCodeDiscountedTotalPriceSet": order["_currencies"].bag(worth),
            "_line": line["id"],
        },
    )


def exchange_line(store, values):
    """`ExchangeLineItem`; its line of the order comes when it is processed.

    :param values: `variant` gid, `quantity`, and as in `place_order` `price` …
    """
    variant = store.objects.get(values.get("variant")) or {}
    product = store.objects.get(variant.get("product")) or {}
    return store.add(
        "ExchangeLineItem",
        {
            "quantity": int(values.get("quantity", 1)),
            "processedQuantity": 0,
            "lineItems": [],
            "productId": product.get("id"),
            "title": values.get("title") or product.get("title"),
            "variantId": variant.get("id"),
            "variantSku": variant.get("sku"),
            "variantTitle": variant.get("title"),
            "_values": values,
        },
    )


def reverse_fulfillment_order(store, order, found):
    """`ReverseFulfillmentOrder` of all lines of a return."""
    return store.add(
        "ReverseFulfillmentOrder",
        {
            "order": order["id"],
            "status": "OPEN",
            "reverseDeliveries": [],
            "thirdPartyConfirmation": None,
            "lineItems": [
                store.add(
                    "ReverseFulfillmentOrderLineItem",
                    {
                        "fulfillmentLineItem": line["fulfillmentLineItem"],
                        "totalQuantity": line["quantity"],
                        "dispositions": [],
                        "_return_line": line["id"],
                    },
                )
                for line in found["returnLineItems"]
            ],
        },
    )


def order_return_status(order):
    """`Order.returnStatus` by the states of its returns."""
    states = {found["status"] for found in order["returns"]}
    for state, status in (
        ("OPEN", "IN_PROGRESS"),
        ("REQUESTED", "RETURN_REQUESTED"),
        ("CLOSED", "RETURNED"),
    ):
        if state in states:
            return status
    return "NO_RETURN"


def _in_returns(order):
    """`{fulfilment line gid: units}` that returns have."""
    taken = {}
    for found in order["returns"]:
        for line in found["returnLineItems"] if found["status"] not in LOST else ():
            gid = line["fulfillmentLineItem"]
            taken[gid] = taken.get(gid, 0) + line["quantity"]
    return taken


def _processed(store, order, line):
    """Units of a line of the order that came back by returns."""
    return sum(
        part["processedQuantity"]
        for found in order["returns"]
        for part in found["returnLineItems"]
        if part["_line"] == line["id"]
    )
