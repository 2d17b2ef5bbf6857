"""The generator: fills a store from one seed."""

import random

from .catalogue import product_values, tax_class
from .companies import MOST, company_buyer, company_values
from .life import Life
from .orders import (
    LINE_DISCOUNTS,
    is_taxed,
    line_values,
    local_currency,
    odd_lines,
    order_discounts,
    remarks,
    shipping_values,
)
from .people import PLACES, address_values, customer_values, place_of
from .special import KINDS, special_values


class Generator:
    """Fills a store with a plausible catalogue, customers and orders.

    Everything follows from the seed: the same calls on an equal store give the same
    shop. `order` is varied (discounts, currencies, guests, odd lines); `orders` gives
    many of one shape, for tests and benchmarks.
    """

    def __init__(self, store, seed=1):
        self.store = store
        self.rng = random.Random(seed)
        self._numbers = {"product": 0, "customer": 0, "company": 0}
        self._seen, self._on_sale = 0, []

    def catalogue(self, products=20):
        """Create that many products with variants and stock; returns them."""
        locations = [location["id"] for location in self.store.all("Location")]
        return [
            self.store.create_product(
                **product_values(self.rng, self._next("product"), locations)
            )
            for _ in range(products)
        ]

    def customers(self, n=10):
        """Create n customers with addresses, most of them in the shop's country."""
        return [self._new_customer() for _ in range(n)]

    def order(self, lines=None, shipping=None, customers=None, **overrides):
        """Place one varied order and return it.

        `lines` is a number or the lines themselves; `shipping` True, False or the line;
        `customers` "known", "new", "guest" or "company"; all else as in
        ``store.place_order``.
        """
        rng = self.rng
        customers = customers or rng.choice(("known", "known", "new", "guest"))
        buyer, place, address = self._buyer(customers)
        values = {
            **buyer,
            **self._addresses(place, address),
            "discounts": order_discounts(rng),
            "paid": rng.random() < 0.9,
            **remarks(rng),
            **(
                local_currency(self.store.currency, place) if rng.random() < 0.3 else {}
            ),
        }
        if lines is None:
            lines = rng.choice((1, 1, 1, 2, 2, 3, 3, 4, 5, 8))
        taxed = is_taxed(self.store.country, place)
        if isinstance(lines, int):
            lines = self._lines(lines, place, taxed, discounted=rng.random() < 0.2)
            lines += odd_lines(rng, place, taxed)
        if shipping is None:
            shipping = rng.random() < 0.93
        return self._place(values, lines, shipping, place, taxed, overrides)

    def special_order(self, kind=None, **overrides):
        """Place an order of a rarer kind (`KINDS`), drawn if none is said."""
        kind = kind or self.rng.choice(list(KINDS))
        return self.order(**{**special_values(kind), **overrides})

    def live(self, order, steps=1):
        """Let up to `steps` things happen to an order; their names.

        Paid, fulfilled, edited, refunded, returned, cancelled …: whatever is possible
        then, by the same seed always the same.
        """
        life = Life(self.store, self.rng)
        names = (life.step(order) for _number in range(steps))
        return [name for name in names if name]

    def orders(
        self, n, lines=3, shipping=True, taxes=None, discounted_line=False,
        customers="known", **overrides,
    ):  # fmt: skip
        """Place n orders of one shape and return them.

        `taxes` ([{"title", "rate"}]) replaces those of the buyer's place on all lines
        and shipping; `discounted_line` takes a discount off the first line; `customers`
        is "known" (reused), "new" (each with an own customer) or "guest".
        """
        return [
            self._plain_order(
                lines, shipping, taxes, discounted_line, customers, overrides
            )
            for _ in range(n)
        ]

    def _plain_order(self, lines, shipping, taxes, discounted, customers, overrides):
        buyer, place, address = self._buyer(customers)
        values = {**buyer, "shipping_address": address, "billing_address": address}
        taxed = is_taxed(self.store.country, place)
        lines = self._lines(lines, place, taxed, discounted)
        if taxes is not None:
            values["taxes"] = taxes
            lines = [{**line, "taxes": taxes} for line in lines]
        return self._place(values, lines, shipping, place, taxed, overrides)

    def _place(self, values, lines, shipping, place, taxed, overrides):
        if shipping is True:
            shipping = shipping_values(self.rng, place, taxed)
            if "taxes" in values:
                shipping["taxes"] = values["taxes"]
        values |= {"lines": lines, "shipping": shipping or None, **overrides}
        if "contact" in values:
            return self.store.place_company_order(**values)
        return self.store.place_order(**values)

    def _lines(self, count, place, taxed, discounted):
        chosen = self._sellable()
        picks = [self.rng.choice(chosen) for _ in range(count)]
        lines = [line_values(self.rng, pick, place, taxed) for pick in picks]
        if discounted:
            lines[0]["discounts"] = [dict(self.rng.choice(LINE_DISCOUNTS))]
        return lines

    def _sellable(self):
        """(variant gid, tax class) of every variant on sale; a catalogue if none is.

        Looked up again only when there are other variants than before: thousands of
        orders are drawn from thousands of variants.
        """
        variants = self.store.all("ProductVariant")
        if not variants:
            self.catalogue()
            variants = self.store.all("ProductVariant")
        if len(variants) != self._seen:
            products = self.store.objects
            self._seen, self._on_sale = (
                len(variants),
                [
                    (variant["id"], tax_class(product["productType"]))
                    for variant in variants
                    if (product := products[variant["product"]])["status"] == "ACTIVE"
                ],
            )
        return self._on_sale

    def _buyer(self, customers):
        """(order arguments, place, address) of somebody who orders; no address if
        it is that of a company's location."""
        if customers == "company":
            return self._company_buyer()
        if customers == "guest":
            place = self.rng.choice(self._places())
            buyer = {"email": f"guest{self._next('customer')}@example.com"}
            return buyer, place, self._address_at(place)
        known = self.store.all("Customer") if customers == "known" else []
        customer = self.rng.choice(known) if known else self._new_customer()
        address = customer["defaultAddress"] or self._address_at(self._places()[0])
        buyer = {"customer": customer["id"], "email": customer["email"]}
        return buyer, place_of(address), address

    def _company_buyer(self):
        """Now and then to another address than that of the company's location."""
        companies = self.store.all("Company")
        if not companies or len(companies) < MOST and self.rng.random() < 0.3:
            companies = [self._new_company()]
        company = self.rng.choice(companies)
        buyer, place = company_buyer(self.rng, self.store, company)
        address = self._address_at(place) if self.rng.random() < 0.15 else None
        return buyer, place, address

    def _addresses(self, place, address):
        """Usually one address; now and then somebody else pays."""
        if address is None:
            return {}
        billing = address if self.rng.random() < 0.9 else self._address_at(place)
        return {"shipping_address": address, "billing_address": billing}

    def _address_at(self, place):
        first_name, last_name = (self.rng.choice(names) for names in place.names)
        return address_values(self.rng, place, first_name, last_name)

    def _new_customer(self):
        values = customer_values(self.rng, self._next("customer"), self._places())
        return self.store.create_customer(**values)

    def _new_company(self):
        contacts = [each["id"] for each in self.customers(self.rng.choice((1, 1, 2)))]
        number = self._next("company")
        return self.store.create_company(
            **company_values(self.rng, number, self._places(), contacts)
        )

    def _places(self):
        home = [place for place in PLACES if place.country == self.store.country]
        return home * 3 + PLACES

    def _next(self, what):
        self._numbers[what] += 1
        return self._numbers[what]
