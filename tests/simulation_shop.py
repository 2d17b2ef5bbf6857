"""What happens in the store of a simulated shop: it sells, edits, cancels, fulfils."""

from ..sandbox.actions.inventory import find_level, quantity_of
from .simulation_ledger import Sale


class Shop:
    """The store's side of the simulation; methods as in `House`."""

    def __init__(self, case, ledger, careful):
        self.store, self.ledger, self.careful = case.store, ledger, careful
        self.variants, self.items = case.variants, case.items
        self.locations = case.location_gids

    def level(self, article, place, name):
        """A quantity by the store's own count."""
        found = find_level(self.store, self.items[article], self.locations[place])
        return quantity_of(found, name)

    def sellable(self, article):
        places = range(len(self.locations))
        return sum(max(0, self.level(article, p, "available")) for p in places)

    def sell(self, random):
        article, place = random.randrange(len(self.items)), random.randrange(2)
        units = random.randint(1, 3)
        if units > self.level(article, place, "available"):
            return None
        node = self.store.place_order(
            [{"variant": self.variants[article], "quantity": units}],
            email="ada@example.com",
            location=self.locations[place],
        )
        line = node["lineItems"][0]["id"]
        self.ledger.sales.append(Sale(article, place, units, node, line))
        return f"the store sells {units} of {article} from {place}"

    def edit(self, random):
        """One more, if there is one, or one less."""
        sale = self._choose(random, lambda sale: sale.open_in_store > 1)
        if not sale:
            return None
        change = random.choice((-1, 1))
        if change > self.level(sale.article, sale.place, "available"):
            return None
        if change < 0:
            if not self._may_lower(sale, 1):
                return None
            self.ledger.lower(sale, 1)
        else:
            sale.units += 1
        self.store.edit_order(sale.order["id"], {sale.line: sale.units})
        return f"the store's order of {sale.article} is {sale.units} now"

    def cancel(self, random):
        sale = self._choose(random, lambda s: s.open_in_store and not s.fulfilled)
        if not sale or not self._may_lower(sale, sale.units):
            return None
        restock = random.random() < 0.7
        words = f"the store cancels {sale.units} of {sale.article}, {restock=}"
        self.ledger.lower(sale, sale.units)
        self.store.cancel_order(sale.order["id"], restock=restock)
        return words

    def fulfil(self, random):
        sale = self._choose(random, lambda sale: sale.open_in_store)
        if not sale:
            return None
        units = random.randint(1, sale.open_in_store)
        if self.careful and units > self._room(sale.article):
            return None
        self.store.fulfil_order(sale.order["id"], lines={sale.line: units})
        sale.fulfilled += units
        self.ledger.in_flight[sale.article] += units
        return f"the store fulfils {units} of {sale.article} from {sale.place}"

    def count(self, random):
        """Somebody puts a wrong, lower quantity into the store."""
        article, place = random.randrange(len(self.items)), random.randrange(2)
        available = self.level(article, place, "available")
        if available < 1:
            return None
        self.store.set_inventory(
            self.items[article], self.locations[place], available=available - 1
        )
        return f"the store counts one less of {article} at {place}"

    def _may_lower(self, sale, units):
        grows = max(0, sale.delivered - (sale.units - units)) - sale.beyond
        return not self.careful or grows <= self._room(sale.article)

    def _room(self, article):
        return self.ledger.buffer - self.ledger.in_flight[article]

    def _choose(self, random, suits):
        sales = [sale for sale in self.ledger.sales if sale.by_store and suits(sale)]
        return random.choice(sales) if sales else None
