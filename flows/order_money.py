"""The money of an order's lines, exactly as Shopify states it. Plain Python.

All amounts are Decimal, in the one currency chosen for the order (its shop or its
presentment side; the sides are each rounded on their own and never mixed).
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ..shopify.values import amount

# Currencies that do not have two decimals. Shopify's own list follows ISO 4217.
DECIMALS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


@dataclass(frozen=True)
class TaxAmount:
    """One tax of a line. `rate` is a fraction (0.19).

    `collected`: a marketplace collects and pays it, we do not.
    """

    title: str
    rate: Decimal
    amount: Decimal
    collected: bool = False


@dataclass(frozen=True)
class LineMoney:
    """What one line costs: `unit_price` x `quantity` - `discount`, and its taxes.

    With `included`, prices and discount contain the taxes.
    """

    quantity: int
    unit_price: Decimal
    discount: Decimal
    taxes: tuple
    included: bool

    @property
    def full(self):
        """Before discounts, in the terms of the store's prices."""
        return self.unit_price * self.quantity

    @property
    def price(self):
        """After discounts, in the terms of the store's prices."""
        return self.full - self.discount

    @property
    def tax(self):
        return sum((tax.amount for tax in self.taxes), Decimal(0))

    @property
    def net(self):
        """After discounts, without taxes."""
        return self.price - self.tax if self.included else self.price

    def nothing(self):
        """The same line when nothing of it is sold any more."""
        return replace(
            self,
            quantity=0,
            discount=Decimal(0),
            taxes=tuple(replace(each, amount=Decimal(0)) for each in self.taxes),
        )

    @property
    def discount_percent(self):
        """For people to read. The exact discount is `discount`."""
        if not self.full:
            return Decimal(0)
        return (100 * self.discount / self.full).quantize(Decimal("0.01"))


def item_money(line, included, side, removed=None):
    """The LineMoney of so many units of a LineItem.

    Shopify states prices, discounts and taxes for the quantity first ordered.

    :param removed: refund line items of this line to leave out: what is left is the
        whole line without what Shopify says of them. None: the line's share of its
        current quantity, for lines whose refunds are not known.
    """
    if removed is None:
        return _share_of_item(line, included, side)
    units = line["quantity"] - sum(item["quantity"] for item in removed)
    unit_price = amount(line["originalUnitPriceSet"], side)
    price = unit_price * line["quantity"] - _discount(line, side)
    price -= sum(amount(item["subtotalSet"], side) for item in removed)
    tax = sum(amount(item["totalTaxSet"], side) for item in removed)
    return LineMoney(
        quantity=units,
        unit_price=unit_price,
        discount=unit_price * units - price,
        taxes=_taxes_without(line, side, units, tax),
        included=included,
    )


def refunds_of(order):
    """The order's refunds in the order of time."""
    return sorted(order["refunds"], key=lambda each: (each["createdAt"], each["id"]))


def refund_items(order):
    """{line gid: its refund line items in the order of time, `refund` is their id}."""
    found = defaultdict(list)
    for refund in refunds_of(order):
        for item in refund["refundLineItems"]["nodes"]:
            found[item["lineItem"]["id"]].append({**item, "refund": refund["id"]})
    return found


def current_items(order, line):
    """The refund line items to leave out for the line's current quantity.

    None when they do not explain it.
    """
    items = refund_items(order).get(line["id"], [])
    gone = sum(item["quantity"] for item in items)
    return items if line["quantity"] - gone == line["currentQuantity"] else None


def _discount(line, side):
    return sum(
        (
            amount(each["allocatedAmountSet"], side)
            for each in line["discountAllocations"]
        ),
        Decimal(0),
    )


def _share_of_item(line, included, side):
    def share(bag):
        return part_of(bag, line["currentQuantity"], line["quantity"], side)

    return LineMoney(
        quantity=line["currentQuantity"],
        unit_price=amount(line["originalUnitPriceSet"], side),
        discount=sum(
            (share(each["allocatedAmountSet"]) for each in line["discountAllocations"]),
            Decimal(0),
        ),
        taxes=_taxes(line["taxLines"], share),
        included=included,
    )


