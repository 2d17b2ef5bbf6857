"""Shipping: fulfilments, their tracking and events. Texts as seen in recordings."""

from ..actions.fulfilment import tracking_info
from .registry import UserError, get, mutation

WHERE = ["fulfillment"]


@mutation("fulfillmentCreate", "fulfillment")
@mutation("fulfillmentCreateV2", "fulfillment")
def fulfillment_create(store, args):
    """Ship all that is left of fulfilment orders, or units of their lines."""
    given = args["fulfillment"]
    groups = given["lineItemsByFulfillmentOrder"]
    _check_quantities(groups)
    found = [_fulfillment_order(store, group["fulfillmentOrderId"]) for group in groups]
    _check_together(found)
    units = [
        unit
        for order, group in zip(found, groups, strict=True)
        for unit in _units(order, group.get("fulfillmentOrderLineItems"))
    ]
    if not units:
        raise UserError(
            WHERE, "Invalid fulfillment order line item quantity requested."
        )
    tracking = _tracking(given.get("trackingInfo"))
    return {"fulfillment": store.ship(found[0]["order"], units, tracking)}


@mutation("fulfillmentTrackingInfoUpdate", "fulfillment")
@mutation("fulfillmentTrackingInfoUpdateV2", "fulfillment")
def fulfillment_tracking_info_update(store, args):
    """Other tracking numbers for what was shipped."""
    fulfillment = _fulfillment(store, args["fulfillmentId"], ["fulfillmentId"])
    tracking = _tracking(args["trackingInfoInput"])
    fulfillment["trackingInfo"] = tracking_info(tracking)
    return {"fulfillment": _changed(store, fulfillment)}


@mutation("fulfillmentCancel", "fulfillment")
def fulfillment_cancel(store, args):
    """Undo a shipment; a second time does nothing (seen)."""
    fulfillment = _fulfillment(store, args["id"], ["id"])
    if fulfillment["status"] != "CANCELLED":
        store.cancel_fulfillment(fulfillment["id"])
    return {"fulfillment": fulfillment}


@mutation("fulfillmentEventCreate", "fulfillmentEvent")
def fulfillment_event_create(store, args):
    """News of the carrier: the display status of the fulfilment follows."""
    given = dict(args["fulfillmentEvent"])
    where = ["fulfillmentEvent", "fulfillmentId"]
    fulfillment = _fulfillment(store, given.pop("fulfillmentId"), where)
    places = ("address1", "city", "province", "country", "zip", "latitude", "longitude")
    values = dict.fromkeys((*places, "message", "estimatedDeliveryAt"))
    event = store.add(
        "FulfillmentEvent", {"happenedAt": store.now(), **values, **given}
    )
    fulfillment["events"].append(event)
    fulfillment["displayStatus"] = event["status"]
    if event["estimatedDeliveryAt"]:
        fulfillment["estimatedDeliveryAt"] = event["estimatedDeliveryAt"]
    if event["status"] in ("IN_TRANSIT", "DELIVERED"):
        name = "inTransitAt" if event["status"] == "IN_TRANSIT" else "deliveredAt"
        fulfillment[name] = event["happenedAt"]
    _changed(store, fulfillment)
    return {"fulfillmentEvent": event}


def _check_quantities(groups):
    for index, group in enumerate(groups):
        for row_index, row in enumerate(group.get("fulfillmentOrderLineItems") or []):
            if row["quantity"] <= 0:
                where = [
                    *WHERE, "lineItemsByFulfillmentOrder", str(index),
                    "fulfillmentOrderLineItems", str(row_index), "quantity",
                ]  # fmt: skip
                raise UserError(where, "Quantity must be greater than 0")


def _fulfillment_order(store, gid):
    found = get(store, gid, "FulfillmentOrder")
    if found is None:
        raise UserError(WHERE, "Fulfillment order does not exist.")
    if found["status"] not in ("OPEN", "IN_PROGRESS"):
        number, status = gid.rpartition("/")[2], found["status"].lower()
        message = f"Fulfillment order {number} has an unfulfillable status= {status}."
        raise UserError(WHERE, message)
    return found


def _check_together(found):
    """One order, one place; the message lists the numbers."""
    orders = _numbers(one["order"] for one in found)
    if len(orders) > 1:
        raise UserError(
            WHERE,
            "All fulfillment orders must belong to the same order. Multiple orders "
            f"with ids {orders} were found.",
        )
    places = sorted(_numbers(one["_location"] for one in found))
    if len(places) > 1:
        raise UserError(
            WHERE,
            "All fulfillment orders must be assigned to a single location. Multiple "
            f"locations with ids {places} were found.",
        )


def _numbers(ids):
    return list(dict.fromkeys(int(gid.rpartition("/")[2]) for gid in ids))


def _units(found, rows):
    if not rows:
        parts = found["lineItems"]
        return [
            (part, part["remainingQuantity"])
            for part in parts
            if part["remainingQuantity"]
        ]
    parts, units = {part["id"]: part for part in found["lineItems"]}, []
    for row in rows:
        part = parts.get(row["id"])
        if part is None:
            raise UserError(WHERE, "Fulfillment order line item does not exist.")
        if row["quantity"] > part["remainingQuantity"]:
            message = "Invalid fulfillment order line item quantity requested."
            raise UserError(WHERE, message)
        units.append((part, row["quantity"]))
    return units


def _tracking(given):
    """`FulfillmentTrackingInput` as a list: one number with one url, or several."""
    given = given or {}
    numbers = given.get("numbers") or [given.get("number")]
    urls = given.get("urls") or [given.get("url")]
    urls += [None] * (len(numbers) - len(urls))
    return [
        {"company": given.get("company"), "number": number, "url": url}
        for number, url in zip(numbers, urls, strict=False)
        if number or url
    ]


def _fulfillment(store, gid, where):
    fulfillment = get(store, gid, "Fulfillment")
    if fulfillment is None:
        raise UserError(where, "Fulfillment does not exist.")
    return fulfillment


def _changed(store, fulfillment):
    store.touch(fulfillment)
    store.update_order(fulfillment["order"])
    store.emit("fulfillments/update", fulfillment)
    return fulfillment
