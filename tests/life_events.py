"""What happens to the orders of a simulated month, beside the generator's events."""

from ..sandbox.actions.return_parts import returnable
from ..sandbox.generator.life import WEIGHTS, Life
from ..sandbox.money import pair

MORE = {
    "refund_less": 2,
    "refund_more": 1,
    "ask": 2,
    "answer": 6,
    "void": 1,
    "exchange": 2,
    "cancel_unpaid": 1,
    "note": 2,
}


class BusyLife(Life):
    """The generator's events, and: refunds of less and of more than goods are worth,
    requests of returns, exchanges for articles, voided payments, cancellation without
    money back."""

    def step(self, order):
        """As the generator's, of more events."""
        ways = dict(self._possible(order))
        if not ways:
            return None
        weights = {**WEIGHTS, **MORE}
        name = self.rng.choices(list(ways), [weights[name] for name in ways])[0]
        ways[name]()
        return name

    def _possible(self, order):
        yield from super()._possible(order)
        for found in order["returns"]:
            if found["status"] == "REQUESTED":
                yield "answer", lambda found=found: self._answer(found)
        if not order["cancelledAt"]:
            yield from self._more(order)

    def _more(self, order):
        gid, store = order["id"], self.store
        yield "note", lambda: store.update_order(gid, note="Please ring twice")
        free = not self._all_returns(order)
        if pair(order["netPaymentSet"]).shop > 5 and not self._pending(order) and free:
            if self._lines(order):
                yield "refund_less", lambda: self._refund_part(order, "0.50")
                yield "refund_more", lambda: self._refund_part(order, None)
        if returnable(store, order) and free:
            yield "ask", lambda: self._ask(order)
            yield "exchange", lambda: self._exchange(order)
        if order["capturable"]:
            yield "void", lambda: store.void_payment(gid)
        if not order["fulfillments"]:
            yield "cancel_unpaid", lambda: store.cancel_order(gid, refund=False)

    def _all_returns(self, order):
        return [
            each for each in order["returns"] if each["status"] in ("OPEN", "REQUESTED")
        ]

    def _refund_part(self, order, share):
        """One unit, for little money or for a bit more than it is worth."""
        line = self.rng.choice(self._lines(order))
        kind = "RETURN" if self._kept(line) else "CANCEL"
        worth = pair(line["discountedUnitPriceAfterAllDiscountsSet"]).shop
        left = pair(order["netPaymentSet"]).shop
        amount = share or min(left, worth + 2)
        self.store.refund_order(
            order["id"], {line["id"]: 1}, restock=kind, amount=str(amount)
        )

    def _chosen(self, order):
        _fulfillment, parts = self.rng.choice(returnable(self.store, order))
        part, left = self.rng.choice(parts)
        return {part["id"]: self.rng.randint(1, left)}

    def _ask(self, order):
        self.store.request_return(order["id"], self._chosen(order))

    def _answer(self, found):
        verb = self.rng.choice(("approve", "approve", "decline", "cancel"))
        getattr(self.store, f"{verb}_return")(found["id"])

    def _exchange(self, order):
        """For another article: cheaper, dearer, or the same."""
        variant = self.rng.choice(self.store.all("ProductVariant"))["id"]
        wanted = [{"variant": variant, "quantity": 1}]
        self.store.create_return(order["id"], self._chosen(order), wanted)

    def _edit_quantity(self, order):
        """More units only of lines without refunds: what a discount of a line is worth
        for each of its units is not to change after some were refunded."""
        line = self.rng.choice(self._lines(order))
        units = line["currentQuantity"]
        least = min(self._kept(line), units)
        most = units if line["_refunded"] else units + 2
        self.store.edit_order(order["id"], {line["id"]: self.rng.randint(least, most)})
