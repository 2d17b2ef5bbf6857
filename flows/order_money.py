"""The money of an order's lines, exactly as Shopify states it. Plain Python.

All amounts are Decimal, in the one currency chosen for the order (its shop or its
presentment side; the sides are each rounded on their own and never mixed).
"""

from dataclasses import dataclass
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
    """One tax of a line. `rate` is a fraction (0.19)."""

    title: str
    rate: Decimal
    amount: Decimal


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

    @property
    def discount_percent(self):
        """For people to read. The exact discount is `discount`."""
        if not self.full:
            return Decimal(0)
        return (100 * self.discount / self.full).quantize(Decimal("0.01"))


def item_money(line, included, side):
    """The LineMoney of a LineItem's current quantity.

    Shopify states discounts and taxes for the quantity first ordered; when some
    were removed since, the rest has its share of them.
    """
    quantity, current = line["quantity"], line["currentQuantity"]

    def share(bag):
        return part_of(bag, current, quantity, side)

    return LineMoney(
        quantity=current,
        unit_price=amount(line["originalUnitPriceSet"], side),
        discount=sum(
            (share(each["allocatedAmountSet"]) for each in line["discountAllocations"]),
            Decimal(0),
        ),
        taxes=_taxes(line["taxLines"], share),
        included=included,
    )


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


def _taxes(tax_lines, value):
    return tuple(
        TaxAmount(tax["title"], Decimal(str(tax["rate"])), value(tax["priceSet"]))
        for tax in tax_lines
    )


def part_of(bag, current, quantity, side):
    """The share of `current` of `quantity` in an amount, rounded to the currency."""
    whole = amount(bag, side)
    if current == quantity:
        return whole
    currency = bag[f"{side}Money"]["currencyCode"]
    unit = Decimal(1).scaleb(-DECIMALS.get(currency, 2))
    return (whole * current / quantity).quantize(unit, ROUND_HALF_UP)


def stated_parts(order, side):
    """{part: amount} of what Shopify says the order costs now.

    `tax` is contained in the other parts when the order's prices include taxes.
    """
    return {
        "items": amount(order["currentSubtotalPriceSet"], side),
        "shipping": amount(order["currentShippingPriceSet"], side),
        "tax": amount(order["currentTotalTaxSet"], side),
        "duties": amount(order["currentTotalDutiesSet"], side),
        "fees": amount(order["currentTotalAdditionalFeesSet"], side),
        "tip": amount(order["totalTipReceivedSet"], side),
        "rounding": _rounding(order, side),
        "total": amount(order["currentTotalPriceSet"], side),
    }


def _rounding(order, side):
    adjustment = order["totalCashRoundingAdjustment"] or {}
    return amount(adjustment.get("paymentSet"), side)
