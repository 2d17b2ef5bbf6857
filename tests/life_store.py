"""The store of a simulated month: it sells, and its orders live."""

from contextlib import suppress

from ..sandbox.money import pair
from .life_events import BusyLife


class Store:
    """What happens in Shopify. `generator` draws orders and what becomes of them."""

    def __init__(self, sandbox, generator, random):
        self.sandbox, self.generator, self.random = sandbox, generator, random
        self.life = BusyLife(sandbox, random)
        self.happened = {}  # name of an order: what happened to it

    @property
    def orders(self):
        return self.sandbox.all("Order")

    def sell(self, count):
        """So many orders are placed, some of a rarer kind, some by companies."""
        for _number in range(count):
            place, given = self.generator.order, {}
            kind = self.random.random()
            if kind < 0.25:
                place = self.generator.special_order
            elif kind < 0.45:
                given["customers"] = "company"
            place(taxes_included=self.random.random() < 0.5, **given)

    def live(self):
        """Something happens to most of the orders."""
        for order in self.orders:
            for _event in range(self.random.choice((0, 1, 1, 2, 2))):
                told = self.happened.setdefault(order["name"], [])
                told.append(self.life.step(order))

    # -- in the end ------------------------------------------------------------------

    def settle(self):
        """Goods are sent and money is paid or paid back, of every order."""
        for order in self.orders:
            self._settle_goods(order)
            self._settle_money(order)

    def _settle_goods(self, order):
        gid, store = order["id"], self.sandbox
        for found in order["returns"]:
            if found["status"] == "REQUESTED":
                store.decline_return(found["id"])
            elif found["status"] == "OPEN":
                self._end_return(found)
        if any(line["fulfillableQuantity"] for line in order["lineItems"]):
            store.fulfil_order(gid)

    def _end_return(self, found):
        """The goods arrive; not those that were refunded without it meanwhile."""
        with suppress(ValueError):
            self.sandbox.process_return(found["id"])
        self.sandbox.close_return(found["id"])

    def _settle_money(self, order):
        gid, store = order["id"], self.sandbox
        for refund in order["refunds"]:
            if any(paid["status"] == "PENDING" for paid in refund["transactions"]):
                store.settle_refund(refund["id"])
        outstanding = pair(order["totalOutstandingSet"]).shop
        if outstanding > 0 or order["capturable"]:
            store.pay_order(gid)
        elif outstanding < 0:
            store.refund_order(gid)

    def uneven(self):
        """Names of the orders on which Shopify itself says that something is owed."""
        return {
            order["name"]
            for order in self.orders
            if pair(order["totalOutstandingSet"]).shop
        }

    def touch(self):
        """Every order is told once more."""
        for order in self.orders:
            self.sandbox.touch(order)
