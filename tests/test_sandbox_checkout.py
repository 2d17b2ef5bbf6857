from .inventory_case import InventoryCase
from .sandbox_case import SandboxCase, shop_amount
from .test_sandbox_payloads import PayloadCase

VAT = [{"title": "VAT", "rate": "0.20"}]
FEES = """query Fees($id: ID!) {
  order(id: $id) {
    transactions { amountRoundingSet { shopMoney { amount } }
      fees { type rate amount { amount currencyCode } taxAmount { amount } } }
    totalCashRoundingAdjustment {
      paymentSet { shopMoney { amount } } refundSet { shopMoney { amount } }
    }
  }
}"""
RISK = """mutation Risk($input: OrderRiskAssessmentCreateInput!) {
  orderRiskAssessmentCreate(orderRiskAssessmentInput: $input) {
    orderRiskAssessment { riskLevel facts { description sentiment } }
    userErrors { field code }
  }
}"""


class TestLines(SandboxCase):
    """Special things that are sold."""

    def test_a_gift_card_has_no_tax_and_is_not_shipped(self):
        card = {"title": "Gift card", "price": "50.00", "gift_card": True}
        mug = {"title": "Mug", "price": "10.00"}
        order = self.store.place_order(lines=[card, mug], taxes=VAT)
        sold = order["lineItems"][0]
        self.assertTrue(sold["isGiftCard"])
        self.assertFalse(sold["requiresShipping"])
        self.assertEqual(sold["taxLines"], [])
        self.assertEqual(sold["unfulfilledQuantity"], 0)
        self.assertEqual(shop_amount(order["totalPriceSet"]), "62.0")
        self.store.fulfil_order(order["id"])
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")

    def test_a_printed_gift_card_is_shipped(self):
        card = {"title": "Card", "price": "50.00", "gift_card": True}
        order = self.store.place_order(lines=[{**card, "requiresShipping": True}])
        self.assertEqual(order["lineItems"][0]["unfulfilledQuantity"], 1)

    def test_a_subscription(self):
        line = {"title": "Coffee", "price": "9.00", "selling_plan": "Every month"}
        order = self.store.place_order(lines=[line])
        plan = order["lineItems"][0]["sellingPlan"]
        self.assertEqual(plan["name"], "Every month")

    def test_a_tax_that_a_marketplace_pays(self):
        tax = {"title": "Sales tax", "rate": "0.07", "channelLiable": True}
        order = self.order(("10.00", 1), taxes=[tax])
        self.assertTrue(order["currentTaxLines"][0]["channelLiable"])
        self.assertEqual(shop_amount(order["currentTotalTaxSet"]), "0.7")

    def test_three_kinds_of_discounts_on_a_line(self):
        order = self.store.place_order(
            lines=[
                {
                    "title": "Mug",
                    "price": "100.00",
                    "discounts": [
                        {"type": "automatic", "title": "Sale", "percentage": "10"},
                        {"type": "code", "code": "FIVE", "amount": "5.00"},
                        {"type": "manual", "title": "Regular", "percentage": "10"},
                    ],
                }
            ],
            discounts=[{"type": "code", "code": "ALL", "amount": "6.50"}],
        )
        (line,) = order["lineItems"]
        parts = [
            (
                part["discountApplication"]["__typename"][:4],
                shop_amount(part["allocatedAmountSet"]),
            )
            for part in line["discountAllocations"]
        ]
        self.assertEqual(
            parts, [("Auto", "10.0"), ("Disc", "5.0"), ("Manu", "8.5"), ("Disc", "6.5")]
        )
        self.assertEqual(shop_amount(order["totalPriceSet"]), "70.0")
        self.assertEqual(shop_amount(line["totalDiscountSet"]), "23.5")


class TestExtras(SandboxCase):
    """What an order costs besides goods and shipping."""

    def place(self, **values):
        duty = {"amount": "5.00", "taxes": VAT}
        line = {"title": "Mug", "price": "10.00", "quantity": 2, "duties": [duty]}
        fee = {"name": "Deposit", "amount": "1.50", "taxes": VAT}
        return self.store.place_order(
            lines=[line], fees=[fee], tip="3.00", taxes=VAT, **values
        )

    def total(self, order):
        names = (
            "currentSubtotalPriceSet",
            "currentTotalTaxSet",
            "currentTotalDutiesSet",
            "currentTotalAdditionalFeesSet",
            "totalTipReceivedSet",
            "currentTotalPriceSet",
        )
        return [shop_amount(order[name]) for name in names]

    def test_duties_fees_and_a_tip_add_up(self):
        order = self.place()
        self.assertEqual(
            self.total(order), ["20.0", "5.3", "5.0", "1.5", "3.0", "34.8"]
        )

    def test_taxes_of_duties_and_fees_may_be_in_them(self):
        order = self.place(taxes_included=True)
        self.assertEqual(
            self.total(order), ["20.0", "4.41", "5.0", "1.5", "3.0", "29.5"]
        )

    def test_cancelled_nothing_is_left_of_them(self):
        order = self.place()
        self.store.cancel_order(order["id"])
        self.assertEqual(self.total(order), ["0.0"] * 6)
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "0.0")

    def test_a_unit_removed_takes_its_duties_along(self):
        order = self.place()
        self.store.edit_order(order["id"], {order["lineItems"][0]["id"]: 1})
        self.assertEqual(
            self.total(order), ["10.0", "2.8", "2.5", "1.5", "3.0", "19.8"]
        )


