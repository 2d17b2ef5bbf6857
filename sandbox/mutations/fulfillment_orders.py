"""Fulfilment orders held, moved, split. Behaviour as seen in recordings.

A part that leaves a fulfilment order becomes one of its own; the lines of the order
do not change by it.
"""

from ..actions.order_totals import recompute
from ..graph.errors import FieldError
from .registry import UserError, get, mutation

REASONS = {"OTHER": "Other", "AWAITING_PAYMENT": "Awaiting payment"}


@mutation(
    "fulfillmentOrderHold",
    "fulfillmentHold", "fulfillmentOrder", "remainingFulfillmentOrder",
)  # fmt: skip
def hold(store, args):
    """Hold all or some units: the rest becomes a fulfilment order of its own."""
    found, given = _found(store, args["id"]), args["fulfillmentHold"]
    rest = None
    if given.get("fulfillmentOrderLineItems"):
        rest = _keep(store, found, given["fulfillmentOrderLineItems"])
    held = store.add(
        "FulfillmentHold",
        {
            "reason": given["reason"],
            "reasonNotes": given.get("reasonNotes"),
            "handle": given.get("handle"),
            "displayReason": REASONS.get(given["reason"], given["reason"].capitalize()),
            "heldByRequestingApp": True,
            "heldByApp": store.app["id"],
            "_rest": rest and rest["id"],
        },
    )
    found["fulfillmentHolds"].append(held)
    _set_status(store, found, "ON_HOLD")
    return {
        "fulfillmentHold": held,
        "fulfillmentOrder": found,
        "remainingFulfillmentOrder": rest,
    }


@mutation("fulfillmentOrderReleaseHold", "fulfillmentOrder")
def release_hold(store, args):
    """End holds; what was split off for the last one comes back."""
    found = _found(store, args["id"])
    wanted = args.get("holdIds") or [held["id"] for held in found["fulfillmentHolds"]]
    for held in [h for h in found["fulfillmentHolds"] if h["id"] in wanted]:
        found["fulfillmentHolds"].remove(held)
        rest = store.objects.get(held["_rest"])
        if rest and rest["status"] == "OPEN":
            _absorb(store, found, rest)
    if not found["fulfillmentHolds"]:
        _set_status(store, found, "OPEN")
    return {"fulfillmentOrder": found}


@mutation(
    "fulfillmentOrderMove",
    "movedFulfillmentOrder", "originalFulfillmentOrder", "remainingFulfillmentOrder",
)  # fmt: skip
def move(store, args):
    """Fulfil all or some units at another location."""
    found = _found(store, args["id"])
    location = get(store, args["newLocationId"], "Location")
    if location is None:
        raise UserError(["newLocationId"], "Location not found.")
    moved = found
    if args.get("fulfillmentOrderLineItems"):
        moved = _split(store, found, args["fulfillmentOrderLineItems"])
    store.move_fulfillment_order(moved["id"], location["id"])
    return {
        "movedFulfillmentOrder": moved,
        "originalFulfillmentOrder": found,
        "remainingFulfillmentOrder": None if moved is found else found,
    }


@mutation("fulfillmentOrderSplit", "fulfillmentOrderSplits")
def split(store, args):
    """Units become a fulfilment order of their own."""
    results = []
    for given in args["fulfillmentOrderSplits"]:
        found = _found(store, given["fulfillmentOrderId"])
        rest = _split(store, found, given["fulfillmentOrderLineItems"])
        _told(store, found, "fulfillment_orders/split")
        results.append({"fulfillmentOrder": found, "remainingFulfillmentOrder": rest})
    return {"fulfillmentOrderSplits": results}


@mutation("fulfillmentOrderMerge", "fulfillmentOrderMerges")
def merge(store, args):
    """The first fulfilment order takes the units of the others, which close."""
    merges = []
    for given in args["fulfillmentOrderMergeInputs"]:
        ids = [intent["fulfillmentOrderId"] for intent in given["mergeIntents"]]
        first, *others = (_found(store, gid) for gid in ids)
        for other in others:
            _absorb(store, first, other)
        _told(store, first, "fulfillment_orders/merged")
        merges.append({"fulfillmentOrder": first})
    return {"fulfillmentOrderMerges": merges}


@mutation("fulfillmentOrderReportProgress", "fulfillmentOrder")
def report_progress(store, args):
    """Somebody works on it."""
    return {
        "fulfillmentOrder": _set_status(store, _found(store, args["id"]), "IN_PROGRESS")
    }


