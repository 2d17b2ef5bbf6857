"""The parts of an order's total, as Shopify states them. Plain Python."""

from decimal import Decimal

from ..shopify.values import amount
from .order_extras import tip_left
from .refund_differences import adjustments


def stated_parts(order, side):
    """{part: amount} of what Shopify says the order costs now.

    `tax` is contained in the other parts when the order's prices include taxes.
    """
    difference, tax = _differences(order, side)
    duties = amount(order["currentTotalDutiesSet"], side)
    return {
        "items": amount(order["currentSubtotalPriceSet"], side),
        "shipping": amount(order["currentShippingPriceSet"], side),
        "difference": difference + tax if order["taxesIncluded"] else difference,
        "tax": amount(order["currentTotalTaxSet"], side) + tax,
        "duties": Decimal(0) if order["dutiesIncluded"] else duties,
        "fees": amount(order["currentTotalAdditionalFeesSet"], side),
        "tip": tip_left(order, side),
        "total": amount(order["currentTotalPriceSet"], side) + difference + tax,
    }


def information(order, side):
    """{part: amount} of what is no part of the total, but explains it.

    `refunded`: what was refunded, or removed, since it was ordered. `collected`: what
    of the taxes a marketplace pays. `rounding`: what a payment in cash was rounded by;
    it is booked with the payment.
    """
    rounding = order["totalCashRoundingAdjustment"] or {}
    ordered = amount(order["totalPriceSet"], side)
    return {
        "refunded": ordered - amount(order["currentTotalPriceSet"], side),
        "collected": sum(
            (
                amount(tax["priceSet"], side)
                for tax in order["currentTaxLines"]
                if tax["channelLiable"]
            ),
            Decimal(0),
        ),
        "rounding": amount(rounding.get("paymentSet"), side),
    }


def other_total(order, side):
    """ "12.30 EUR": the total on the side that was not chosen; None if it is one
    currency."""
    if order["currencyCode"] == order["presentmentCurrencyCode"]:
        return None
    other = "shop" if side == "presentment" else "presentment"
    money = order["currentTotalPriceSet"][f"{other}Money"]
    return f"{money['amount']} {money['currencyCode']}"


def _differences(order, side):
    """(net, tax) of what refunds paid back less (below zero: more) than their worth."""
    found = [each for refund in order["refunds"] for each in adjustments(refund)]
    return tuple(
        sum((amount(each[name], side) for each in found), Decimal(0))
        for name in ("amountSet", "taxAmountSet")
    )
