"""What can be done with a fulfilment order, computed when it is read."""

from .registry import field

ACTIONS = {
    "OPEN": ("CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD"),
    "IN_PROGRESS": ("CREATE_FULFILLMENT", "REPORT_PROGRESS", "HOLD", "MARK_AS_OPEN"),
    "ON_HOLD": ("RELEASE_HOLD", "HOLD", "MOVE"),
}


@field("FulfillmentOrder", "supportedActions")
def supported_actions(context, found, _args):
    """By status; SPLIT needs two units, MERGE another open one at the place (seen)."""
    names = list(ACTIONS.get(found["status"], ()))
    if found["status"] == "OPEN":
        if sum(part["remainingQuantity"] for part in found["lineItems"]) > 1:
            names.append("SPLIT")
        if _mergeable(context.store, found):
            names.append("MERGE")
    typename = "FulfillmentOrderSupportedAction"
    return [{"__typename": typename, "action": name} for name in names]


@field("Fulfillment", "events")
def events(_context, fulfillment, _args):
    return fulfillment["events"]


def _mergeable(store, found):
    return any(
        other is not found
        and other["status"] == "OPEN"
        and other["_location"] == found["_location"]
        for other in store.objects[found["order"]]["fulfillmentOrders"]
    )
