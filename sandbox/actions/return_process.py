from ..money import ZERO, pair, total
from . import action
from .agreements import open_ledger, write_agreement
from .order_totals import recompute
from .refund_parts import exactly, rows_of


class ReturnProcessActions:
    """What came back of a return: goods, money, and the goods in exchange."""

    @action
    def process_return(
        self,
        gid,
        lines=None,
        disposition="RESTOCKED",
        location=None,
        refund=True,
        shipping=None,
        duties=False,
        note=None,
        exchange=None,
    ):
        """Units of a return have arrived; returns the `Return`.

        They leave the order with a `Refund` of the return. What was to be exchanged
        for them becomes lines of the order; is it dearer, the rest is outstanding
        and its fulfilment waits for the payment (documented).

        :param lines: `{gid of the return's or the order's line: units}`; default: all
            that is not processed
        :param disposition: RESTOCKED, NOT_RESTOCKED or MISSING, or None; or
            `{gid as in lines: one of these}`
        :param location: gid of where they are restocked
        :param refund: True = pay back what the shop owes then, False = pay nothing
            back, or an amount in shop currency
        :param shipping: give it back, as in `refund_order`; `duties` too
        :param exchange: `{gid of the exchange line: units}`; default: all
        """
        found = self._return_in(gid, "OPEN")
        units = self._open_units(found, lines)
        work = []
        for key, line, part in units:
            kind = (
                disposition.get(key) if isinstance(disposition, dict) else disposition
            )
            work.append((line, part, kind, location))
        return self.process_units(
            gid, work, exchange, refund, None, shipping, duties, note
        )

    @action
    def process_units(
        self,
        gid,
        work,
        exchange=None,
        refund=True,
        payments=None,
        shipping=None,
        duties=False,
        note=None,
    ):
        """Like `process_return`, with several dispositions of one line.

        :param work: `[(return line, units, disposition or None, location gid)]`
        :param payments: `{transaction gid: amount}` paid back, instead of `refund`
        """
        found = self.objects[gid]
        order = self.objects[found["order"]]
        default = self._location_of(order)["id"]
        work = [(*row[:3], row[3] or default) for row in work]
        payments = self._chosen_payments(order, payments)
        open_ledger(self, order)
        back = self._take_back(order, work, shipping, duties, note)
        self._hand_out(order, found, exchange)
        if payments is None:
            money = self._money_back(order, refund)
        else:
            money = total(payments.values())
        self._note_work(found, work, money)
        if back["refundLineItems"] or money.shop:
            back["return"] = found["id"]
            self._finish_refund(order, back, self._pay_back(order, money, payments))
        else:
            order["refunds"].remove(self.objects.pop(back["id"]))
            recompute(order)
            write_agreement(self, order, "ReturnAgreement", {"return": gid})
        self.emit("returns/process", found)
        return self._return_moved(found, "update")

    @action
    def dispose(self, gid, units, disposition, location=None):
        """Say what becomes of units, before or without processing the return.

        :param gid: of the `ReverseFulfillmentOrderLineItem`, which is returned
        """
        part = self.objects[gid]
        if disposition == "RESTOCKED":
            line = self.objects[self.objects[part["_return_line"]]["_line"]]
            self._move_stock(line, location, available=units)
        self._note_disposition(part, units, disposition, location)
        return part

    def _note_work(self, found, work, money):
        """The return's lines know what came back, and whether money went out."""
        for line, units, kind, place in work:
            line["processedQuantity"] += units
            line["refundedQuantity"] += units if money.shop else 0
            if kind:
                part = self._reverse_part(found, line)
                self._note_disposition(part, units, kind, place)

    def _money_back(self, order, refund):
        """`Pair`: what is paid back; all that is owed, unless `refund` says else."""
        recompute(order)
        owed = max(self._owed(order), ZERO)
        if refund is True:
            return min(owed, pair(order["netPaymentSet"]))
        return exactly(order["_currencies"].pair(refund or 0), owed)

    def _open_units(self, found, lines):
        """`[(gid as asked, return line, units)]`; ValueError if there are fewer."""
        left = {
            line["id"]: line["quantity"] - line["processedQuantity"]
            for line in found["returnLineItems"]
        }
        if lines is None:
            lines = {gid: units for gid, units in left.items() if units}
        chosen = []
        for gid, wanted in lines.items():
            rest = wanted
            for line in found["returnLineItems"]:
                part = min(rest, left[line["id"]])
                if gid in (line["id"], line["_line"]) and part > 0:
                    chosen.append((gid, line, part))
                    left[line["id"]] -= part
                    rest -= part
            if rest:
                raise ValueError(
                    f"Return {found['name']}: {wanted} units cannot be processed, "
                    f"{wanted - rest} are left."
                )
        return chosen

    def _take_back(self, order, work, shipping, duties, note):
        rows = [
            {
                "line": line["_line"],
                "quantity": units,
                "restock": "RETURN" if kind == "RESTOCKED" else "NO_RESTOCK",
                "location": place,
            }
            for line, units, kind, place in work
        ]
        rows = rows_of(self, order, rows, "RETURN")
        return self._new_refund(order, rows, shipping, duties, note)

    def _hand_out(self, order, found, exchange):
        """Lines in exchange become lines of the order, to be fulfilled."""
        before = len(order["fulfillmentOrders"])
        for line in found["exchangeLineItems"]:
            left = line["quantity"] - line["processedQuantity"]
            units = left if exchange is None else min(left, exchange.get(line["id"], 0))
            if units:
                values = {**line["_values"], "quantity": units}
                line["lineItems"].append(self._add_line(order, values)["id"])
                line["processedQuantity"] += units
        recompute(order)
        if pair(order["totalOutstandingSet"]).shop > 0:
            for work in order["fulfillmentOrders"][before:]:
                self._await_payment(work)

    def _await_payment(self, work):
        held = self.add(
            "FulfillmentHold",
            {
                "reason": "AWAITING_PAYMENT",
                "reasonNotes": None,
                "handle": None,
                "displayReason": "Awaiting payment",
                "heldByRequestingApp": False,
                "heldByApp": None,
                "_rest": None,
            },
        )
        work["fulfillmentHolds"].append(held)
        work["status"] = "ON_HOLD"

    def _release_paid(self, order):
        """What waited for the payment can be fulfilled."""
        for work in order["fulfillmentOrders"]:
            reasons = [held["reason"] for held in work["fulfillmentHolds"]]
            if reasons == ["AWAITING_PAYMENT"]:
                work.update(fulfillmentHolds=[], status="OPEN")
                self.touch(work)
                self.emit("fulfillment_orders/hold_released", work)

    def _reverse_part(self, found, line):
        return next(
            part
            for reverse in found["reverseFulfillmentOrders"]
            for part in reverse["lineItems"]
            if part["_return_line"] == line["id"]
        )

    def _note_disposition(self, part, units, kind, location):
        part["dispositions"].append(
            self.add(
                "ReverseFulfillmentOrderDisposition",
                {"type": kind, "quantity": units, "location": location},
            )
        )