@mutation("fulfillmentOrderOpen", "fulfillmentOrder")
def reopen(store, args):
    """Nobody works on it any more."""
    found = _found(store, args["id"])
    if found["status"] == "OPEN":
        message = "Expected fulfillment order status to be valid but it was open."
        raise UserError(None, message)
    return {"fulfillmentOrder": _set_status(store, found, "OPEN")}


@mutation("fulfillmentOrderReschedule", "fulfillmentOrder")
def reschedule(store, args):
    """Only for scheduled ones, which this store does not make."""
    _found(store, args["id"])
    raise UserError(None, "Fulfillment order must be scheduled.")


@mutation("fulfillmentOrderClose", "fulfillmentOrder")
def close(store, args):
    """Only for those of a fulfilment service with an API, which this store has not."""
    _found(store, args["id"])
    service = "The fulfillment order's assigned fulfillment service must be of api type"
    raise UserError(None, service)


@mutation("fulfillmentOrderCancel", "fulfillmentOrder", "replacementFulfillmentOrder")
def cancel(store, args):
    """Closed and empty; its lines go on in a new fulfilment order."""
    found = _found(store, args["id"])
    if found["status"] == "IN_PROGRESS":
        message = (
            "Cannot cancel fulfillment order that has had progress reported. Mark as "
            "unfulfilled first."
        )
        raise UserError(["id"], message)
    if found["status"] == "CLOSED":
        message = (
            "Fulfillment order is not in cancelable request state and can't be "
            "canceled."
        )
        raise UserError(None, message)
    replacement = _another(store, found, found["lineItems"])
    found["lineItems"] = []
    _set_status(store, found, "CLOSED")
    _told(store, found, "fulfillment_orders/cancelled")
    return {"fulfillmentOrder": found, "replacementFulfillmentOrder": replacement}


@mutation("fulfillmentOrdersSetFulfillmentDeadline", "success")
def set_deadline(store, args):
    """Until when it has to be fulfilled."""
    for gid in args["fulfillmentOrderIds"]:
        found = _found(store, gid)
        found["fulfillBy"] = args["fulfillmentDeadline"]
        store.touch(found)
    return {"success": True}


def _found(store, gid):
    found = get(store, gid, "FulfillmentOrder")
    if found is None:
        raise FieldError(f"Invalid id: {gid}", "RESOURCE_NOT_FOUND")
    return found


def _split(store, found, rows):
    """Units of lines leave for a fulfilment order of their own, which is returned."""
    parts = {part["id"]: part for part in found["lineItems"]}
    taken = []
    for row in rows:
        part = parts.get(row["id"])
        if part is None or row["quantity"] > part["remainingQuantity"]:
            message = "Invalid fulfillment order line item quantity requested."
            raise UserError(["fulfillmentOrderLineItems"], message)
        taken.append(_take(store, part, row["quantity"]))
    found["lineItems"] = [part for part in found["lineItems"] if part["totalQuantity"]]
    store.touch(found)
    return _another(store, found, taken)


def _keep(store, found, rows):
    """All but these units leave; None if nothing does."""
    kept = {row["id"]: row["quantity"] for row in rows}
    gone = [
        {
            "id": part["id"],
            "quantity": part["remainingQuantity"] - kept.get(part["id"], 0),
        }
        for part in found["lineItems"]
    ]
    gone = [row for row in gone if row["quantity"]]
    return _split(store, found, gone) if gone else None


def _take(store, part, quantity):
    part["totalQuantity"] -= quantity
    part["remainingQuantity"] -= quantity
    new = {
        **part,
        "id": store.new_gid("FulfillmentOrderLineItem"),
        "totalQuantity": quantity,
        "remainingQuantity": quantity,
    }
    store.objects[new["id"]] = new
    return new


def _another(store, found, parts):
    """A fulfilment order like `found`, with these lines."""
    values = {key: value for key, value in found.items() if key not in ("id", "status")}
    values |= {"status": "OPEN", "fulfillmentHolds": [], "lineItems": parts}
    another = store.add("FulfillmentOrder", values)
    store.objects[found["order"]]["fulfillmentOrders"].append(another)
    return another


def _absorb(store, found, other):
    """The units of the other come back; it stays, closed and without units."""
    own = {part["lineItem"]: part for part in found["lineItems"]}
    for part in other["lineItems"]:
        for name in ("totalQuantity", "remainingQuantity"):
            own[part["lineItem"]][name] += part[name]
            part[name] = 0
    _set_status(store, other, "CLOSED")


def _set_status(store, found, status):
    """The order's status follows."""
    found["status"] = status
    store.touch(found)
    recompute(store.objects[found["order"]])
    return found


def _told(store, found, topic):
    store.touch(found)
    store.emit(topic, found)