def _taxes_without(line, side, units, refunded):
    """The line's taxes when `refunded` of them was given back, `units` being left.

    Shopify states what was refunded of all taxes together. Each tax has its units'
    share if those add up to it; else its proportion, and the last one what is left.
    """
    whole = _taxes(line["taxLines"], lambda bag: amount(bag, side))
    left = sum(tax.amount for tax in whole) - refunded
    if not refunded or not whole:
        return whole
    gone = line["quantity"] - units
    shares = [
        tax.amount - part_of(stated["priceSet"], gone, line["quantity"], side)
        for tax, stated in zip(whole, line["taxLines"], strict=True)
    ]
    if sum(shares) != left:
        shares = _in_proportion(whole, left, line["taxLines"][0]["priceSet"], side)
    return tuple(
        replace(tax, amount=share) for tax, share in zip(whole, shares, strict=True)
    )


def _in_proportion(taxes, left, bag, side):
    total = sum(tax.amount for tax in taxes)
    shares = [
        rounded(left * tax.amount / total if total else Decimal(0), bag, side)
        for tax in taxes[:-1]
    ]
    return [*shares, left - sum(shares)]


def shipping_money(line, included, side):
    """The LineMoney of a ShippingLine (of those that were not removed)."""

    def whole(bag):
        return amount(bag, side)

    return LineMoney(
        quantity=1,
        unit_price=whole(line["originalPriceSet"]),
        discount=whole(line["originalPriceSet"]) - whole(line["discountedPriceSet"]),
        taxes=_taxes(line["taxLines"], whole),
        included=included,
    )


def shipping_left(line, money, price, tax, side):
    """The LineMoney of a ShippingLine without what refunds gave back of it.

    :param price: what was given back, in the terms of the store's prices
    :param tax: of all its taxes together
    """
    taxes = money.taxes
    if taxes and tax:
        bag = line["taxLines"][0]["priceSet"]
        shares = _in_proportion(taxes, money.tax - tax, bag, side)
        taxes = tuple(
            replace(each, amount=share)
            for each, share in zip(taxes, shares, strict=True)
        )
    return replace(money, discount=money.discount + price, taxes=taxes)


def priced_money(price, tax_lines, included, side):
    """The LineMoney of one piece of a price (MoneyBag) with its taxes."""

    def whole(bag):
        return amount(bag, side)

    return LineMoney(
        quantity=1,
        unit_price=whole(price),
        discount=Decimal(0),
        taxes=_taxes(tax_lines, whole),
        included=included,
    )


def without_part(priced, money, given_back, side):
    """The LineMoney of a duty without amounts that were given back of it.

    Their taxes go with them: Shopify does not state them.

    :param priced: `{"price", "taxLines"}`
    """

    def left(tax):
        parts = (tax.amount * back / money.full for back in given_back)
        return tax.amount - sum(rounded(part, priced["price"], side) for part in parts)

    taxes = tuple(replace(tax, amount=left(tax)) for tax in money.taxes)
    return replace(money, discount=sum(given_back, Decimal(0)), taxes=taxes)


def _taxes(tax_lines, value):
    return tuple(
        TaxAmount(
            tax["title"],
            Decimal(str(tax["rate"])),
            value(tax["priceSet"]),
            bool(tax["channelLiable"]),
        )
        for tax in tax_lines
    )


def part_of(bag, current, quantity, side):
    """The share of `current` of `quantity` in an amount, rounded to the currency."""
    whole = amount(bag, side)
    if current == quantity:
        return whole
    return rounded(whole * current / quantity, bag, side)


def rounded(value, bag, side):
    """A Decimal rounded to the currency of one side of a MoneyBag."""
    currency = bag[f"{side}Money"]["currencyCode"]
    unit = Decimal(1).scaleb(-DECIMALS.get(currency, 2))
    return value.quantize(unit, ROUND_HALF_UP)
