"""Everything an order says about money and quantities, from its parts.

The parts: units and prices of the lines, discount allocations, tax lines, refunds,
transactions. Two views of them: as ordered (before returns) and current (after
refunds, edits and cancellation). What a refunded unit takes along is its share of the
line, so that the shares of all units add up to the line exactly.
"""

from ..money import ZERO, pair, share, total
from .order_discounts import discount_of, gross, net
from .order_payment_state import write_payments
from .order_tax_totals import grouped_taxes, refunded_duties
from .order_taxes import tax_line, tax_of


def part_of(order, amount, units, line):
    """`Pair`: the share of `units` of the line's quantity in an `amount` of it."""
    return order["_currencies"].each(
        lambda currency, value: share(currency, value, units, line["quantity"]), amount
    )


def current(order, line, amount):
    """`Pair`: what of an `amount` of a line, duty or fee is left by now."""
    if line["__typename"] == "AdditionalFee":
        return ZERO if order["cancelledAt"] else amount
    if line["__typename"] != "LineItem":  # shipping, duties: only by refunds
        return amount
    return amount - part_of(order, amount, line["_refunded"], line)


def recompute(order):
    """Write all computed fields of the order and its lines."""
    for line in order["lineItems"]:
        _line(order, line)
    for line in order["shippingLines"]:
        _shipping_line(order, line)
    ordered = _totals(order, lambda line, amount: amount, refunded=False)
    now = _totals(
        order, lambda line, amount: current(order, line, amount), refunded=True
    )
    _write_totals(order, ordered, now)
    write_payments(order, now["price"])
    _write_quantities(order)


def _line(order, line):
    bag = order["_currencies"].bag
    units = line["quantity"] - line["_refunded"]
    price, reduced = gross(line), net(line)
    taxes = tax_of(line) if order["taxesIncluded"] else ZERO
    line_level = total(
        pair(part["allocatedAmountSet"])
        for part in line["discountAllocations"]
        if part["discountApplication"]["targetSelection"] != "ALL"
    )
    without_codes = total(
        pair(part["allocatedAmountSet"])
        for part in line["discountAllocations"]
        if part["discountApplication"]["targetSelection"] != "ALL"
        and part["discountApplication"]["__typename"] != "DiscountCodeApplication"
    )
    left = current(order, line, reduced) - current(order, line, taxes)
    line.update(
        currentQuantity=units,
        refundableQuantity=units,
        unfulfilledQuantity=line["_fulfillable"],
        fulfillableQuantity=line["_fulfillable"] - _held(order, line),
        nonFulfillableQuantity=line["quantity"]
        - line["_fulfillable"]
        - line["_fulfilled"],
        originalTotalSet=bag(price),
        discountedTotalSet=bag(price - without_codes),
        _discountedTotalWithCodes=bag(price - line_level),
        totalDiscountSet=bag(line_level),
        discountedUnitPriceSet=bag(part_of(order, price - without_codes, 1, line)),
        discountedUnitPriceAfterAllDiscountsSet=bag(part_of(order, reduced, 1, line)),
        priceAfterAllDiscountsBeforeTaxesSet=bag(left),
        unfulfilledOriginalTotalSet=bag(
            part_of(order, price, line["_fulfillable"], line)
        ),
        unfulfilledDiscountedTotalSet=bag(
            part_of(order, price - without_codes, line["_fulfillable"], line)
        ),
    )


def _held(order, line):
    """Units of a line that are on hold: they cannot be fulfilled."""
    return sum(
        part["remainingQuantity"]
        for found in order["fulfillmentOrders"]
        if found["status"] == "ON_HOLD"
        for part in found["lineItems"]
        if part["lineItem"] == line["id"]
    )


def _shipping_line(order, line):
    bag = order["_currencies"].bag
    reduced = net(line)
    line["discountedPriceSet"] = bag(reduced)
    left = ZERO if line["isRemoved"] else reduced - _refunded_shipping(order, line)
    line["currentDiscountedPriceSet"] = bag(left)


def _refunded_shipping(order, line):
    return total(
        pair(part["subtotalAmountSet"])
        for refund in order["refunds"]
        for part in refund["refundShippingLines"]
        if part["shippingLine"] == line["id"]
    )


