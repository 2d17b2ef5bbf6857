"""Orders of the rarer kinds: gift cards, tips, the counter, cash, fees and duties."""

GIFT_CARD = {"title": "Gift card", "price": "50.00", "gift_card": True}
COFFEE = {"title": "Coffee, 1 kg", "price": "24.90", "selling_plan": "Every month"}
LAMP = {"title": "Desk lamp", "price": "79.00"}
VOUCHER = [
    {"gateway": "gift_card", "amount": "20.00"},
    {"gateway": "shopify_payments"},
]
IMPORTED = {**LAMP, "duties": [{"amount": "6.32"}]}
CASH = [{"gateway": "cash", "rounding": "0.02"}]

KINDS = {
    "gift_card_sold": {"lines": [GIFT_CARD, LAMP]},
    "gift_card_used": {
        "lines": [LAMP],
        "payments": VOUCHER,
        "paid": True,
    },
    "tip": {"tip": "2.50"},
    "counter": {"source": "pos", "shipping": False, "paid": True},
    "cash": {"source": "pos", "shipping": False, "payments": CASH, "paid": True},
    "authorized": {"paid": "authorized"},
    "subscription": {"lines": [COFFEE]},
    "fee": {"fees": [{"name": "Bottle deposit", "amount": "0.75"}]},
    "duties": {"lines": [IMPORTED]},
}


def special_values(kind):
    """Arguments of ``Generator.order`` for an order of that kind."""
    values = KINDS[kind]
    if "lines" not in values:
        return dict(values)
    taxes = [{"title": "VAT", "rate": "0.19"}]
    lines = [{"quantity": 1, "taxes": taxes, **line} for line in values["lines"]]
    return {**values, "lines": lines, "discounts": []}
