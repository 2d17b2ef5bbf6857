import unittest
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ..sandbox import Store
from ..sandbox.actions.agreements import open_ledger
from ..sandbox.money import (
    Currencies,
    Pair,
    allocate,
    included_tax,
    money,
    pair,
    rounded,
    share,
    text,
    total,
)


class TestMoney(unittest.TestCase):
    def test_half_a_cent_goes_away_from_zero(self):
        self.assertEqual(rounded("0.125", "EUR"), Decimal("0.13"))
        self.assertEqual(rounded("-0.125", "EUR"), Decimal("-0.13"))

    def test_decimals_belong_to_the_currency(self):
        self.assertEqual(rounded("1234.5", "JPY"), Decimal("1235"))
        self.assertEqual(rounded("1.23456", "KWD"), Decimal("1.235"))

    def test_text_has_one_decimal_at_least(self):
        self.assertEqual(
            [text(amount) for amount in ("20.00", "31.90", "0.05", "1000", "-0.00")],
            ["20.0", "31.9", "0.05", "1000.0", "0.0"],
        )

    def test_both_sides_are_rounded_on_their_own(self):
        currencies = Currencies("EUR", "JPY", Decimal("161.35"))
        bag = currencies.bag(currencies.pair("9.99"))
        self.assertEqual(bag["shopMoney"], money("9.99", "EUR"))
        self.assertEqual(bag["presentmentMoney"], money("1612", "JPY"))

    def test_cents_left_over_go_to_the_first_parts(self):
        parts = allocate(Decimal("10.00"), [1, 1, 1], "EUR")
        self.assertEqual(parts, [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")])

    def test_a_part_without_weight_takes_nothing(self):
        parts = allocate(Decimal("0.01"), [0, 5], "EUR")
        self.assertEqual(parts, [Decimal("0"), Decimal("0.01")])

    def test_included_tax(self):
        tax = included_tax(Decimal("119.00"), Decimal("0.19"), Decimal("0.19"))
        self.assertEqual(rounded(tax, "EUR"), Decimal("19.00"))

    @settings(deadline=None)
    @given(
        st.decimals(0, 9999, places=2),
        st.lists(st.decimals(0, 999, places=2), min_size=1, max_size=8),
    )
    def test_nothing_is_lost_in_a_split(self, amount, weights):
        parts = allocate(amount, weights, "EUR")
        self.assertEqual(sum(parts), amount if sum(weights) else 0)
        self.assertTrue(all(part == rounded(part, "EUR") for part in parts))

    @settings(deadline=None)
    @given(st.decimals(-999, 999, places=2), st.integers(1, 30))
    def test_shares_of_all_units_add_up(self, amount, units):
        steps = [share("EUR", amount, n, units) for n in range(units + 1)]
        differences = [b - a for a, b in zip(steps, steps[1:], strict=False)]
        self.assertEqual(sum(differences), amount)


PARTS = (
    "currentSubtotalPriceSet",
    "currentShippingPriceSet",
    "currentTotalDutiesSet",
    "currentTotalAdditionalFeesSet",
    "totalTipReceivedSet",
)
RATES = st.sampled_from(["0", "0.07", "0.19", "0.0725", "0.20"])
PRICES = st.decimals(0, 500, places=2).map(str)
DISCOUNTS = st.one_of(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["code", "automatic", "manual"]),
            "title": st.just("Off"),
            "percentage": st.decimals(0, 100, places=1).map(str),
        }
    ),
    st.fixed_dictionaries(
        {"type": st.just("code"), "code": st.just("FIX"), "amount": PRICES}
    ),
)
DUTY_TAX = [{"title": "Import VAT", "rate": "0.21"}]
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "price": PRICES,
            "quantity": st.integers(1, 7),
            "taxes": st.lists(
                RATES.map(lambda rate: {"title": f"VAT {rate}", "rate": rate}),
                max_size=2,
                unique_by=lambda tax: tax["title"],
            ),
            "discounts": st.lists(DISCOUNTS, max_size=1),
            "duties": st.lists(
                st.fixed_dictionaries({"amount": PRICES, "taxes": st.just(DUTY_TAX)}),
                max_size=1,
            ),
        }
    ),
    min_size=1,
    max_size=5,
)


