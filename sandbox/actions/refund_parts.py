"""What a refund gives back: units of lines, shipping, duties, each with its taxes."""

from typing import NamedTuple

from ..money import ZERO, pair, share, total
from .order_discounts import net
from .order_tax_totals import tax_back
from .order_totals import part_of


class Row(NamedTuple):
    """Units of a line that a refund takes back."""

    line: dict
    units: int
    restock: str
    location: str | None = None


def rows_of(store, order, lines, restock, location=None):
    """`[Row]` of what a caller of `refund_order` says; nothing is changed.

    :raises ValueError: more units than are left of a line
    """
    if isinstance(lines, dict):
        lines = [{"line": gid, "quantity": units} for gid, units in lines.items()]
    rows, taken = [], {}
    for given in lines:
        gid, units = given["line"], given["quantity"]
        line = store.objects[gid]
        left = line["quantity"] - line["_refunded"] - taken.get(gid, 0)
        if not 0 < units <= left:
            raise ValueError(
                f"{line['title']} of order {order['name']}: {units} units cannot "
                f"be refunded, {left} are left."
            )
        taken[gid] = taken.get(gid, 0) + units
        kind = restock.get(gid, "RETURN") if isinstance(restock, dict) else restock
        kind = given.get("restock") or KINDS.get(kind, kind)
        rows.append(Row(line, units, kind, given.get("location") or location))
    return rows


KINDS = {True: "RETURN", False: "NO_RESTOCK"}


def refund_line(store, order, row):
    """`RefundLineItem`; the line is worth that much less from now on."""
    line, before = row.line, row.line["_refunded"]
    after = before + row.units

    def taken(amount):
        return part_of(order, amount, after, line) - part_of(
            order, amount, before, line
        )

    bag = order["_currencies"].bag
    subtotal = bag(taken(net(line)))
    # Each tax by itself, as the order's totals have it.
    tax = bag(total(taken(pair(each["priceSet"])) for each in line["taxLines"]))
    line["_refunded"] = after
    return {
        "__typename": "RefundLineItem",
        "id": store.new_gid("RefundLineItem"),
        "lineItem": line["id"],
        "quantity": row.units,
        "restockType": row.restock,
        "restocked": row.restock != "NO_RESTOCK",
        "location": row.location,
        "priceSet": line["originalUnitPriceSet"],
        "subtotalSet": subtotal,
        "totalTaxSet": tax,
    }


def refund_shipping(store, order, shipping):
    """`[RefundShippingLine]`, line by line; taxes in proportion.

    :param shipping: True = what is left of it, or an amount in shop currency
    """
    currencies, made = order["_currencies"], []
    left = None if shipping is True else currencies.pair(shipping)
    for line in order["shippingLines"]:
        part = open_amount = pair(line["currentDiscountedPriceSet"])
        if left is not None and left.shop < open_amount.shop:
            part = left
        if part.shop <= 0:
            continue
        if left is not None:
            left -= part
        before = net(line) - open_amount
        taxes = _taxes_of(order, line, before, part, net(line))
        made.append(
            {
                "__typename": "RefundShippingLine",
                "id": store.new_gid("RefundShippingLine"),
                "shippingLine": line["id"],
                "subtotalAmountSet": currencies.bag(part),
                "taxAmountSet": currencies.bag(total(t for _tax, t in taxes)),
                "_taxes": taxes,
            }
        )
    return made


def refund_duties(order, rows, duties):
    """`[RefundDuty]`.

    :param duties: True = of the refunded units, "ALL" = whatever is left of them,
        or a list of gids of duties that are given back as far as they are left
    """
    units = {}
    for row in rows:
        units[row.line["id"]] = units.get(row.line["id"], 0) + row.units
    made = []
    for line in order["lineItems"]:
        for duty in line["duties"]:
            part = _open_duty(order, duty)
            if duties is True and rows:
                worth = part_of(
                    order, pair(duty["price"]), units.get(line["id"], 0), line
                )
                part = min(part, worth)
            elif isinstance(duties, list) and duty["id"] not in duties:
                continue
            if part.shop > 0:
                made.append(_refund_duty(order, duty, part))
    return made


def _refund_duty(order, duty, part):
    price = pair(duty["price"])
    before = price - _open_duty(order, duty)
    return {
        "__typename": "RefundDuty",
        "amountSet": order["_currencies"].bag(part),
        "originalDuty": duty,
        "_taxes": _taxes_of(order, duty, before, part, price),
    }


def _open_duty(order, duty):
    return pair(duty["price"]) - total(
        pair(part["amountSet"])
        for refund in order["refunds"]
        for part in refund["duties"]
        if part["originalDuty"] is duty
    )


def _taxes_of(order, taxed, before, part, whole):
    """`[(tax line, Pair)]`: the taxes that go with a part of a whole.

    Like the shares of units: those of all parts add up.

    :param before: what was given back of the whole already
    """
    each = order["_currencies"].each
    return [
        (
            tax,
            each(share, pair(tax["priceSet"]), before + part, whole)
            - tax_back(order, tax),
        )
        for tax in taxed["taxLines"]
    ]


def worth_of(order, refund):
    """`Pair`: what lines, shipping and duties are worth, with their taxes."""
    lines, shipping = refund["refundLineItems"], refund["refundShippingLines"]
    worth = (
        total(pair(found["subtotalSet"]) for found in lines)
        + total(pair(found["subtotalAmountSet"]) for found in shipping)
        + total(pair(found["amountSet"]) for found in refund["duties"])
    )
    if order["taxesIncluded"]:
        return worth
    return worth + (
        total(pair(found["totalTaxSet"]) for found in lines)
        + total(pair(found["taxAmountSet"]) for found in shipping)
        + total(tax for found in refund["duties"] for _line, tax in found["_taxes"])
    )


def exactly(amount, *known):
    """`amount`, or the known one it is all of: so it is on the other side as well."""
    return next((found for found in known if found.shop == amount.shop), amount)


def adjustments(store, order, difference, tax, reason, pending=ZERO):
    """`[OrderAdjustment]` over what a refund is worth but does not pay back.

    Money that is still pending makes a pair that cancels itself out: not paid back
    so far, but on its way (seen in data of shops).

    :param difference: `Pair`, below zero if more is paid back than it is worth
    :param tax: how much of the difference is tax, in shop currency; or None
    """
    whole = difference + pending
    tax = order["_currencies"].pair(tax or 0)
    if whole.shop < 0:
        tax = -tax
    made = []
    if whole != ZERO:
        made.append(_adjustment(store, order, whole - tax, tax, reason))
    if pending != ZERO:
        reason = "PENDING_REFUND_DISCREPANCY"
        made.append(_adjustment(store, order, -pending, ZERO, reason))
    return made


def _adjustment(store, order, amount, tax, reason):
    bag = order["_currencies"].bag
    return {
        "__typename": "OrderAdjustment",
        "id": store.new_gid("OrderAdjustment"),
        "reason": reason,
        "amountSet": bag(amount),
        "taxAmountSet": bag(tax),
    }
