from .sandbox_case import SandboxCase, shop_amount
from .test_sandbox_payloads import PayloadCase

VAT = [{"title": "VAT", "rate": "0.20"}]
POST = {"title": "Post", "price": "5.00"}
BEGIN = """mutation Begin($id: ID!) { orderEditBegin(id: $id) { calculatedOrder {
  id lineItems(first: 5) { nodes { id } } shippingLines { id title stagedStatus }
} } }"""
DISCOUNT = """mutation Discount($id: ID!, $line: ID!, $discount:
    OrderEditAppliedDiscountInput!) {
  orderEditAddLineItemDiscount(id: $id, lineItemId: $line, discount: $discount) {
    addedDiscountStagedChange { description } userErrors { message }
  }
}"""
ADD_SHIPPING = """mutation Add($id: ID!, $line: OrderEditAddShippingLineInput!) {
  orderEditAddShippingLine(id: $id, shippingLine: $line) {
    calculatedShippingLine { id stagedStatus } userErrors { message }
  }
}"""
REMOVE_SHIPPING = """mutation Remove($id: ID!, $line: ID!) {
  orderEditRemoveShippingLine(id: $id, shippingLineId: $line) {
    calculatedOrder { shippingLines { stagedStatus } } userErrors { message }
  }
}"""
COMMIT = """mutation Commit($id: ID!) {
  orderEditCommit(id: $id) { order { id edited } userErrors { message } }
}"""


class EditCase(SandboxCase):
    """Two mugs for 10.00 each and shipping for 5.00, tax on top, paid."""

    def setUp(self):
        super().setUp()
        self.placed = self.order(("10.00", 2), taxes=VAT, shipping=POST)
        self.line = self.placed["lineItems"][0]
        self.shipping = self.placed["shippingLines"][0]

    def edit(self, **values):
        return self.store.edit_order(self.placed["id"], **values)

    def money(self):
        """Goods, shipping, tax, and what is to be paid."""
        names = (
            "currentSubtotalPriceSet",
            "currentShippingPriceSet",
            "currentTotalTaxSet",
            "currentTotalPriceSet",
            "totalOutstandingSet",
        )
        return [shop_amount(self.placed[name]) for name in names]


class TestDiscounts(EditCase):
    def test_a_discount_on_a_line(self):
        discount = {"title": "Scratched", "percentage": "25"}
        self.edit(discounts={self.line["id"]: [discount]})
        (part,) = self.line["discountAllocations"]
        application = part["discountApplication"]
        self.assertEqual(application["__typename"], "ManualDiscountApplication")
        self.assertEqual(application["title"], "Scratched")
        self.assertEqual(self.money(), ["15.0", "5.0", "4.0", "24.0", "-6.0"])
        self.assertEqual(shop_amount(self.placed["originalTotalPriceSet"]), "30.0")
        self.assertTrue(self.placed["edited"])

    def test_units_taken_away_take_their_share_along(self):
        discount = {"amount": "3.00"}
        self.edit(
            discounts={self.line["id"]: [discount]}, set_quantities={self.line["id"]: 1}
        )
        (refund,) = self.placed["refunds"]
        (line,) = refund["refundLineItems"]
        self.assertEqual(shop_amount(line["subtotalSet"]), "8.5")
        self.assertEqual(self.money(), ["8.5", "5.0", "2.7", "16.2", "-13.8"])

    def test_a_line_of_which_units_are_gone_takes_none(self):
        self.store.refund_order(self.placed["id"], {self.line["id"]: 1})
        with self.assertRaisesRegex(ValueError, "takes no discount any more"):
            self.edit(discounts={self.line["id"]: [{"amount": "1.00"}]})
        self.assertEqual(self.line["discountAllocations"], [])
        self.assertFalse(self.placed["edited"])


