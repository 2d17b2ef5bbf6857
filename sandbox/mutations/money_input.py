"""Money as inputs give it."""

from decimal import Decimal

from ..money import Pair, rounded


def shop_amount(bag):
    """Shop side of a `MoneyBagInput`."""
    return bag["shopMoney"]["amount"]


def presentment_amount(bag):
    """Presentment side of a `MoneyBagInput`; None if it has only the shop's."""
    return (bag.get("presentmentMoney") or {}).get("amount")


def rate_of(bags):
    """Presentment units for one of the shop's, from the first bag with both sides."""
    for bag in bags:
        shop, presentment = Decimal(shop_amount(bag)), presentment_amount(bag)
        if presentment is not None and shop:
            return Decimal(presentment) / shop
    return None


def pair_of(currencies, bag):
    """`Pair` of a `MoneyBagInput`; the presentment side is converted if left out."""
    converted = currencies.pair(shop_amount(bag))
    if presentment_amount(bag) is None:
        return converted
    other = rounded(presentment_amount(bag), currencies.presentment)
    return Pair(converted.shop, other)


def amount_in(order, money):
    """A `MoneyInput` as the store's verbs take it: in shop currency, or both sides."""
    return both_sides(order, money["amount"], money["currencyCode"])


def both_sides(order, amount, currency):
    """An amount of which only one side is told: the shop's, or the customer's."""
    currencies = order["_currencies"]
    if currency in (None, currencies.shop):
        return amount
    return {"shop": Decimal(amount) / currencies.rate, "presentment": amount}
