from .inventory_case import InventoryCase
from .sandbox_case import SandboxCase, shop_amount

VAT = [{"title": "VAT", "rate": "0.20"}]
REFUND = """mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund {
      totalRefundedSet { shopMoney { amount } presentmentMoney { amount } }
      duties { amountSet { shopMoney { amount } } originalDuty { id } }
      refundLineItems(first: 5) { nodes { restockType location { id } } }
      orderAdjustments(first: 5) { nodes { reason amountSet { shopMoney { amount } } } }
      transactions(first: 5) { nodes { gateway parentTransaction { id } } }
    }
    userErrors { message }
  }
}"""


def both(bag):
    """Both sides of a MoneyBag as text."""
    return bag["shopMoney"]["amount"], bag["presentmentMoney"]["amount"]


def adjustments(refund):
    return [
        (found["reason"], shop_amount(found["amountSet"]))
        for found in refund["orderAdjustments"]
    ]


class TestUnits(InventoryCase):
    """Units refunded in different ways, each with its own effect."""

    def test_each_line_in_its_own_way(self):
        line = {"variant": self.variant(), "quantity": 2}
        order = self.store.place_order(lines=[line, line, line])
        returned, cancelled, kept = (found["id"] for found in order["lineItems"])
        self.store.fulfil_order(order["id"], {returned: 2, kept: 2})

        refund = self.store.refund_order(
            order["id"],
            {returned: 1, cancelled: 1, kept: 1},
            restock={cancelled: "CANCEL", kept: "NO_RESTOCK"},
        )

        types = [found["restockType"] for found in refund["refundLineItems"]]
        self.assertEqual(types, ["RETURN", "CANCEL", "NO_RESTOCK"])
        left = [found["unfulfilledQuantity"] for found in order["lineItems"]]
        self.assertEqual(left, [0, 1, 0])
        self.assertEqual(self.quantities(), (1, 1, 2))

    def test_units_not_restocked_are_shipped_ones_first(self):
        order = self.order(("10.00", 3))
        line = order["lineItems"][0]
        self.store.fulfil_order(order["id"], {line["id"]: 1})
        self.store.refund_order(order["id"], {line["id"]: 2}, restock=False)
        self.assertEqual(line["currentQuantity"], 1)
        self.assertEqual(line["unfulfilledQuantity"], 1)
        work = order["fulfillmentOrders"][0]["lineItems"][0]
        self.assertEqual(work["remainingQuantity"], 1)

    def test_some_units_of_a_line_come_back_elsewhere(self):
        self.store.activate_inventory(self.mug, self.cellar, available=0)
        line = {"variant": self.variant(), "quantity": 2}
        order = self.store.place_order(lines=[line])
        gid = order["lineItems"][0]["id"]
        self.store.fulfil_order(order["id"])
        row = {"line": gid, "quantity": 1}
        self.store.refund_order(
            order["id"],
            [
                {**row, "restock": "NO_RESTOCK"},
                {**row, "restock": "RETURN", "location": self.cellar},
            ],
        )
        self.assertEqual(self.quantities(), (3, 0, 3))
        self.assertEqual(self.quantities(location=self.cellar), (1, 0, 1))

    def test_more_than_is_left_in_several_rows_is_refused(self):
        order = self.order(("10.00", 2))
        row = {"line": order["lineItems"][0]["id"], "quantity": 2}
        with self.assertRaisesRegex(ValueError, "2 units cannot be refunded, 0 are"):
            self.store.refund_order(order["id"], [row, row])
        self.assertEqual(order["refunds"], [])


