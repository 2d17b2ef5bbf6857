"""What a simulated shop has and has promised, counted by the simulation itself."""

import contextlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Sale:
    """Units of one article sold from one place, by the store or by Odoo."""

    article: int
    place: int
    units: int  # as the seller has it now, after edits; 0 when cancelled
    order: Any = None  # the store's node, or Odoo's sale.order
    line: str = ""  # gid of the store's order line; "": sold by Odoo
    fulfilled: int = 0  # in the store
    delivered: int = 0  # units that left the house

    @property
    def by_store(self):
        return bool(self.line)

    @property
    def open_in_store(self):
        """Units that the store counts as committed."""
        return max(0, self.units - self.fulfilled) if self.by_store else 0

    @property
    def promised(self):
        """Units that somebody still waits for."""
        return max(0, self.units - self.delivered)

    @property
    def beyond(self):
        """Units that left the house although nobody waits for them."""
        return max(0, self.delivered - self.units)


@dataclass
class Ledger:
    """Units in the house, sales, and the units in flight of each article.

    In flight are units that one side took while the other may not know yet:

    - sold, moved away or counted away in Odoo,
    - fulfilled in the store (until Odoo knows, it gives them back to the store),
    - sent out although the store had taken them off the order,

    all since the article was last *settled*: every change was sent and Odoo knew
    each of the store's orders as it was. What the store sells is not in flight: it
    lowers what the store offers by itself, and sending a level changes nothing of it.

    With a buffer of B units at each place, and never more than B units of an article
    in flight, the store and Odoo together never promise more than there is.
    """

    buffer: int
    owned: Counter = field(default_factory=Counter)  # (article, place) -> units
    sales: list = field(default_factory=list)
    in_flight: Counter = field(default_factory=Counter)  # article -> units

    def owned_of(self, article):
        return sum(n for (each, _place), n in self.owned.items() if each == article)

    def promised(self, article):
        return sum(sale.promised for sale in self.sales if sale.article == article)

    def of(self, article, place):
        """The sales of an article from a place."""
        return [s for s in self.sales if (s.article, s.place) == (article, place)]

    def committed(self, article, place):
        return sum(sale.open_in_store for sale in self.of(article, place))

    def deliver(self, sale, units):
        """Units leave the house for a sale."""
        with self.taking_back(sale):
            sale.delivered += units
        self.owned[sale.article, sale.place] -= units

    def lower(self, sale, units):
        """The store takes units off an order."""
        with self.taking_back(sale):
            sale.units -= units

    @contextlib.contextmanager
    def taking_back(self, sale):
        """Units that left although they are off the order are in flight."""
        before = sale.beyond
        yield
        self.in_flight[sale.article] += max(0, sale.beyond - before)

    def on_hand(self, article, place, reserved):
        """What the store is to have on hand by the policy: free to use, less the
        buffer, and for each of the store's orders what Odoo has taken off, unless
        the store has sent it.

        :param reserved: function of a sale: units that Odoo reserved for it
        """
        sales = self.of(article, place)
        free = self.owned[article, place] - sum(map(reserved, sales))
        given_back = sum(
            min(sale.open_in_store, reserved(sale) + sale.delivered - sale.fulfilled)
            for sale in sales
            if sale.by_store
        )
        return max(0, max(0, free - self.buffer) + given_back)
