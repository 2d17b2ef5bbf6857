from decimal import Decimal

from odoo.tests import BaseCase

from ..flows.order_extras import extras, tip_ids
from ..flows.order_money import item_money
from ..models.sale_order_line_amounts import (
    Amounts,
    exact_amounts,
    part_of_amounts,
    read_amounts,
)


def bag(amount, currency="USD"):
    money = {"amount": amount, "currencyCode": currency}
    return {"shopMoney": money, "presentmentMoney": money}


def tax(title, amount, currency="USD"):
    price = bag(amount, currency)
    return {"title": title, "rate": 0.1, "channelLiable": False, "priceSet": price}


def line(quantity=3, price="3.34", discount="0.02", taxes=("0.51", "0.50"), **values):
    """A LineItem; by default three units that cost 10.00."""
    return {
        "id": "gid://shopify/LineItem/1",
        "quantity": quantity,
        "currentQuantity": quantity,
        "originalUnitPriceSet": bag(price),
        "discountAllocations": [{"allocatedAmountSet": bag(discount)}],
        "taxLines": [tax(str(number), each) for number, each in enumerate(taxes)],
        **values,
    }


def back(quantity, subtotal, total_tax):
    """A refund line item."""
    return {
        "quantity": quantity,
        "subtotalSet": bag(subtotal),
        "totalTaxSet": bag(total_tax),
    }


def amounts(money):
    return money.quantity, str(money.net), [str(each.amount) for each in money.taxes]


class TestItemMoney(BaseCase):
    """What is left of a line is the whole less what Shopify says of its refunds."""

    def test_the_whole_line(self):
        money = item_money(line(), False, "shop", removed=[])
        self.assertEqual(amounts(money), (3, "10.00", ["0.51", "0.50"]))

    def test_stated_refunds_are_taken_off_not_shares(self):
        removed = [back(1, "3.32", "0.34")]  # a share would be 3.33
        money = item_money(line(), False, "shop", removed=removed)
        self.assertEqual(amounts(money), (2, "6.68", ["0.34", "0.33"]))
        self.assertEqual(money.price, Decimal("6.68"))

    def test_taxes_that_are_no_shares_are_split_in_proportion(self):
        removed = [back(1, "3.33", "0.30")]
        money = item_money(line(), False, "shop", removed=removed)
        self.assertEqual(amounts(money), (2, "6.67", ["0.36", "0.35"]))

    def test_nothing_is_left_of_a_line_that_was_refunded_in_parts(self):
        removed = [back(1, "3.33", "0.34"), back(2, "6.67", "0.67")]
        money = item_money(line(), False, "shop", removed=removed)
        self.assertEqual(amounts(money), (0, "0.00", ["0.00", "0.00"]))

    def test_prices_that_contain_the_taxes(self):
        removed = [back(1, "3.33", "0.34")]
        money = item_money(line(), True, "shop", removed=removed)
        self.assertEqual(amounts(money), (2, "6.00", ["0.34", "0.33"]))

    def test_without_refunds_the_current_quantity_has_its_share(self):
        money = item_money(line(currentQuantity=2), False, "shop")
        self.assertEqual(amounts(money), (2, "6.67", ["0.34", "0.33"]))


class TestExtras(BaseCase):
    """Duties, fees and tips are told apart by what Shopify says of them."""

    def order(self, **values):
        duty = {"id": "duty", "price": bag("5"), "taxLines": [tax("A", "0.50")]}
        return {
            "taxesIncluded": False,
            "dutiesIncluded": False,
            "lineItems": {"nodes": [line(name="Shirt", duties=[duty])]},
            "additionalFees": [],
            "currentTotalAdditionalFeesSet": None,
            "totalTipReceivedSet": bag("2.00"),
            "refunds": [],
            **values,
        }

    def test_a_duty_less_what_was_given_back(self):
        refund = {"duties": [{"originalDuty": {"id": "duty"}, "amountSet": bag("2")}]}
        found = extras(self.order(refunds=[refund]), "shop")
        self.assertEqual(amounts(found[0].money), (1, "5", ["0.50"]))
        self.assertEqual(amounts(found[0].left), (1, "3", ["0.30"]))

    def test_duties_in_the_prices_are_no_lines(self):
        self.assertFalse(extras(self.order(dutiesIncluded=True), "shop"))

    def test_the_tip_is_the_line_with_its_amount(self):
        nodes = [
            line(**self.loose, id="wrapping", discountedTotalSet=bag("3.50")),
            line(**self.loose, id="tip", discountedTotalSet=bag("2.0")),
        ]
        self.assertEqual(tip_ids(self.order(lineItems={"nodes": nodes})), {"tip"})

    def test_no_line_is_taken_for_a_tip_when_in_doubt(self):
        nodes = [line(**self.loose, id="wrapping", discountedTotalSet=bag("3.50"))]
        self.assertFalse(tip_ids(self.order(lineItems={"nodes": nodes})))

    loose = {
        "variant": None,
        "product": None,
        "requiresShipping": False,
        "isGiftCard": False,
    }


class TestAmounts(BaseCase):
    def test_amounts_are_read_as_they_were_stated(self):
        stated = Amounts(Decimal("62.16"), {7: Decimal("12.43"), 9: Decimal(0)})
        data = exact_amounts(9.99, 11.11, 7, 1, *stated)
        self.assertEqual(read_amounts(data), stated)

    def test_nothing_stated(self):
        self.assertIsNone(read_amounts({"computation_key": "discount"}))
        self.assertIsNone(read_amounts(None))

    def test_a_part_is_rounded_to_the_currency(self):
        whole = Amounts(Decimal(100), {7: Decimal(19)})
        for rounding, net, amount in (
            (1.0, "33", "6"),
            (0.01, "33.33", "6.33"),
            (0.001, "33.333", "6.333"),
        ):
            with self.subTest(rounding=rounding):
                part = part_of_amounts(whole, 1, 3, rounding)
                self.assertEqual(part.net, Decimal(net))
                self.assertEqual(part.taxes, {7: Decimal(amount)})