class TestMoney(SandboxCase):
    """Where the money goes, when, and in which currency."""

    def test_what_is_refunded_whole_is_exact_in_both_currencies(self):
        order = self.order(("3.33", 3), currency="USD", rate="1.0837", taxes=VAT)
        gid = order["lineItems"][0]["id"]
        amounts = [
            both(self.store.refund_order(order["id"], {gid: 1})["totalRefundedSet"])
            for _unit in range(3)
        ]
        self.assertEqual(both(order["totalPriceSet"]), ("11.99", "13.0"))
        self.assertEqual(amounts, [("4.0", "4.33"), ("3.99", "4.34"), ("4.0", "4.33")])
        self.assertEqual(both(order["netPaymentSet"]), ("0.0", "0.0"))

    def test_an_amount_can_be_said_for_both_sides(self):
        order = self.order(("10.00", 1), currency="USD", rate="1.1")
        amount = {"shop": "4.99", "presentment": "5.50"}
        refund = self.store.refund_order(order["id"], amount=amount)
        self.assertEqual(both(refund["totalRefundedSet"]), ("4.99", "5.5"))

    def test_payments_are_paid_back_as_chosen(self):
        order = self.order(
            ("30.00", 1),
            payments=[
                {"gateway": "gift_card", "amount": "20.00"},
                {"gateway": "shopify_payments"},
            ],
        )
        card, bank = (found["id"] for found in order["transactions"])
        refund = self.store.refund_order(
            order["id"], payments={card: "5.00", bank: "2.50"}
        )
        paid = [
            (found["gateway"], found["parentTransaction"], found["amount"])
            for found in refund["transactions"]
        ]
        self.assertEqual(
            paid, [("gift_card", card, "5.00"), ("shopify_payments", bank, "2.50")]
        )
        self.assertEqual(shop_amount(order["netPaymentSet"]), "22.5")

    def test_a_payment_does_not_give_back_more_than_it_was(self):
        order = self.order(("30.00", 1))
        payment = order["transactions"][0]["id"]
        with self.assertRaisesRegex(ValueError, "30.0 are left of it"):
            self.store.refund_order(order["id"], payments={payment: "30.01"})
        self.assertEqual(order["refunds"], [])

    def test_store_credit(self):
        order = self.order(("30.00", 1))
        refund = self.store.refund_order(
            order["id"],
            {order["lineItems"][0]["id"]: 1},
            gateway="shopify_store_credit",
        )
        (paid,) = refund["transactions"]
        self.assertEqual(paid["gateway"], "shopify_store_credit")
        self.assertIsNone(paid["parentTransaction"])
        self.assertEqual(order["displayFinancialStatus"], "REFUNDED")

    def test_pending_money_counts_when_it_has_arrived(self):
        order = self.order(("30.00", 1))
        refund = self.store.refund_order(
            order["id"], {order["lineItems"][0]["id"]: 1}, pending=True
        )
        self.assertEqual(refund["transactions"][0]["status"], "PENDING")
        self.assertEqual(shop_amount(refund["totalRefundedSet"]), "0.0")
        self.assertEqual(order["displayFinancialStatus"], "PAID")
        self.assertEqual(
            adjustments(refund),
            [("REFUND_DISCREPANCY", "30.0"), ("PENDING_REFUND_DISCREPANCY", "-30.0")],
        )

        self.store.settle_refund(refund["id"])

        self.assertEqual(refund["transactions"][0]["status"], "SUCCESS")
        self.assertEqual(shop_amount(refund["totalRefundedSet"]), "30.0")
        self.assertEqual(order["displayFinancialStatus"], "REFUNDED")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "0.0")

    def test_pending_money_is_not_sent_twice(self):
        order = self.order(("10.00", 2))
        line = order["lineItems"][0]["id"]
        self.store.refund_order(order["id"], {line: 1}, pending=True)
        second = self.store.refund_order(order["id"], {line: 1})
        self.assertEqual(shop_amount(second["totalRefundedSet"]), "10.0")

    def test_a_part_of_an_adjustment_is_tax(self):
        order = self.order(("10.00", 1), taxes=VAT)
        refund = self.store.refund_order(
            order["id"], amount="2.40", adjustment_tax="0.40", reason="DAMAGE"
        )
        (found,) = refund["orderAdjustments"]
        self.assertEqual(found["reason"], "DAMAGE")
        self.assertEqual(shop_amount(found["amountSet"]), "-2.0")
        self.assertEqual(shop_amount(found["taxAmountSet"]), "-0.4")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "0.0")


class TestDuties(SandboxCase):
    def place(self):
        duty = {"amount": "6.00", "taxes": VAT}
        line = {"title": "Mug", "price": "10.00", "quantity": 2, "duties": [duty]}
        return self.store.place_order(lines=[line])

    def test_duties_of_the_units(self):
        order = self.place()
        self.assertEqual(shop_amount(order["totalPriceSet"]), "27.2")
        line = order["lineItems"][0]
        refund = self.store.refund_order(order["id"], {line["id"]: 1}, duties=True)
        (found,) = refund["duties"]
        self.assertEqual(found["originalDuty"]["id"], line["duties"][0]["id"])
        self.assertEqual(shop_amount(found["amountSet"]), "3.0")
        self.assertEqual(shop_amount(refund["totalRefundedSet"]), "13.6")
        self.assertEqual(shop_amount(order["currentTotalDutiesSet"]), "3.0")
        self.assertEqual(shop_amount(order["currentTotalTaxSet"]), "0.6")
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "13.6")

    def test_without_a_word_duties_stay(self):
        order = self.place()
        self.store.refund_order(order["id"], {order["lineItems"][0]["id"]: 2})
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "7.2")
        self.store.refund_order(order["id"], duties=True)
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "0.0")
        self.assertEqual(shop_amount(order["totalRefundedSet"]), "27.2")


class TestMutation(SandboxCase):
    def refund(self, **values):
        data = self.data(REFUND, input=values, key="one")
        self.assertEqual(data["refundCreate"]["userErrors"], [])
        return data["refundCreate"]["refund"]

    def test_lines_duties_and_payments(self):
        order = TestDuties.place(self)
        line, place = order["lineItems"][0], self.store.all("Location")[0]["id"]
        payment = order["transactions"][0]
        refund = self.refund(
            orderId=order["id"],
            refundLineItems=[
                {
                    "lineItemId": line["id"],
                    "quantity": 1,
                    "restockType": "RETURN",
                    "locationId": place,
                },
                {"lineItemId": line["id"], "quantity": 1},
            ],
            refundDuties=[{"dutyId": line["duties"][0]["id"]}],
            transactions=[
                {
                    "orderId": order["id"],
                    "parentId": payment["id"],
                    "kind": "REFUND",
                    "gateway": payment["gateway"],
                    "amount": "27.20",
                }
            ],
        )
        rows = [
            (row["restockType"], (row["location"] or {}).get("id"))
            for row in refund["refundLineItems"]["nodes"]
        ]
        self.assertEqual(rows, [("RETURN", place), ("NO_RESTOCK", None)])
        self.assertEqual(shop_amount(refund["duties"][0]["amountSet"]), "6.0")
        self.assertEqual(both(refund["totalRefundedSet"]), ("27.2", "27.2"))
        self.assertEqual(refund["orderAdjustments"]["nodes"], [])

    def test_store_credit_in_the_customers_currency(self):
        order = self.order(("10.00", 1), currency="USD", rate="1.1")
        amount = {"amount": "5.50", "currencyCode": "USD"}
        refund = self.refund(
            orderId=order["id"],
            refundMethods=[{"storeCreditRefund": {"amount": amount}}],
        )
        self.assertEqual(both(refund["totalRefundedSet"]), ("5.0", "5.5"))
        (paid,) = refund["transactions"]["nodes"]
        self.assertEqual(paid["gateway"], "shopify_store_credit")
