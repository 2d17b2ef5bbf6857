"""What a store may sell of what Odoo has: plain arithmetic, without a database."""

from math import ceil, floor

# Odoo's quantities are floats: 3.0000000001 is three.
TINY = 1e-6


def whole(quantity):
    """Whole units in a quantity; never more than there are."""
    return floor(quantity + TINY)


def sellable(available, rule=None, share=100):
    """Whole units that a store may sell at one of its locations.

    Units first: buffer, then "hide below", then the cap; the location's share of
    that last. A shortage (nothing or less than nothing is available) is passed on
    as it is: no buffer makes it worse.

    :param available: Odoo's quantity, a float, in the product's unit
    :param rule: a `shopify.stock.rule` or anything with its fields, or None
    :param share: per cent of the stock that this location may offer
    :return: int
    """
    if rule and available > 0:
        available = _ruled(available, rule)
    return whole(available * share / 100)


def _ruled(available, rule):
    kept = rule.buffer_units + ceil(available * rule.buffer_percent / 100 - TINY)
    rest = available - kept
    if rest <= 0 or rest < rule.hide_below:
        return 0
    return min(rest, rule.cap) if rule.cap else rest


def on_its_way(quantity, share=100):
    """Whole units that a location shows as incoming, its share of what is planned."""
    return max(0, whole(quantity * share / 100))


def compensation(unfulfilled, fulfilled, subtracted, anywhere):
    """What an order line adds to the units on hand that Shopify is to have.

    Shopify still takes `unfulfilled` units off what it sells; those that Odoo has
    taken off too are given back. Below zero: units that Shopify has sent
    (`fulfilled`) and that Odoo does not know to be gone or reserved.

    :param subtracted: units that Odoo has taken off the location's quantity
    :param anywhere: units that Odoo has taken off any quantity
    """
    missing = fulfilled - whole(max(subtracted, anywhere))
    if missing > 0:
        return -missing
    return max(0, min(unfulfilled, whole(subtracted) - fulfilled))