class TestShipping(EditCase):
    def test_added(self):
        self.edit(shipping=[{"title": "Express", "price": "2.50"}])
        self.assertEqual(len(self.placed["shippingLines"]), 2)
        self.assertEqual(self.money(), ["20.0", "7.5", "5.5", "33.0", "3.0"])

    def test_removed(self):
        self.edit(shipping=[{"id": self.shipping["id"], "remove": True}])
        self.assertTrue(self.shipping["isRemoved"])
        self.assertEqual(shop_amount(self.shipping["discountedPriceSet"]), "5.0")
        self.assertEqual(shop_amount(self.shipping["currentDiscountedPriceSet"]), "0.0")
        self.assertEqual(self.money(), ["20.0", "0.0", "4.0", "24.0", "-6.0"])

    def test_changed(self):
        self.edit(shipping=[{"id": self.shipping["id"], "price": "8.00"}])
        self.assertEqual(shop_amount(self.shipping["taxLines"][0]["priceSet"]), "1.6")
        self.assertEqual(self.money(), ["20.0", "8.0", "5.6", "33.6", "3.6"])

    def test_refunded_shipping_stays_as_it_is(self):
        self.store.refund_order(self.placed["id"], shipping="1.00")
        with self.assertRaisesRegex(ValueError, "Post of order #1001 was refunded"):
            self.edit(shipping=[{"id": self.shipping["id"], "remove": True}])
        self.assertFalse(self.shipping["isRemoved"])


class TestMutations(EditCase):
    def begin(self):
        data = self.data(BEGIN, id=self.placed["id"])
        return data["orderEditBegin"]["calculatedOrder"]

    def test_a_discount_off_every_unit_and_other_shipping(self):
        calculated = self.begin()
        (line,) = calculated["lineItems"]["nodes"]
        (post,) = calculated["shippingLines"]
        self.assertEqual((post["title"], post["stagedStatus"]), ("Post", "NONE"))
        off = {"amount": "1.50", "currencyCode": "EUR"}
        self.data(
            DISCOUNT,
            id=calculated["id"],
            line=line["id"],
            discount={"description": "Scratched", "fixedValue": off},
        )
        price = {"amount": "9.00", "currencyCode": "EUR"}
        added = {"title": "Express", "price": price}
        self.data(ADD_SHIPPING, id=calculated["id"], line=added)
        self.data(REMOVE_SHIPPING, id=calculated["id"], line=post["id"])
        self.assertEqual(self.money()[3], "30.0")

        answer = self.data(COMMIT, id=calculated["id"])["orderEditCommit"]

        self.assertEqual(answer["userErrors"], [])
        self.assertTrue(answer["order"]["edited"])
        self.assertEqual(self.money(), ["17.0", "9.0", "5.2", "31.2", "1.2"])

    def test_an_added_line_that_is_removed_again_is_forgotten(self):
        calculated = self.begin()
        price = {"amount": "9.00", "currencyCode": "EUR"}
        added = {"title": "Express", "price": price}
        data = self.data(ADD_SHIPPING, id=calculated["id"], line=added)
        line = data["orderEditAddShippingLine"]["calculatedShippingLine"]
        self.assertEqual(line["stagedStatus"], "ADDED")
        self.data(REMOVE_SHIPPING, id=calculated["id"], line=line["id"])
        self.data(COMMIT, id=calculated["id"])
        self.assertEqual(self.placed["shippingLines"], [self.shipping])


class TestWebhook(PayloadCase):
    def test_edited_tells_discounts_and_shipping(self):
        order = self.order()
        self.subscribe("orders/edited")
        line = order["lineItems"][0]
        self.store.edit_order(
            order["id"],
            discounts={line["id"]: [{"amount": "1.00"}]},
            shipping=[{"title": "Express", "price": "2.50"}],
        )
        [payload] = self.sent("orders/edited")
        edit = payload["order_edit"]
        self.assertEqual(
            edit["discounts"]["line_item"]["additions"], [{"id": self.number(line)}]
        )
        shipping = self.number(order["shippingLines"][-1])
        self.assertEqual(
            edit["shipping_lines"],
            {"additions": [{"id": shipping, "price": "2.50"}], "removals": []},
        )
