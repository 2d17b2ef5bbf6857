"""What happens to an order after it was placed, drawn from a seed."""

from collections import Counter

from ..actions.return_parts import returnable
from ..money import pair

WEIGHTS = {
    "pay": 6,
    "fulfil": 8,
    "edit_quantity": 2,
    "edit_lines": 1,
    "edit_shipping": 1,
    "refund_units": 3,
    "refund_money": 1,
    "settle": 6,
    "send_back": 3,
    "take_back": 6,
    "cancel": 1,
    "assess": 1,
    "archive": 2,
}


class Life:
    """Later events of orders; only what is possible in the state they are in."""

    def __init__(self, store, rng):
        self.store, self.rng = store, rng

    def step(self, order):
        """Let one thing happen to an order; its name, or None if nothing can."""
        ways = dict(self._possible(order))
        if not ways:
            return None
        name = self.rng.choices(list(ways), [WEIGHTS[name] for name in ways])[0]
        ways[name]()
        return name

    def _possible(self, order):
        """`(name, function)` of everything that can happen now."""
        for found in self._open_returns(order):
            if self._comes_back(found):
                yield "take_back", lambda found=found: self._take_back(found)
        for refund in order["refunds"]:
            if any(paid["status"] == "PENDING" for paid in refund["transactions"]):
                gid = refund["id"]
                yield "settle", lambda gid=gid: self.store.settle_refund(gid)
        if not order["cancelledAt"]:
            yield from self._while_open(order)

    def _while_open(self, order):
        gid, store = order["id"], self.store
        yield "assess", lambda: store.assess_risk(gid, *self.rng.choice(RISKS))
        yield "edit_lines", lambda: self._edit_lines(order)
        if order["canMarkAsPaid"]:
            yield "pay", lambda: store.pay_order(gid)
        if self._open_work(order):
            yield "fulfil", lambda: self._fulfil(order)
        if self._lines(order):
            yield "edit_quantity", lambda: self._edit_quantity(order)
        if self._plain_shipping(order):
            yield "edit_shipping", lambda: self._edit_shipping(order)
        if pair(order["netPaymentSet"]).shop > 1 and not self._pending(order):
            yield "refund_money", lambda: self._refund_money(order)
            if self._lines(order) and not self._open_returns(order):
                yield "refund_units", lambda: self._refund_units(order)
        if returnable(store, order) and not self._open_returns(order):
            yield "send_back", lambda: self._send_back(order)
        if not order["fulfillments"]:
            restock = self.rng.random() < 0.8
            yield "cancel", lambda: store.cancel_order(gid, restock=restock)
        elif not order["closed"]:
            yield "archive", lambda: store.close_order(gid)

    def _lines(self, order):
        return [
            line
            for line in order["lineItems"]
            if line["currentQuantity"] and not line["_tip"]
        ]

    def _open_work(self, order):
        """`{line gid: units}` that can be fulfilled."""
        return {
            line["id"]: line["fulfillableQuantity"]
            for line in order["lineItems"]
            if line["fulfillableQuantity"]
        }

    def _open_returns(self, order):
        return [found for found in order["returns"] if found["status"] == "OPEN"]

    def _comes_back(self, found):
        """Whether a return's units are all still to be refunded."""
        wanted = Counter()
        for part in found["returnLineItems"]:
            wanted[part["_line"]] += part["quantity"] - part["processedQuantity"]
        lines = ((self.store.objects[gid], units) for gid, units in wanted.items())
        return all(line["quantity"] - line["_refunded"] >= n for line, n in lines)

    def _pending(self, order):
        return any(
            paid["kind"] == "REFUND" and paid["status"] == "PENDING"
            for paid in order["transactions"]
        )

    def _plain_shipping(self, order):
        return [
            line
            for line in order["shippingLines"]
            if line["discountedPriceSet"] == line["currentDiscountedPriceSet"]
            and not line["discountAllocations"]
        ]

    def _kept(self, line):
        """Units that are at the customer's: an edit cannot take them away."""
        return line["_fulfilled"] - line["_returned"]

    def _fulfil(self, order):
        work = self._open_work(order)
        if self.rng.random() < 0.3:
            gid = self.rng.choice(list(work))
            work = {gid: self.rng.randint(1, work[gid])}
        number = f"TRACK{self.rng.randrange(10**8):08}"
        self.store.fulfil_order(order["id"], work, {"company": "DHL", "number": number})

    def _edit_quantity(self, order):
        line = self.rng.choice(self._lines(order))
        least = min(self._kept(line), line["currentQuantity"])
        units = self.rng.randint(least, line["currentQuantity"] + 2)
        self.store.edit_order(order["id"], {line["id"]: units})

    def _edit_lines(self, order):
        """One more line, or a discount on one that is whole."""
        whole = [line for line in self._lines(order) if not line["_refunded"]]
        if whole and self.rng.random() < 0.5:
            gid = self.rng.choice(whole)["id"]
            discount = {"title": "Goodwill", "percentage": self.rng.choice((5, 10, 15))}
            self.store.edit_order(order["id"], discounts={gid: [discount]})
            return
        variants = self.store.all("ProductVariant")
        line = {"title": "Gift wrapping", "price": "3.50"}
        if variants and self.rng.random() < 0.7:
            line = {"variant": self.rng.choice(variants)["id"]}
        self.store.edit_order(order["id"], add=[line])

    def _edit_shipping(self, order):
        line = self.rng.choice(self._plain_shipping(order))
        change = {"id": line["id"], "price": self.rng.choice(("0.00", "3.90", "12.50"))}
        if self.rng.random() < 0.3:
            change = {"id": line["id"], "remove": True}
        self.store.edit_order(order["id"], shipping=[change])

    def _refund_units(self, order):
        line = self.rng.choice(self._lines(order))
        most, kinds = line["currentQuantity"], ("NO_RESTOCK",)
        if self._kept(line):
            most, kinds = min(most, self._kept(line)), ("RETURN", "NO_RESTOCK")
        elif line["unfulfilledQuantity"]:
            kinds = ("CANCEL", "NO_RESTOCK")
        self.store.refund_order(
            order["id"],
            {line["id"]: self.rng.randint(1, most)},
            shipping=self.rng.random() < 0.3,
            restock=self.rng.choice(kinds),
            duties=True,
            pending=self.rng.random() < 0.2,
        )

    def _refund_money(self, order):
        self.store.refund_order(order["id"], amount="1.00", reason="CUSTOMER")

    def _send_back(self, order):
        """A return, with something in exchange now and then."""
        _fulfillment, parts = self.rng.choice(returnable(self.store, order))
        part, left = self.rng.choice(parts)
        exchange = []
        if self.rng.random() < 0.4:
            price = f"{self.rng.randint(1, 60)}.90"
            exchange = [{"title": "Exchanged item", "price": price}]
        units = {part["id"]: self.rng.randint(1, left)}
        self.store.create_return(order["id"], units, exchange, reason="UNWANTED")

    def _take_back(self, found):
        kind = self.rng.choice(("RESTOCKED", "RESTOCKED", "NOT_RESTOCKED", "MISSING"))
        refund = self.rng.random() < 0.85
        self.store.process_return(found["id"], disposition=kind, refund=refund)
        self.store.close_return(found["id"])


RISKS = (("ACCEPT", "LOW"), ("INVESTIGATE", "MEDIUM"), ("CANCEL", "HIGH"))
