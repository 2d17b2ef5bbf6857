"""Discounts and shipping of an order that is being edited."""

from .money_input import amount_in
from .order_edit import calculated_order, changed, session
from .registry import UserError, mutation


@mutation(
    "orderEditAddLineItemDiscount",
    "addedDiscountStagedChange", "calculatedLineItem", "calculatedOrder",
    "orderEditSession",
)  # fmt: skip
def order_edit_add_line_item_discount(store, args):
    """Take something off a line; a fixed value is off every unit."""
    calculated = calculated_order(store, args)
    lines = [*calculated["lineItems"], *calculated["addedLineItems"]]
    line = next((ln for ln in lines if ln["id"] == args["lineItemId"]), None)
    if line is None:
        raise UserError(["lineItemId"], "Line item does not exist")
    discount = _discount(store.objects[calculated["originalOrder"]], args["discount"])
    line["_discounts"].append(discount)
    return {
        **changed(calculated, line),
        "addedDiscountStagedChange": _staged(store, args["discount"], discount),
    }


@mutation(
    "orderEditAddShippingLine",
    "calculatedOrder", "calculatedShippingLine", "orderEditSession",
)  # fmt: skip
def order_edit_add_shipping_line(store, args):
    """One more way of shipping that costs something."""
    calculated, given = calculated_order(store, args), args["shippingLine"]
    order = store.objects[calculated["originalOrder"]]
    price = amount_in(order, given["price"])
    currencies = order["_currencies"]
    line = {
        "__typename": "CalculatedShippingLine",
        "id": store.new_gid("CalculatedShippingLine"),
        "title": given["title"],
        "price": currencies.bag(currencies.pair(price)),
        "stagedStatus": "ADDED",
        "_values": {"title": given["title"], "price": price},
    }
    calculated["shippingLines"].append(line)
    return {**_changed(calculated), "calculatedShippingLine": line}


@mutation("orderEditUpdateShippingLine", "calculatedOrder", "orderEditSession")
def order_edit_update_shipping_line(store, args):
    """Another price or name of a way of shipping."""
    calculated, given = calculated_order(store, args), args["shippingLine"]
    line = _shipping_line(calculated, args)
    if given.get("title"):
        line["title"] = line["_values"]["title"] = given["title"]
    if given.get("price"):
        order = store.objects[calculated["originalOrder"]]
        line["_values"]["price"] = amount_in(order, given["price"])
    return _changed(calculated)


@mutation("orderEditRemoveShippingLine", "calculatedOrder", "orderEditSession")
def order_edit_remove_shipping_line(store, args):
    """A way of shipping is not used after all."""
    calculated = calculated_order(store, args)
    line = _shipping_line(calculated, args)
    if line["stagedStatus"] == "ADDED":
        calculated["shippingLines"].remove(line)
    else:
        line["stagedStatus"] = "REMOVED"
        line["_values"]["remove"] = True
    return _changed(calculated)


def _changed(calculated):
    return {"calculatedOrder": calculated, "orderEditSession": session(calculated)}


def _shipping_line(calculated, args):
    for line in calculated["shippingLines"]:
        if line["id"] == args["shippingLineId"]:
            return line
    raise UserError(["shippingLineId"], "Shipping line does not exist")


def _discount(order, given):
    title = given.get("description") or "Discount"
    if given.get("percentValue") is not None:
        return {"title": title, "percentage": str(given["percentValue"])}
    amount = amount_in(order, given["fixedValue"])
    return {"title": title, "amount": amount, "each": True}


def _staged(store, given, discount):
    value = {"__typename": "MoneyV2", **(given.get("fixedValue") or {})}
    if "percentage" in discount:
        percentage = given["percentValue"]
        value = {"__typename": "PricingPercentageValue", "percentage": percentage}
    return {
        "__typename": "OrderStagedChangeAddLineItemDiscount",
        "id": store.new_gid("OrderStagedChangeAddLineItemDiscount"),
        "description": discount["title"],
        "value": value,
    }
