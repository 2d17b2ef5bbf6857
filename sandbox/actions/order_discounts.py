"""Discounts of an order: applications and what each takes off which line."""

from decimal import Decimal

from ..money import ZERO, Pair, allocate, pair, rounded, total

KINDS = {
    "code": "DiscountCodeApplication",
    "automatic": "AutomaticDiscountApplication",
    "manual": "ManualDiscountApplication",
    "script": "ScriptDiscountApplication",
}


def apply_line_discount(order, line, discount):
    """A discount of one line: a percentage of it, or an amount off the whole line
    (`"each": True`: off every unit).
    """
    each = "percentage" in discount or discount.get("each")
    application = _application(
        order,
        discount,
        method="EACH" if each else "ACROSS",
        selection="EXPLICIT" if discount["type"] == "manual" else "ENTITLED",
    )
    times = line["quantity"] if discount.get("each") else 1
    wanted = _wanted(order, discount, net(line), times)
    _take(order, line, application, wanted)


def apply_order_discount(order, discount, lines):
    """A discount over several lines, split in proportion to what they cost by now."""
    shipping = discount.get("target") == "shipping"
    application = _application(
        order,
        discount,
        method="ACROSS",
        selection="ALL",
        target="SHIPPING_LINE" if shipping else "LINE_ITEM",
    )
    lines = [line for line in lines if not line.get("_tip")]
    nets = [net(line) for line in lines]
    wanted = _wanted(order, discount, total(nets))
    shop = allocate(wanted.shop, [n.shop for n in nets], order["_currencies"].shop)
    presentment = allocate(
        wanted.presentment,
        [n.presentment for n in nets],
        order["_currencies"].presentment,
    )
    for line, *parts in zip(lines, shop, presentment, strict=True):
        _take(order, line, application, Pair(*parts))


def gross(line):
    """`Pair` of a line of goods or shipping before discounts."""
    if line["__typename"] == "ShippingLine":
        return pair(line["originalPriceSet"])
    return pair(line["originalUnitPriceSet"]) * line["quantity"]


def discount_of(line):
    """`Pair`: all that is taken off the line."""
    return total(
        pair(part["allocatedAmountSet"]) for part in line["discountAllocations"]
    )


def net(line):
    """`Pair` of a line after all discounts; with the tax, if taxes are included."""
    return gross(line) - discount_of(line)


def _wanted(order, discount, base, times=1):
    """What the discount takes off `base`, never more than that."""
    currencies = order["_currencies"]
    if "percentage" in discount:
        part = Decimal(str(discount["percentage"])) / 100
        return currencies.each(lambda currency, n: rounded(n * part, currency), base)
    amount = currencies.pair(discount["amount"]) * times
    return currencies.each(lambda _currency, *both: min(both), amount, base)


def _take(order, line, application, amount):
    if amount == ZERO and application["value"].get("amount"):
        return
    line["discountAllocations"].append(
        {
            "__typename": "DiscountAllocation",
            "allocatedAmountSet": order["_currencies"].bag(amount),
            "discountApplication": application,
        }
    )


def _application(order, discount, method, selection, target="LINE_ITEM"):
    """The order's application of this discount; one per discount and kind of target."""
    label = discount.get("code") or discount.get("title") or "Discount"
    application = {
        "__typename": KINDS[discount["type"]],
        "allocationMethod": method,
        "targetSelection": selection,
        "targetType": target,
        "value": _value(order, discount),
        "title": label,
        "code": discount.get("code"),
        "description": discount.get("description"),
    }
    for known in order["discountApplications"]:
        if {**known, "index": None} == {**application, "index": None}:
            return known
    application["index"] = len(order["discountApplications"])
    order["discountApplications"].append(application)
    if discount["type"] == "code" and label not in order["discountCodes"]:
        order["discountCodes"].append(label)
    return application


def _value(order, discount):
    if "percentage" in discount:
        return {
            "__typename": "PricingPercentageValue",
            "percentage": float(discount["percentage"]),
        }
    amount = order["_currencies"].pair(discount["amount"])
    bag = order["_currencies"].bag(amount)
    return {"__typename": "MoneyV2", **bag["presentmentMoney"]}
