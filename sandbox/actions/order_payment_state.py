"""What an order says about its payments, from its transactions and refunds."""

from ..money import ZERO, pair, scalar, total


def paid_by(order, *kinds, statuses=("SUCCESS",)):
    """`Pair`: sum of the transactions of these kinds, without cash rounding."""
    return total(
        pair(found["amountSet"])
        for found in order["transactions"]
        if found["kind"] in kinds and found["status"] in statuses
    )


def pending_refunds(order):
    """`Pair`: money that is on its way back to the customer."""
    return paid_by(order, "REFUND", statuses=("PENDING",))


def write_payments(order, price):
    """Payment fields of an order that is worth `price` by now."""
    bag = order["_currencies"].bag
    received = paid_by(order, "SALE", "CAPTURE") - paid_by(order, "CHANGE")
    refunded = paid_by(order, "REFUND")
    discrepancy = total(
        pair(part["amountSet"]) + pair(part["taxAmountSet"])
        for refund in order["refunds"]
        for part in refund["orderAdjustments"]
    )
    capturable = _capturable(order)
    # What is authorized is not outstanding (seen).
    outstanding = price - received - capturable + refunded + discrepancy
    shipping_back = total(
        pair(part["subtotalAmountSet"])
        for refund in order["refunds"]
        for part in refund["refundShippingLines"]
    )
    order.update(
        totalReceivedSet=bag(received),
        totalRefundedSet=bag(refunded),
        totalRefundedShippingSet=bag(shipping_back),
        netPaymentSet=bag(received - refunded),
        totalOutstandingSet=bag(outstanding),
        totalCapturableSet=bag(capturable),
        totalCapturable=scalar(bag(capturable)),
        refundDiscrepancySet=bag(discrepancy),
        totalCashRoundingAdjustment={
            "__typename": "CashRoundingAdjustment",
            "paymentSet": bag(_rounding(order, "SALE", "CAPTURE")),
            "refundSet": bag(_rounding(order, "REFUND")),
        },
        capturable=capturable.shop > 0,
        fullyPaid=received.shop >= price.shop,
        unpaid=received.shop <= 0,
        refundable=received.shop > refunded.shop,
        canMarkAsPaid=(outstanding + capturable).shop > 0 and not order["cancelledAt"],
        displayFinancialStatus=_financial_status(order, price, received, refunded),
        paymentGatewayNames=list(
            dict.fromkeys(found["gateway"] for found in order["transactions"])
        ),
    )


def _rounding(order, *kinds):
    """What cash payments were rounded by; it is no part of their amounts."""
    return total(
        pair(found["amountRoundingSet"])
        for found in order["transactions"]
        if found["kind"] in kinds and found["amountRoundingSet"]
    )


def _capturable(order):
    if any(found["kind"] == "VOID" for found in order["transactions"]):
        return ZERO
    left = paid_by(order, "AUTHORIZATION") - paid_by(order, "CAPTURE")
    return left if left.shop > 0 else ZERO


def _financial_status(order, price, received, refunded):
    if refunded.shop > 0:
        return "REFUNDED" if refunded.shop >= received.shop else "PARTIALLY_REFUNDED"
    if any(found["kind"] == "VOID" for found in order["transactions"]):
        return "VOIDED"
    if received.shop > 0:
        return "PAID" if received.shop >= price.shop else "PARTIALLY_PAID"
    if _capturable(order).shop > 0:
        return "AUTHORIZED"
    if any(found["status"] == "PENDING" for found in order["transactions"]):
        return "PENDING"
    # Orders made by an app without a payment have no status (seen).
    return order.get("_unpaid", "PENDING") if price.shop > 0 else "PAID"
