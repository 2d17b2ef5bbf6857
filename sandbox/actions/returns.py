from . import action
from .return_parts import (
    chosen_parts,
    exchange_line,
    order_return_status,
    return_line,
    reverse_fulfillment_order,
)


class ReturnActions:
    """Returns: asked for, approved, closed. What comes of them: `process_return`."""

    @action
    def request_return(self, gid, lines, exchange=(), reason="OTHER", **notes):
        """A customer asks to send units back; returns the `Return`.

        :param gid: of the order
        :param lines: `{gid of the line or the fulfilment's line: units}`
        :param exchange: what the customer wants instead: lines as in `place_order`
        :param reason: `ReturnReason`: OTHER, DEFECTIVE, UNWANTED …
        :param notes: `note` of the shop, `customer_note`
        """
        found = self._new_return(gid, lines, exchange, reason, notes, "REQUESTED")
        self._return_moved(found, "request")
        return found

    @action
    def create_return(self, gid, lines, exchange=(), reason="OTHER", **notes):
        """Staff writes a return, open at once; arguments as `request_return`."""
        found = self._new_return(gid, lines, exchange, reason, notes, "OPEN")
        return self._open_return(found)

    @action
    def approve_return(self, gid):
        """The shop takes the units back: goods may come."""
        return self._open_return(self._return_in(gid, "REQUESTED"))

    @action
    def decline_return(self, gid, reason="OTHER", note=None):
        """The shop does not take them back.

        :param reason: FINAL_SALE, OTHER or RETURN_PERIOD_ENDED
        """
        found = self._return_in(gid, "REQUESTED")
        found["status"] = "DECLINED"
        found["decline"] = {
            "__typename": "ReturnDecline",
            "reason": reason,
            "note": note,
        }
        return self._return_moved(found, "decline")

    @action
    def cancel_return(self, gid):
        """Nothing comes back after all; not once something was processed."""
        found = self._return_in(gid, "REQUESTED", "OPEN")
        parts = [*found["returnLineItems"], *found["exchangeLineItems"]]
        if any(part["processedQuantity"] for part in parts):
            raise ValueError(f"Return {found['name']} is processed in part already.")
        return self._end_return(found, "CANCELED", "cancel")

    @action
    def close_return(self, gid):
        """The return is done, whatever came back."""
        return self._end_return(self._return_in(gid, "OPEN"), "CLOSED", "close")

    @action
    def reopen_return(self, gid):
        """A closed return goes on."""
        found = self._return_in(gid, "CLOSED")
        found.update(status="OPEN", closedAt=None)
        return self._return_moved(found, "reopen")

    def _new_return(self, gid, lines, exchange, reason, notes, status):
        order = self.objects[gid]
        parts = chosen_parts(self, order, lines)
        number = len(order["returns"]) + 1
        found = self.add(
            "Return",
            {
                "name": f"{order['name']}-R{number}",
                "order": order["id"],
                "status": status,
                "closedAt": None,
                "requestApprovedAt": None,
                "decline": None,
                "staffMember": None,
                "returnShippingFees": [],
                "reverseFulfillmentOrders": [],
                "returnLineItems": [
                    return_line(self, order, part, units, reason, notes)
                    for part, units in parts
                ],
                "exchangeLineItems": [exchange_line(self, v) for v in exchange],
            },
        )
        order["returns"].append(found)
        return found

    def _return_in(self, gid, *statuses):
        found = self.objects[gid]
        if found["status"] not in statuses:
            raise ValueError(f"Return {found['name']} is {found['status'].lower()}.")
        return found

    def _open_return(self, found):
        order = self.objects[found["order"]]
        found.update(status="OPEN", requestApprovedAt=self.now())
        found["reverseFulfillmentOrders"] = [
            reverse_fulfillment_order(self, order, found)
        ]
        return self._return_moved(found, "approve")

    def _end_return(self, found, status, verb):
        found.update(status=status, closedAt=self.now())
        for reverse in found["reverseFulfillmentOrders"]:
            reverse["status"] = status
        return self._return_moved(found, verb)

    def _return_moved(self, found, verb):
        """Time, status of the order and webhooks follow; returns the return."""
        order = self.objects[found["order"]]
        order["returnStatus"] = order_return_status(order)
        self.touch(found)
        self.touch(order)
        self.emit(f"returns/{verb}", found)
        self.emit("orders/updated", order)
        return found