def worth_a_rounding(refund):
    """Whether it settles nothing in the shop's currency, and yet a yen or a cent in the
    customer's: what Shopify does with that when the order is cancelled is unknown."""
    found = [pair(each["amountSet"]) for each in refund["orderAdjustments"]]
    return any(not each.shop and each.presentment for each in found)


class TestIdentity(unittest.TestCase):
    """Whatever happens to an order, its totals explain each other to the cent."""

    def assert_explained(self, order):
        for side in ("shop", "presentment"):
            parts = [getattr(pair(order[name]), side) for name in PARTS if order[name]]
            if not order["taxesIncluded"]:
                parts.append(getattr(pair(order["currentTotalTaxSet"]), side))
            price = getattr(pair(order["currentTotalPriceSet"]), side)
            self.assertEqual(sum(parts), price)
            taxes = [
                getattr(pair(tax["priceSet"]), side) for tax in order["currentTaxLines"]
            ]
            tax = getattr(pair(order["currentTotalTaxSet"]), side)
            self.assertEqual(sum(taxes), tax)

    def assert_in_ledger(self, store, order):
        """All sales add up to what the order is worth, and its adjustments."""
        sales = total(
            pair(sale["totalAmount"])
            for agreement in open_ledger(store, order)
            for sale in agreement["sales"]
        )
        adjusted = total(
            pair(found["amountSet"]) + pair(found["taxAmountSet"])
            for refund in order["refunds"]
            for found in refund["orderAdjustments"]
        )
        self.assertEqual(sales, pair(order["currentTotalPriceSet"]) + adjusted)

    @settings(max_examples=60, deadline=None)
    @given(
        lines=LINES,
        shipping=PRICES,
        discounts=st.lists(DISCOUNTS, max_size=2),
        included=st.booleans(),
        rate=st.sampled_from([None, "1.0837", "161.35"]),
        steps=st.lists(
            st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(0, 9)),
            max_size=4,
        ),
        tip=st.sampled_from([None, "2.00"]),
    )
    def test_totals(self, lines, shipping, discounts, included, rate, steps, tip):
        store = Store()
        order = store.place_order(
            lines=lines,
            shipping={
                "title": "Post",
                "price": shipping,
                "taxes": [{"title": "VAT 0.19", "rate": "0.19"}],
            },
            discounts=discounts,
            fees=[{"name": "Deposit", "amount": "1.37", "taxes": DUTY_TAX}],
            tip=tip,
            taxes_included=included,
            currency={None: None, "1.0837": "USD", "161.35": "JPY"}[rate],
            rate=rate,
        )
        self.assert_explained(order)
        for step in steps:
            self.change(store, order, *step)
            self.assert_explained(order)
        assume(not any(map(worth_a_rounding, order["refunds"])))
        store.cancel_order(order["id"])
        self.assert_explained(order)
        self.assert_in_ledger(store, order)
        self.assertEqual(pair(order["currentTotalPriceSet"]), Pair(0, 0))
        self.assertEqual(pair(order["totalOutstandingSet"]), Pair(0, 0))

    def change(self, store, order, step, number, units):
        line = order["lineItems"][number % len(order["lineItems"])]
        if step == 0 and line["currentQuantity"]:
            store.refund_order(order["id"], {line["id"]: 1})
        elif step == 1:
            store.refund_order(order["id"], shipping=True)
        elif step == 2:
            store.edit_order(order["id"], {line["id"]: units})
        elif step == 3:
            store.edit_order(order["id"], add=[{"title": "More", "price": "3.33"}])
        elif step == 4 and line["currentQuantity"]:
            store.refund_order(order["id"], {line["id"]: 1}, restock=False, duties=True)
        elif step == 5:
            self.send_back(store, order, line, units)
        elif step == 6:
            post = order["shippingLines"][-1]
            if post["discountedPriceSet"] == post["currentDiscountedPriceSet"]:
                changed = {"id": post["id"], "price": f"{units}.99"}
                store.edit_order(order["id"], shipping=[changed])

    def send_back(self, store, order, line, units):
        """Ship all, take a unit back, and hand out something for up to 9.99."""
        if any(found["fulfillableQuantity"] for found in order["lineItems"]):
            store.fulfil_order(order["id"])
        left = min(line["_fulfilled"], line["currentQuantity"]) - line["_returned"]
        if left > 0:
            exchange = [{"title": "Other", "price": f"{units}.99"}]
            found = store.create_return(order["id"], {line["id"]: 1}, exchange)
            store.process_return(found["id"], duties=True)
