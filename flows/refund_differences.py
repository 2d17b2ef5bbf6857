"""What refunds pay back more or less than what they take off an order. Plain Python."""

from decimal import Decimal

PENDING = "PENDING_REFUND_DISCREPANCY"
AMOUNTS = ("amountSet", "taxAmountSet")


def adjustments(refund):
    """The OrderAdjustments of a refund: above zero, less is paid than is taken off.

    While money is on its way, one of them keeps it and a second one, PENDING, gives
    it back; both stay when it has arrived. Their sum is the difference.
    """
    found = refund["orderAdjustments"]["nodes"]
    firm = [each for each in found if each["reason"] != PENDING]
    if not firm:
        return found
    pending = [each for each in found if each["reason"] == PENDING]
    first = {**firm[0], **{name: _sum(name, firm[:1] + pending) for name in AMOUNTS}}
    return [each for each in (first, *firm[1:]) if not pending or _is_some(each)]


def _sum(name, nodes):
    """One MoneyBag of those of several nodes."""

    def total(side):
        return str(sum(Decimal(each[name][side]["amount"]) for each in nodes))

    return {
        side: {**money, "amount": total(side)}
        for side, money in nodes[0][name].items()
        if isinstance(money, dict)
    }


def _is_some(adjustment):
    return any(
        Decimal(money["amount"])
        for name in AMOUNTS
        for money in adjustment[name].values()
        if isinstance(money, dict)
    )
