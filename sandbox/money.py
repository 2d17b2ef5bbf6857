"""Money as Shopify counts it: decimals, a shop side and a presentment side."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

NO_DECIMALS = frozenset(
    "BIF CLP DJF GNF JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()
)
THREE_DECIMALS = frozenset("BHD JOD KWD OMR TND".split())


@lru_cache
def cent(currency):
    """Smallest unit of a currency: `Decimal("0.01")`, `Decimal("1")` …"""
    if currency in NO_DECIMALS:
        return Decimal(1)
    return Decimal("0.001") if currency in THREE_DECIMALS else Decimal("0.01")


def rounded(amount, currency):
    """`amount` in whole cents of `currency`, halves away from zero."""
    return Decimal(amount).quantize(cent(currency), ROUND_HALF_UP)


def text(amount):
    """As Shopify writes it: no trailing zeros, at least one decimal ("20.0")."""
    whole, _, decimals = f"{Decimal(amount):f}".partition(".")
    decimals = decimals.rstrip("0") or "0"
    return "0.0" if (whole, decimals) == ("-0", "0") else f"{whole}.{decimals}"


def money(amount, currency):
    """`MoneyV2`."""
    return {"amount": text(amount), "currencyCode": currency}


def scalar(bag):
    """The shop side of a `MoneyBag` as a `Money` scalar, with its cents: "20.00"."""
    shop = bag["shopMoney"]
    return str(rounded(shop["amount"], shop["currencyCode"]))


class Pair(NamedTuple):
    """An amount in shop and in presentment currency, each rounded on its own."""

    shop: Decimal
    presentment: Decimal

    def __add__(self, other):
        return Pair(self.shop + other.shop, self.presentment + other.presentment)

    def __sub__(self, other):
        return Pair(self.shop - other.shop, self.presentment - other.presentment)

    def __neg__(self):
        return Pair(-self.shop, -self.presentment)

    def __mul__(self, factor):
        return Pair(self.shop * factor, self.presentment * factor)


ZERO = Pair(Decimal(0), Decimal(0))


def total(pairs):
    """Sum of pairs."""
    return sum(pairs, ZERO)


def pair(bag):
    """`Pair` of a `MoneyBag`."""
    return Pair(
        Decimal(bag["shopMoney"]["amount"]),
        Decimal(bag["presentmentMoney"]["amount"]),
    )


class Currencies(NamedTuple):
    """Currencies of an order; `rate` = presentment units for one of the shop's."""

    shop: str
    presentment: str
    rate: Decimal = Decimal(1)

    def pair(self, amount):
        """`Pair` of an `amount` in shop currency, or of one said for both sides:
        `{"shop": "10.00", "presentment": "11.03"}`.
        """
        if isinstance(amount, dict):
            return Pair(
                rounded(amount["shop"], self.shop),
                rounded(amount["presentment"], self.presentment),
            )
        amount = Decimal(amount)
        return Pair(
            rounded(amount, self.shop),
            rounded(amount * self.rate, self.presentment),
        )

    def bag(self, pair):
        """`MoneyBag` of a `Pair`."""
        return {
            "shopMoney": money(pair.shop, self.shop),
            "presentmentMoney": money(pair.presentment, self.presentment),
        }

    def each(self, function, *pairs):
        """`Pair` of `function(currency, *amounts)` called for each side."""
        return Pair(
            function(self.shop, *(p.shop for p in pairs)),
            function(self.presentment, *(p.presentment for p in pairs)),
        )


def share(currency, amount, part, whole):
    """`part / whole` of `amount`, rounded; the shares of a growing `part` add up."""
    return rounded(amount * part / whole, currency) if whole else Decimal(0)


def allocate(amount, weights, currency):
    """Split `amount` in proportion to `weights`, to the cent.

    Each part is cut to whole cents and the cents left over go to the first parts,
    one each (the rule of Shopify's own open money library). Nothing is lost: the
    parts sum up to `amount`.
    """
    unit, whole = cent(currency), sum(weights)
    if not whole:
        return [Decimal(0) for _ in weights]
    parts = [amount * weight / whole // unit * unit for weight in weights]
    left = int((amount - sum(parts)) / unit)
    takers = [index for index, weight in enumerate(weights) if weight][:left]
    for index in takers:
        parts[index] += unit
    return parts


def included_tax(gross, rate, all_rates):
    """Part of `gross` that is tax of `rate`, when `all_rates` sum is included."""
    return gross * rate / (1 + all_rates)
