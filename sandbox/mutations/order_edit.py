"""Editing orders: a calculated order is changed, then committed."""

from .orders import existing
from .registry import UserError, get, mutation

OUTPUTS = ("calculatedOrder", "calculatedLineItem", "orderEditSession")


@mutation("orderEditBegin", "calculatedOrder", "orderEditSession")
def order_edit_begin(store, args):
    """Open a calculated order over the lines that are left of an order."""
    order = existing(store, args["id"])
    calculated = store.add(
        "CalculatedOrder",
        {
            "originalOrder": order["id"],
            "lineItems": [
                _calculated_line(store, line, line["currentQuantity"], line["id"])
                for line in order["lineItems"]
                if line["currentQuantity"]
            ],
            "addedLineItems": [],
            "shippingLines": [
                _calculated_shipping_line(line)
                for line in order["shippingLines"]
                if not line["isRemoved"]
            ],
            "addedDiscountApplications": [],
            "notificationPreviewTitle": "Order updated",
            "committed": False,
        },
    )
    return {"calculatedOrder": calculated, "orderEditSession": session(calculated)}


@mutation("orderEditSetQuantity", *OUTPUTS)
def order_edit_set_quantity(store, args):
    """Set how many units of a line there shall be; 0 removes it."""
    calculated = calculated_order(store, args)
    lines = [*calculated["lineItems"], *calculated["addedLineItems"]]
    line = next((ln for ln in lines if ln["id"] == args["lineItemId"]), None)
    if line is None:
        raise UserError(["lineItemId"], "Line item does not exist")
    line["quantity"] = line["editableQuantity"] = args["quantity"]
    return changed(calculated, line)


@mutation("orderEditAddVariant", *OUTPUTS)
def order_edit_add_variant(store, args):
    """Add units of a variant as a new line."""
    calculated = calculated_order(store, args)
    variant = get(store, args["variantId"], "ProductVariant")
    if variant is None:
        raise UserError(["variantId"], "Variant does not exist")
    added = {"variant": variant["id"], "quantity": args["quantity"]}
    return _added(store, calculated, added, variant)


@mutation("orderEditAddCustomItem", *OUTPUTS)
def order_edit_add_custom_item(store, args):
    """Add a line without a product."""
    calculated = calculated_order(store, args)
    added = {
        "title": args["title"],
        "quantity": args["quantity"],
        "price": args["price"]["amount"],
        "requiresShipping": args.get("requiresShipping", False),
        "taxable": args.get("taxable", True),
    }
    return _added(store, calculated, added)


@mutation("orderEditCommit", "order", "successMessages")
def order_edit_commit(store, args):
    """Make the changes real."""
    calculated = calculated_order(store, args)
    try:
        order = store.edit_order(calculated["originalOrder"], **_changes(calculated))
    except ValueError as error:
        raise UserError(["id"], str(error)) from None
    calculated["committed"] = True
    return {"order": order, "successMessages": ["Order updated"]}


def _changes(calculated):
    """What `edit_order` is to change."""
    lines, added = calculated["lineItems"], calculated["addedLineItems"]
    return {
        "set_quantities": {line["_line"]: line["quantity"] for line in lines},
        "add": [
            line["_values"]
            | {"quantity": line["quantity"], "discounts": line["_discounts"]}
            for line in added
            if line["quantity"]
        ],
        "discounts": {
            line["_line"]: line["_discounts"] for line in lines if line["_discounts"]
        },
        "shipping": [
            line["_values"] for line in calculated["shippingLines"] if _edited(line)
        ],
    }


def calculated_order(store, args):
    calculated = get(store, args["id"], "CalculatedOrder")
    if calculated is None or calculated["committed"]:
        raise UserError(["id"], "The calculated order does not exist.")
    return calculated


def changed(calculated, line):
    return {
        "calculatedOrder": calculated,
        "calculatedLineItem": line,
        "orderEditSession": session(calculated),
    }


def _added(store, calculated, values, variant=None):
    currencies = store.objects[calculated["originalOrder"]]["_currencies"]
    product = variant and store.objects[variant["product"]]
    price = values.get("price") or variant["price"]
    line = {
        "title": values.get("title") or product["title"],
        "variantTitle": variant and variant["title"],
        "sku": variant and variant["sku"],
        "variant": variant and variant["id"],
        "originalUnitPriceSet": currencies.bag(currencies.pair(price)),
    }
    line = _calculated_line(store, line, values["quantity"], None)
    line["_values"] = values
    calculated["addedLineItems"].append(line)
    return changed(calculated, line)


def _calculated_line(store, line, quantity, gid):
    """`CalculatedLineItem`; that of an order's line has the line's number."""
    keys = ("title", "variantTitle", "sku", "variant", "originalUnitPriceSet")
    new = gid.replace("/LineItem/", "/CalculatedLineItem/") if gid else None
    return {
        "__typename": "CalculatedLineItem",
        "id": new or store.new_gid("CalculatedLineItem"),
        **{key: line[key] for key in keys},
        "quantity": quantity,
        "editableQuantity": quantity,
        "_line": gid,
        "_discounts": [],
    }


def _calculated_shipping_line(line):
    """`CalculatedShippingLine`; that of an order's line has the line's number."""
    return {
        "__typename": "CalculatedShippingLine",
        "id": line["id"].replace("/ShippingLine/", "/CalculatedShippingLine/"),
        "title": line["title"],
        "price": line["originalPriceSet"],
        "stagedStatus": "NONE",
        "_values": {"id": line["id"]},
    }


def _edited(shipping_line):
    return len(shipping_line["_values"]) > 1


def session(calculated):
    gid = calculated["id"].replace("/CalculatedOrder/", "/OrderEditSession/")
    return {"__typename": "OrderEditSession", "id": gid}
