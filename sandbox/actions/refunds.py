from ..money import ZERO, pair, total
from . import action
from .agreements import open_ledger, write_agreement
from .order_payment_state import pending_refunds
from .order_totals import recompute
from .refund_parts import (
    adjustments,
    exactly,
    refund_duties,
    refund_line,
    refund_shipping,
    rows_of,
    worth_of,
)


class RefundActions:
    """Refunds: goods taken back, shipping, duties, money."""

    @action
    def refund_order(
        self,
        gid,
        lines=None,
        shipping=None,
        restock="RETURN",
        amount=None,
        note=None,
        duties=False,
        payments=None,
        gateway=None,
        pending=False,
        adjustment_tax=None,
        reason="REFUND_DISCREPANCY",
        rounding=None,
        location=None,
    ):
        """Refund units, shipping, duties or just money; returns the `Refund`.

        Amounts are in shop currency, or `{"shop", "presentment"}`.

        :param lines: `{line gid: units}`, or a list of `{"line", "quantity"}` with
            `restock` and `location` where they differ
        :param shipping: True = what is left of it, or an amount
        :param restock: RETURN (were shipped, come back), CANCEL (will not be
            shipped), NO_RESTOCK (kept by the customer, or not shipped and not sold
            again); True = RETURN, False = NO_RESTOCK; or `{line gid: one of these}`
        :param amount: money paid back; default = what lines, shipping and duties
            are worth and what the shop owes since an edit or a return, as far as it
            was paid. A difference to that becomes an order adjustment.
        :param duties: True = those of the units (without lines: all), or gids
        :param payments: `{transaction gid: amount}` paid back, instead of `amount`
        :param gateway: pay back there, e.g. "shopify_store_credit", and not where the
            money came from
        :param pending: the bank takes its time: see `settle_refund`
        :param adjustment_tax: how much of the adjustment is tax
        :param reason: of the adjustment: REFUND_DISCREPANCY, DAMAGE, RESTOCK …
        :param rounding: cash rounding of the money paid back
        :param location: gid of where the units go to; default: where the order is
            fulfilled from
        """
        order = self.objects[gid]
        open_ledger(self, order)
        rows = rows_of(self, order, lines or {}, restock, location)
        payments = self._chosen_payments(order, payments)
        refund = self._new_refund(order, rows, shipping, duties, note)
        worth = max(self._owed(order), ZERO) + worth_of(order, refund)
        worth, money = self._settled_by(order, worth, amount, payments)
        made = self._pay_back(order, money, payments, gateway, pending)
        if rounding is not None:
            made[0]["amountRoundingSet"] = self._bag(order, rounding)
        sent = total(pair(found["amountSet"]) for found in made)
        refund["orderAdjustments"] = adjustments(
            self, order, worth - sent, adjustment_tax, reason, sent if pending else ZERO
        )
        return self._finish_refund(order, refund, made)

    @action
    def settle_refund(self, gid):
        """The bank did it: pending money of a refund has arrived; returns it."""
        refund = self.objects[gid]
        for found in refund["transactions"]:
            if found["status"] == "PENDING":
                found.update(status="SUCCESS", processedAt=self.now())
                self.emit("order_transactions/create", found)
        order = self.objects[refund["order"]]
        self._sum_up(order, refund)
        self.emit("orders/updated", order)
        return refund

    def _chosen_payments(self, order, payments):
        """`{transaction gid: Pair}`, or None; ValueError if it is more than is left."""
        if payments is None:
            return None
        chosen = {}
        for gid, amount in payments.items():
            left = self._left_of(order, self.objects[gid])
            part = exactly(order["_currencies"].pair(amount), left)
            if part.shop > left.shop:
                raise ValueError(
                    f"{amount} cannot be paid back of a payment of order "
                    f"{order['name']}: {left.shop} are left of it."
                )
            chosen[gid] = part
        return chosen

    def _settled_by(self, order, worth, amount, payments):
        """`(worth, money)`: what the refund settles, and what is paid back for it.

        What nobody named an amount for is paid back, and settled, as far as it was
        paid.
        """
        left = pair(order["netPaymentSet"]) - pending_refunds(order)
        if payments is not None:
            return worth, exactly(total(payments.values()), worth, left)
        if amount is not None:
            return worth, exactly(order["_currencies"].pair(amount), worth, left)
        money = min(worth, left)
        return money, money

    def _bag(self, order, amount):
        return order["_currencies"].bag(order["_currencies"].pair(amount))

    def _owed(self, order):
        """What the shop owes the customer and has not sent so far."""
        return -pair(order["totalOutstandingSet"]) - pending_refunds(order)

    def _new_refund(self, order, rows, shipping=None, duties=False, note=None):
        """A `Refund` of the order without money; stock and lines follow."""
        rows = [self._placed(order, row) for row in rows]
        for row in rows:
            self._take(order, row)
        refund = self.add(
            "Refund",
            {
                "order": order["id"],
                "note": note,
                "processedAt": self.now(),
                "return": None,
                "staffMember": None,
                "totalRefundedSet": order["_currencies"].bag(ZERO),
                "duties": refund_duties(order, rows, duties) if duties else [],
                "orderAdjustments": [],
                "transactions": [],
                "refundShippingLines": refund_shipping(self, order, shipping)
                if shipping
                else [],
                "refundLineItems": [refund_line(self, order, row) for row in rows],
            },
        )
        order["refunds"].append(refund)
        return refund

    def _placed(self, order, row):
        """The row with the location its units go to, None if to none."""
        if row.restock == "NO_RESTOCK":
            return row._replace(location=None)
        location = row.location or self._location_of(order)["id"]
        return row._replace(location=location)

    def _take(self, order, row):
        """Units leave what is to be shipped, or come back to the shelf.

        Those that stay with the customer are taken from what was shipped first.
        """
        line, units = row.line, row.units
        shipped = min(units, line["_fulfilled"] - line["_returned"])
        if row.restock == "CANCEL":
            unshipped = min(units, line["_fulfillable"])
            self._cancel_units(order, line, unshipped, restock=True)
            shipped = min(shipped, units - unshipped)
        elif row.restock == "RETURN":
            self._move_stock(line, row.location, available=units)
        else:
            unshipped = min(units - shipped, line["_fulfillable"])
            self._cancel_units(order, line, unshipped, restock=False)
        line["_returned"] += shipped

    def _finish_refund(self, order, refund, transactions):
        refund["transactions"] = transactions
        self._sum_up(order, refund)
        typename, about = "RefundAgreement", {"refund": refund["id"]}
        if refund["return"]:
            typename, about = "ReturnAgreement", {"return": refund["return"]}
        write_agreement(self, order, typename, about, refund["orderAdjustments"])
        self.emit("refunds/create", refund)
        self.emit("orders/updated", order)
        return refund

    def _sum_up(self, order, refund):
        """Totals, after money moved."""
        arrived = [t for t in refund["transactions"] if t["status"] == "SUCCESS"]
        refund["totalRefundedSet"] = order["_currencies"].bag(
            total(pair(found["amountSet"]) for found in arrived)
        )
        recompute(order)
        self.touch(refund)
        self.touch(order)
