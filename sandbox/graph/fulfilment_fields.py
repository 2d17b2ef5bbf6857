"""What can be done with a fulfilment order, computed when it is read."""

from .registry import field
from .resolvers import found as found_by_id

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
        if not found.get("_alone") and _mergeable(context.store, found):
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


@field("QueryRoot", "fulfillmentOrder")
def fulfillment_order(context, _node, args):
    """Read by itself it does not offer MERGE (seen)."""
    node = found_by_id(context, args["id"], "FulfillmentOrder")
    return node and {**node, "_alone": True}


@field("QueryRoot", "fulfillmentOrders")
def fulfillment_orders(context, _node, args):
    """Closed ones only on request (documented)."""
    return [
        found
        for found in context.store.all("FulfillmentOrder")
        if found["status"] != "CLOSED" or args.get("includeClosed")
    ]


@field("QueryRoot", "manualHoldsFulfillmentOrders")
def manual_holds(context, _node, _args):
    """Those that somebody put on hold."""
    return [
        found
        for found in context.store.all("FulfillmentOrder")
        if found["fulfillmentHolds"]
    ]


@field("QueryRoot", "locationsAvailableForDeliveryProfilesConnection")
def locations_for_delivery(context, _node, _args):
    """Active locations of the shop itself."""
    return [
        found
        for found in context.store.all("Location")
        if found["isActive"] and not found["isFulfillmentService"]
    ]
