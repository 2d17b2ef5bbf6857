"""What people order: lines, discounts, shipping, notes, currencies."""

from decimal import Decimal

from .people import RATES, taxes_at

EU = {"AT", "DE", "FR", "IT", "SE", "NL", "ES", "BE", "DK", "PL", "IE"}
SHIPPING = [
    ("Standard", "STANDARD", "4.90"),
    ("Express", "EXPRESS", "12.50"),
    ("Parcel shop", "PICKUP_POINT", "3.50"),
    ("Free shipping", "FREE", "0.00"),
]
NOTES = [
    "Please leave at the door.", "Birthday present, no invoice in the parcel please!",
    "Klingel defekt, bitte anrufen.", "Livrer après 18h, merci.",
]  # fmt: skip
DISCOUNTS = [
    {"type": "code", "code": "WELCOME10", "percentage": "10"},
    {"type": "code", "code": "TAKE5", "amount": "5.00"},
    {"type": "automatic", "title": "Buy more, save more", "percentage": "15"},
    {"type": "manual", "title": "Loyal customer", "percentage": "7.5"},
    {"type": "manual", "title": "Goodwill", "amount": "2.50"},
]
LINE_DISCOUNTS = [
    {"type": "automatic", "title": "Summer sale", "percentage": "20"},
    {"type": "code", "code": "SOCKS3", "amount": "3.00"},
    {"type": "manual", "title": "Display item", "percentage": "12.5"},
]
FREE_SHIPPING = {
    "type": "code", "code": "FREESHIP", "percentage": "100", "target": "shipping",
}  # fmt: skip


def is_taxed(shop_country, place):
    """Whether the shop collects tax for the place: at home, and in the EU within it."""
    return place.country == shop_country or {place.country, shop_country} <= EU


def line_values(rng, sellable, place, taxed):
    """One line of ``store.place_order``: a variant, its quantity and its taxes."""
    variant, tax_class = sellable
    return {
        "variant": variant,
        "quantity": rng.choice((1, 1, 1, 1, 2, 2, 3, 5)),
        "taxes": taxes_at(place, tax_class) if taxed else [],
    }


def odd_lines(rng, place, taxed):
    """Now and then a line without a product, or one that costs nothing."""
    taxes = taxes_at(place, "standard") if taxed else []
    if rng.random() < 0.04:
        yield _custom_line("Gift wrapping", "3.50", taxes)
    if rng.random() < 0.03:
        yield _custom_line("Free sample", "0.00", taxes)


def _custom_line(title, price, taxes):
    return {
        "variant": None,
        "title": title,
        "quantity": 1,
        "price": price,
        "taxes": taxes,
    }


def shipping_values(rng, place, taxed):
    """The shipping line of an order, taxed like ordinary goods."""
    title, code, price = rng.choice(SHIPPING)
    taxes = taxes_at(place, "standard") if taxed else []
    return {"title": title, "code": code, "price": price, "taxes": taxes}


def order_discounts(rng):
    """Discounts of the whole order: mostly none, sometimes two."""
    discounts = [dict(rng.choice(DISCOUNTS))] if rng.random() < 0.25 else []
    if rng.random() < 0.06:
        discounts.append(dict(FREE_SHIPPING))
    return discounts


def local_currency(shop_currency, place):
    """``{"currency", "rate"}`` to sell in the place's money; {} if it is the shop's.

    `rate`: presentment units for one unit of the shop's currency.
    """
    if place.currency == shop_currency or shop_currency not in RATES:
        return {}
    rate = Decimal(RATES[place.currency]) / Decimal(RATES[shop_currency])
    return {"currency": place.currency, "rate": str(rate.quantize(Decimal("0.0001")))}


def remarks(rng):
    """Notes, tags and custom attributes, on some of the orders."""
    values = {}
    if rng.random() < 0.15:
        values["note"] = rng.choice(NOTES)
    if rng.random() < 0.15:
        values["tags"] = rng.choice((["vip"], ["wholesale", "net30"], ["gift"]))
    if rng.random() < 0.1:
        values["custom_attributes"] = [{"key": "delivery_day", "value": "Saturday"}]
    return values
