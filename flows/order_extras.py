"""What is on an order besides goods and shipping: duties, fees, tips. Plain Python."""

from dataclasses import dataclass
from decimal import Decimal

from ..shopify.values import amount
from .order_money import LineMoney, priced_money, refund_items, without_part


@dataclass(frozen=True)
class Extra:
    """Duties of a line, or a fee of the order: a line of its own in Odoo.

    `kind` is the part of the total that it belongs to, `money` what was charged, and
    `left` what of it was not given back.
    """

    id: str
    kind: str
    name: str
    money: LineMoney
    left: LineMoney


def extras(order, side):
    """[Extra] of an order's duties and fees.

    Duties that are contained in the prices (`dutiesIncluded`) are none.
    """
    included = order["taxesIncluded"]
    lines = () if order["dutiesIncluded"] else order["lineItems"]["nodes"]
    found = []
    for line in lines:
        for duty in line["duties"]:
            money = priced_money(duty["price"], duty["taxLines"], included, side)
            left = without_part(duty, money, _duty_back(order, duty, side), side)
            found.append(Extra(duty["id"], "duties", line["name"], money, left))
    for fee in order["additionalFees"]:
        money = priced_money(fee["price"], fee["taxLines"], included, side)
        left = money if _fees_are_left(order, side) else money.nothing()
        found.append(Extra(fee["id"], "fees", fee["name"], money, left))
    return found


def _duty_back(order, duty, side):
    """[amount] that each refund gave back of a duty."""
    return [
        amount(part["amountSet"], side)
        for refund in order["refunds"]
        for part in refund["duties"]
        if part["originalDuty"] and part["originalDuty"]["id"] == duty["id"]
    ]


def _fees_are_left(order, side):
    """Shopify gives back fees as a whole, with the order."""
    return bool(amount(order["currentTotalAdditionalFeesSet"], side))


def tip_ids(order):
    """Ids of the LineItems that are tips.

    Shopify marks them by nothing but their amount: lines without a product that are
    not shipped and add up to the order's tip.
    """
    total = amount(order["totalTipReceivedSet"])
    if not total:
        return set()
    found = {
        line["id"]: amount(line["discountedTotalSet"])
        for line in order["lineItems"]["nodes"]
        if not (line["variant"] or line["product"] or line["requiresShipping"])
        and not line["isGiftCard"]
    }
    for gid, price in found.items():
        if price == total:
            return {gid}
    return set(found) if sum(found.values()) == total else set()


def tip_left(order, side):
    """What of the tips was not given back."""
    items = refund_items(order)
    back = (item for gid in tip_ids(order) for item in items.get(gid, ()))
    tip = amount(order["totalTipReceivedSet"], side)
    return tip - sum((amount(item["subtotalSet"], side) for item in back), Decimal(0))


def special_kind(order, line):
    """ "gift_card" or "tip" where a LineItem is one; else None."""
    if line["isGiftCard"]:
        return "gift_card"
    return "tip" if line["id"] in tip_ids(order) else None


def tax_lines(order):
    """All TaxLines of an order's parts."""
    lines = order["lineItems"]["nodes"]
    parts = [*lines, *order["shippingLines"]["nodes"], *order["additionalFees"]]
    parts += [duty for line in lines for duty in line["duties"]]
    return [tax for part in parts for tax in part["taxLines"]]
