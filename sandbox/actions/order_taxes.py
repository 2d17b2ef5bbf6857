"""Tax lines: per line, on its price after all discounts."""

from decimal import Decimal

from ..money import included_tax, pair, rounded, scalar, total
from .order_discounts import net


def set_taxes(order, line, taxes):
    """Tax lines of a line of goods or shipping, computed for all its units.

    :param taxes: as in `tax_lines`
    """
    line["taxLines"] = tax_lines(order, taxes, net(line))


def tax_lines(order, taxes, base):
    """`[TaxLine]` on a `base` (`Pair`; the taxes are in it if the order says so).

    :param taxes: `[{"title", "rate"}]`, rate as a fraction ("0.19")
    """
    rates = sum(Decimal(str(tax["rate"])) for tax in taxes)
    return [_tax_line(order, tax, base, rates) for tax in taxes]


def tax_of(line):
    """`Pair`: all taxes of the line."""
    return total(pair(tax["priceSet"]) for tax in line["taxLines"])


def _tax_line(order, tax, base, rates):
    rate = Decimal(str(tax["rate"]))
    currencies = order["_currencies"]
    if "amount" in tax:  # told by who made the order, not computed
        return tax_line(tax, currencies.bag(tax["amount"]))

    def amount(currency, price):
        if order["taxesIncluded"]:
            return rounded(included_tax(price, rate, rates), currency)
        return rounded(price * rate, currency)

    return tax_line(tax, currencies.bag(currencies.each(amount, base)))


def tax_line(tax, bag):
    """`TaxLine` with the title and rate of `tax` and the amount `bag`."""
    rate = float(tax["rate"])
    return {
        "__typename": "TaxLine",
        "title": tax["title"],
        "rate": rate,
        "ratePercentage": round(rate * 100, 6),
        "source": tax.get("source", "Shopify"),
        "channelLiable": bool(tax.get("channelLiable", False)),
        "priceSet": bag,
        "price": scalar(bag),
    }