def _totals(order, left, refunded):
    """Totals over what `left(line, amount)` says of each amount of each line."""
    goods = [line for line in order["lineItems"] if not line["_tip"]]
    tips = [line for line in order["lineItems"] if line["_tip"]]
    shipping = [line for line in order["shippingLines"] if not line["isRemoved"]]
    duties = [duty for line in goods for duty in line["duties"]]
    fees = order["additionalFees"]
    taxes = grouped_taxes(order, [*goods, *shipping, *duties, *fees], left, refunded)
    sums = {
        "subtotal": total(left(line, net(line)) for line in goods),
        "shipping": total(map(net, shipping)),
        "discounts": total(
            left(line, discount_of(line)) for line in [*goods, *shipping]
        ),
        "tax": total(amount for _tax, amount in taxes),
        "taxes": taxes,
        "tip": total(left(line, net(line)) for line in tips),
        "duties": total(pair(duty["price"]) for duty in duties),
        "fees": total(left(fee, pair(fee["price"])) for fee in fees),
    }
    if refunded:
        sums["shipping"] -= total(_refunded_shipping(order, line) for line in shipping)
        sums["duties"] -= refunded_duties(order)
    sums["price"] = total(
        sums[name] for name in ("subtotal", "shipping", "tip", "duties", "fees")
    )
    if not order["taxesIncluded"]:
        sums["price"] += sums["tax"]
    return sums


def _write_totals(order, ordered, now):
    bag = order["_currencies"].bag
    duties = any(line["duties"] for line in order["lineItems"])
    order.update(
        subtotalPriceSet=bag(ordered["subtotal"]),
        totalShippingPriceSet=bag(ordered["shipping"]),
        totalDiscountsSet=bag(ordered["discounts"]),
        totalTaxSet=bag(ordered["tax"]),
        totalPriceSet=bag(ordered["price"]),
        totalTipReceivedSet=bag(now["tip"]),
        taxLines=[tax_line(tax, bag(amount)) for tax, amount in ordered["taxes"]],
        currentSubtotalPriceSet=bag(now["subtotal"]),
        currentShippingPriceSet=bag(now["shipping"]),
        currentTotalDiscountsSet=bag(now["discounts"]),
        currentTotalTaxSet=bag(now["tax"]),
        currentTotalPriceSet=bag(now["price"]),
        currentTaxLines=[tax_line(tax, bag(amount)) for tax, amount in now["taxes"]],
        currentTotalDutiesSet=bag(now["duties"]) if duties else None,
        currentTotalAdditionalFeesSet=bag(now["fees"])
        if order["additionalFees"]
        else None,
    )
    order.setdefault("originalTotalPriceSet", bag(ordered["price"]))
    order.setdefault(
        "originalTotalDutiesSet", bag(ordered["duties"]) if duties else None
    )
    order.setdefault(
        "originalTotalAdditionalFeesSet", order["currentTotalAdditionalFeesSet"]
    )


def _write_quantities(order):
    goods = [line for line in order["lineItems"] if not line["_tip"]]
    fulfilled = any(line["_fulfilled"] for line in goods)
    order.update(
        subtotalLineItemsQuantity=sum(line["quantity"] for line in goods),
        currentSubtotalLineItemsQuantity=sum(line["currentQuantity"] for line in goods),
        displayFulfillmentStatus=_fulfilment_status(order, goods, fulfilled),
        fulfillable=any(line["_fulfillable"] for line in goods),
        restockable=any(line["currentQuantity"] for line in goods),
        requiresShipping=any(line["requiresShipping"] for line in goods),
    )


def _fulfilment_status(order, goods, fulfilled):
    open_units = any(line["_fulfillable"] for line in goods)
    if fulfilled:
        return "PARTIALLY_FULFILLED" if open_units else "FULFILLED"
    work = {found["status"] for found in order["fulfillmentOrders"]} - {"CLOSED"}
    if "IN_PROGRESS" in work or work == {"ON_HOLD"}:
        return "IN_PROGRESS" if "IN_PROGRESS" in work else "ON_HOLD"
    # Up to 2026-07 an order with nothing left to fulfil was called UNFULFILLED.
    return "UNFULFILLED" if open_units else "FULFILLMENT_NOT_REQUIRED"