class TestPayments(SandboxCase):
    def test_a_gift_card_pays_a_part(self):
        card = {"gateway": "gift_card", "amount": "4.00"}
        order = self.order(
            ("10.00", 1), payments=[card, {"gateway": "shopify_payments"}]
        )
        paid = [(found["gateway"], found["amount"]) for found in order["transactions"]]
        self.assertEqual(paid, [("gift_card", "4.00"), ("shopify_payments", "6.00")])
        self.assertEqual(
            order["paymentGatewayNames"], ["gift_card", "shopify_payments"]
        )

    def test_cash_is_rounded_but_not_the_order(self):
        order = self.order(
            ("9.98", 1), payments=[{"gateway": "cash", "rounding": "0.02"}]
        )
        self.assertEqual(order["displayFinancialStatus"], "PAID")
        self.assertEqual(shop_amount(order["totalReceivedSet"]), "9.98")
        self.store.refund_order(
            order["id"], {order["lineItems"][0]["id"]: 1}, rounding="0.02"
        )
        data = self.data(FEES, id=order["id"])["order"]
        rounding = [found["amountRoundingSet"] for found in data["transactions"]]
        self.assertEqual([shop_amount(bag) for bag in rounding], ["0.02", "0.02"])
        adjustment = data["totalCashRoundingAdjustment"]
        self.assertEqual(shop_amount(adjustment["paymentSet"]), "0.02")
        self.assertEqual(shop_amount(adjustment["refundSet"]), "0.02")

    def test_the_fee_of_a_payment_comes_later(self):
        order = self.order(("100.00", 1))
        before = order["updatedAt"]
        self.store.clock.advance(60)
        self.store.charge_fee(
            order["transactions"][0]["id"], "3.20", rate="0.029", flat="0.30"
        )
        (transaction,) = self.data(FEES, id=order["id"])["order"]["transactions"]
        (fee,) = transaction["fees"]
        self.assertEqual(fee["amount"], {"amount": "3.2", "currencyCode": "EUR"})
        self.assertEqual(fee["rate"], "0.029")
        self.assertGreater(order["updatedAt"], before)

    def test_the_fee_may_be_known_at_once(self):
        order = self.order(
            ("100.00", 1), payments=[{"gateway": "shopify_payments", "fee": "2.50"}]
        )
        (fee,) = order["transactions"][0]["fees"]
        self.assertEqual(fee["amount"]["amount"], "2.5")


class TestCounter(InventoryCase):
    """Sold in a shop: the customer takes it along."""

    def test_handed_over_where_it_was_sold(self):
        self.store.activate_inventory(self.mug, self.cellar, available=4)
        line = {"variant": self.variant(), "quantity": 3}
        order = self.store.place_order(lines=[line], source="pos", location=self.cellar)
        self.assertEqual(order["sourceName"], "pos")
        self.assertEqual(order["retailLocation"], self.cellar)
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")
        self.assertEqual(order["fulfillments"][0]["location"], self.cellar)
        delivery = order["fulfillmentOrders"][0]["deliveryMethod"]
        self.assertEqual(delivery["methodType"], "RETAIL")
        self.assertEqual(order["transactions"][0]["location"], self.cellar)
        self.assertEqual(self.quantities(location=self.cellar), (1, 0, 1))
        self.assertEqual(self.quantities(), (5, 0, 5))


class TestAfterwards(PayloadCase):
    def test_archived_and_taken_out_again(self):
        order = self.order()
        self.store.close_order(order["id"])
        self.assertTrue(order["closed"])
        self.assertIsNotNone(order["closedAt"])
        self.store.reopen_order(order["id"])
        self.assertIsNone(order["closedAt"])

    def test_a_risk_is_assessed_later(self):
        order = self.order()
        self.assertEqual(order["risk"]["recommendation"], "NONE")
        self.subscribe("orders/risk_assessment_changed")
        self.store.assess_risk(order["id"], "INVESTIGATE", level="MEDIUM")
        self.assertEqual(order["risk"]["recommendation"], "INVESTIGATE")
        (assessment,) = order["risk"]["assessments"]
        self.assertEqual(assessment["riskLevel"], "MEDIUM")
        [payload] = self.sent("orders/risk_assessment_changed")
        self.assertEqual(payload["admin_graphql_api_order_id"], order["id"])
        self.assertEqual(payload["risk_level"], "medium")


class TestRisk(SandboxCase):
    def test_an_app_assesses_a_risk(self):
        order = self.order(("10.00", 1))
        fact = {"description": "Card stolen", "sentiment": "NEGATIVE"}
        given = {"orderId": order["id"], "riskLevel": "HIGH", "facts": [fact]}
        answer = self.data(RISK, input=given)["orderRiskAssessmentCreate"]
        self.assertEqual(answer["orderRiskAssessment"]["facts"], [fact])
        self.assertEqual(order["risk"]["recommendation"], "CANCEL")
