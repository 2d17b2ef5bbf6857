"""Random carts for hypothesis, as what `store.place_order` takes."""

from decimal import Decimal

from hypothesis import strategies as st

# Two taxes of one rate, one of nothing, and one with more digits than usual.
TAXES = [
    {"title": title, "rate": rate}
    for title, rate in (
        ("VAT", "0.19"),
        ("State", "0.0625"),
        ("County", "0.02"),
        ("City", "0.02"),
        ("QST", "0.09975"),
        ("Zero", "0"),
    )
]
# Currency, units of it for one of the shop's: without, with two, with three decimals.
CURRENCIES = [("USD", None), ("EUR", "0.9173"), ("JPY", "149.37"), ("KWD", "0.30717")]
# A person, a company on payment terms, and one that pays no taxes.
BUYERS = ["person"] * 4 + ["terms", "exempt"]


def cents(low, high):
    """An amount of money as text, between so many cents."""
    return st.integers(low, high).map(lambda number: str(Decimal(number) / 100))


taxes = st.lists(
    st.sampled_from(TAXES), max_size=3, unique_by=lambda tax: tax["title"]
).flatmap(
    lambda found: st.sampled_from([found] * 4 + [[marked(tax) for tax in found[:1]]])
)


def marked(tax):
    """The tax as one that a marketplace pays."""
    return {**tax, "channelLiable": True}


def discounts(target="lines"):
    kind = st.sampled_from(
        [
            {"type": "code", "code": "CODE"},
            {"type": "automatic", "title": "Automatic"},
            {"type": "manual", "title": "Manual"},
        ]
    )
    worth = st.one_of(
        st.sampled_from(["5", "10", "12.5", "33.3", "100"]).map(
            lambda percentage: {"percentage": percentage}
        ),
        cents(1, 3000).map(lambda amount: {"amount": amount}),
    )
    return st.builds(lambda one, other: {**one, **other, "target": target}, kind, worth)


def some(strategy, most):
    """A list that is empty half of the time."""
    return st.one_of(st.just([]), st.lists(strategy, min_size=1, max_size=most))


def lines(variant):
    return st.fixed_dictionaries(
        {
            "variant": st.just(variant),
            "quantity": st.integers(1, 12),
            "price": cents(0, 30000),
            "taxes": taxes,
            "discounts": some(discounts(), 2),
            "duties": some(
                st.fixed_dictionaries({"amount": cents(1, 2000), "taxes": taxes}), 1
            ),
        }
    )


gift_cards = st.fixed_dictionaries(
    {
        "variant": st.none(),
        "title": st.just("Gift card"),
        "quantity": st.integers(1, 2),
        "price": cents(1000, 5000),
        "gift_card": st.just(True),
        "requiresShipping": st.just(False),
    }
)
shipping = st.fixed_dictionaries(
    {"title": st.just("Post"), "price": cents(0, 2000), "taxes": taxes}
)
fees = st.fixed_dictionaries(
    {"name": st.just("Fee"), "amount": cents(1, 900), "taxes": taxes}
)
# `bill`: share of the units that is billed first; 0: not billed at all. Then, or before
# Odoo has read the order, units of the first lines are refunded.
plans = st.fixed_dictionaries(
    {
        "bill": st.sampled_from([0, 0, 0, 1, 1, 0.5]),
        "units": st.lists(st.integers(0, 3), max_size=3),
        "shipping": st.booleans(),
        "duties": st.booleans(),
        "when": st.sampled_from(["billed", "billed", "new"]),
    }
)


def carts(variant):
    """(what is ordered, what happens to it later)."""
    goods = st.lists(lines(variant), min_size=1, max_size=3)
    order = st.fixed_dictionaries(
        {
            "lines": st.builds(
                lambda one, other: one + other, goods, some(gift_cards, 1)
            ),
            "shipping": some(shipping, 2),
            "discounts": st.builds(
                lambda one, other: one + other,
                some(discounts(), 3),
                some(discounts("shipping"), 1),
            ),
            "tip": st.one_of(st.none(), cents(1, 999)),
            "fees": some(fees, 1),
            "taxes_included": st.booleans(),
            "currency": st.sampled_from(CURRENCIES),
            "buyer": st.sampled_from(BUYERS),
        }
    )
    return st.tuples(order, plans)
