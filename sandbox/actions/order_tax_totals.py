"""Taxes of a whole order: of goods, shipping, duties and fees, by title and rate."""

from ..money import ZERO, pair, total


def grouped_taxes(order, parts, left, refunded):
    """`[(tax line, Pair)]`: one per title, rate and who is liable.

    :param parts: lines of goods and shipping, duties and fees
    :param left: `left(part, amount)`: what is left of an amount of a part of it
    :param refunded: take off what refunds gave back of shipping and duties
    """
    groups = {}
    for part in parts:
        for tax in part["taxLines"]:
            amount = left(part, pair(tax["priceSet"]))
            if refunded:
                amount -= tax_back(order, tax)
            key = tax["title"], tax["rate"], tax["channelLiable"]
            known = groups.setdefault(key, [tax, ZERO])
            known[1] += amount
    return [tuple(group) for group in groups.values()]


def tax_back(order, tax):
    """What refunds gave back of one tax of a shipping line or a duty."""
    return total(
        amount
        for refund in order["refunds"]
        for part in (*refund["refundShippingLines"], *refund["duties"])
        for known, amount in part["_taxes"]
        if known is tax
    )


def refunded_duties(order):
    """`Pair`: duties that refunds gave back."""
    return total(
        pair(part["amountSet"])
        for refund in order["refunds"]
        for part in refund["duties"]
    )
