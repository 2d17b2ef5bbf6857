"""What is left of an order's lines, from what Shopify says of its refunds.

Plain Python. A unit that was refunded has either never left the house (it is simply
not sold any more) or it has: then it is *kept* on the order until it comes back.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from ..shopify.values import amount
from .order_money import DECIMALS, refunds_of
from .refund_differences import adjustments


def kept_units(line, delivered):
    """Refunded units of a LineItem that are at the customer's all the same."""
    taken_away = line["quantity"] - line["currentQuantity"]
    return max(0, min(delivered - line["currentQuantity"], taken_away))


def split_kept(items, kept):
    """(removed, kept) refund line items of one line; one of them may be cut in two.

    What was cancelled before it left the house is removed first.
    """
    removed, still_there = [], []
    for item in sorted(items, key=lambda each: each["restockType"] == "CANCEL"):
        units = int(min(kept, item["quantity"]))
        kept -= units
        if units:
            still_there.append(part_of_item(item, units))
        if units < item["quantity"]:
            removed.append(rest_of_item(item, units))
    return removed, still_there


def without_first(items, units):
    """The items without so many units, which are taken off the first ones."""
    for item in items:
        done = int(min(units, item["quantity"]))
        units -= done
        if done < item["quantity"]:
            yield rest_of_item(item, done)


def part_of_item(item, units):
    """A refund line item of so many of its units, with their share of the money."""
    if units == item["quantity"]:
        return item
    return {
        **item,
        "quantity": units,
        **{
            name: _scaled(item[name], Decimal(units) / item["quantity"])
            for name in ("subtotalSet", "totalTaxSet")
        },
    }


def rest_of_item(item, units):
    """What is left of a refund line item without `part_of_item`, to the cent."""
    if not units:
        return item
    part = part_of_item(item, units)
    return {
        **item,
        "quantity": item["quantity"] - units,
        **{
            name: _minus(item[name], part[name])
            for name in ("subtotalSet", "totalTaxSet")
        },
    }


def _scaled(bag, share):
    def scaled(_side, money):
        unit = Decimal(1).scaleb(-DECIMALS.get(money["currencyCode"], 2))
        return (Decimal(money["amount"]) * share).quantize(unit, ROUND_HALF_UP)

    return _each(bag, scaled)


def _minus(bag, other):
    return _each(
        bag,
        lambda side, money: Decimal(money["amount"]) - Decimal(other[side]["amount"]),
    )


def _each(bag, value):
    return {
        side: {**money, "amount": str(value(side, money))}
        for side, money in bag.items()
        if isinstance(money, dict)
    }


def refunded_units(node, side):
    """[(refund gid, {line gid: (units, net, tax)})] in the order of time.

    Units are None where an amount was refunded (shipping); of differences all is.
    """
    return [
        (refund["id"], dict(_refunded_lines(node, refund, side)))
        for refund in refunds_of(node)
    ]


def _refunded_lines(node, refund, side):
    def net(subtotal, tax):
        return subtotal - tax if node["taxesIncluded"] else subtotal

    for item in refund["refundLineItems"]["nodes"]:
        subtotal, tax = (
            amount(item[name], side) for name in ("subtotalSet", "totalTaxSet")
        )
        yield item["lineItem"]["id"], (item["quantity"], net(subtotal, tax), tax)
    for item in refund["refundShippingLines"]["nodes"]:
        subtotal, tax = (
            amount(item[name], side) for name in ("subtotalAmountSet", "taxAmountSet")
        )
        yield item["shippingLine"]["id"], (None, net(subtotal, tax), tax)
    for item in adjustments(refund):
        yield item["id"], (None, None, None)


def refunded_shipping(node, line, side):
    """(in the terms of the store's prices, tax) given back of a ShippingLine."""
    items = [
        item
        for refund in refunds_of(node)
        for item in refund["refundShippingLines"]["nodes"]
        if item["shippingLine"]["id"] == line["id"]
    ]
    return tuple(
        sum((amount(item[name], side) for item in items), Decimal(0))
        for name in ("subtotalAmountSet", "taxAmountSet")
    )


def open_return_units(node):
    """{line gid: units of the store's open returns that did not arrive yet}."""
    units = defaultdict(int)
    for each in (node.get("returns") or {}).get("nodes", ()):
        if each["status"] == "OPEN":
            for line in each["returnLineItems"]["nodes"]:
                gid = line["fulfillmentLineItem"]["lineItem"]["id"]
                units[gid] += line["quantity"] - line["processedQuantity"]
    return units
