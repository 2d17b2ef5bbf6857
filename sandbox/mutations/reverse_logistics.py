"""Returned goods on their way and on arrival. Texts as seen in recordings."""

from .registry import UserError, mutation
from .returns import found_or_invalid

LINE = "ReverseFulfillmentOrderLineItem"


@mutation("reverseDeliveryCreateWithShipping", "reverseDelivery")
def reverse_delivery_create(store, args):
    """The customer sends goods; without lines all that is in the order."""
    found = found_or_invalid(
        store, args["reverseFulfillmentOrderId"], "ReverseFulfillmentOrder"
    )
    if found is None:
        message = "Reverse fulfillment order was not found."
        raise UserError(["reverseFulfillmentOrderId"], message, "NOT_FOUND")
    rows = _rows(store, found, args["reverseDeliveryLineItems"])
    delivery = store.add(
        "ReverseDelivery",
        {
            "reverseFulfillmentOrder": found["id"],
            "reverseDeliveryLineItems": [
                store.add(
                    "ReverseDeliveryLineItem",
                    {
                        "quantity": units,
                        "reverseFulfillmentOrderLineItem": part["id"],
                        "dispositions": [],
                    },
                )
                for part, units in rows
            ],
            "deliverable": {
                "__typename": "ReverseDeliveryShippingDeliverable",
                "tracking": _tracking(args.get("trackingInput")),
                "label": _label(store, args.get("labelInput")),
            },
        },
    )
    found["reverseDeliveries"].append(delivery["id"])
    return {"reverseDelivery": delivery}


@mutation("reverseDeliveryShippingUpdate", "reverseDelivery")
def reverse_delivery_update(store, args):
    """Another tracking number or label."""
    found = found_or_invalid(store, args["reverseDeliveryId"], "ReverseDelivery")
    if found is None:
        message = "Reverse delivery was not found."
        raise UserError(["reverseDeliveryId"], message, "NOT_FOUND")
    if args.get("trackingInput"):
        found["deliverable"]["tracking"] = _tracking(args["trackingInput"])
    if args.get("labelInput"):
        found["deliverable"]["label"] = _label(store, args["labelInput"])
    return {"reverseDelivery": found}


@mutation("reverseFulfillmentOrderDispose", "reverseFulfillmentOrderLineItems")
def reverse_fulfillment_order_dispose(store, args):
    """What becomes of goods that arrived."""
    given = args["dispositionInputs"]
    parts = [
        found_or_invalid(store, row["reverseFulfillmentOrderLineItemId"], LINE)
        for row in given
    ]
    for row in given:
        if row.get("locationId"):
            found_or_invalid(store, row["locationId"], "Location")
    if None in parts:
        message = "Cannot dispose items from more than one reverse fulfillment order."
        raise UserError(["dispositionInputs"], message, "INVALID")
    _check_dispositions(store, given, parts)
    for row, part in zip(given, parts, strict=True):
        store.dispose(
            part["id"], row["quantity"], row["dispositionType"], row.get("locationId")
        )
    return {"reverseFulfillmentOrderLineItems": parts}


def _check_dispositions(store, given, parts):
    """All that is wrong is told at once (seen)."""
    errors = []
    for index, (row, part) in enumerate(zip(given, parts, strict=True)):
        where = ["dispositionInputs", str(index)]
        sold = store.objects[part["fulfillmentLineItem"]]["lineItem"]
        if row["dispositionType"] == "RESTOCKED" and not store.objects[sold]["variant"]:
            message = "RESTOCKED is an invalid disposition type for a custom line item."
            errors += UserError([*where, "dispositionType"], message, "INVALID").entries
        if row.get("locationId") and row["locationId"] not in store.objects:
            message = "Location not found."
            errors += UserError([*where, "locationId"], message, "NOT_FOUND").entries
    if errors:
        refusal = UserError(None, "")
        refusal.entries = errors
        raise refusal


def _rows(store, found, given):
    """`[(line, units)]` that are sent; UserError where they are not in the order."""
    if not given:
        return [(part, part["totalQuantity"]) for part in found["lineItems"]]
    rows, left = [], {p["id"]: p["totalQuantity"] for p in found["lineItems"]}
    for index, row in enumerate(given):
        where = ["reverseDeliveryLineItems", str(index)]
        part = found_or_invalid(store, row["reverseFulfillmentOrderLineItemId"], LINE)
        if part is None or part["id"] not in left:
            raise UserError([*where, "reverseFulfillmentOrderLineItemId"], "must exist")
        left[part["id"]] -= row["quantity"]
        if left[part["id"]] < 0:
            message = "cannot deliver more items than are returned"
            raise UserError([*where, "quantity"], message)
        rows.append((part, row["quantity"]))
    return rows


def _tracking(given):
    given = given or {}
    return {
        "__typename": "ReverseDeliveryTrackingV2",
        "number": given.get("number"),
        "url": given.get("url"),
        "carrierName": None,
    }


def _label(store, given):
    if not given:
        return None
    now = store.now()
    return {
        "__typename": "ReverseDeliveryLabelV2",
        "publicFileUrl": given["fileUrl"],
        "createdAt": now,
        "updatedAt": now,
    }
