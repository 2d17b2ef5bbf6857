from .sandbox_case import SandboxCase, shop_amount

VAT = [{"title": "VAT", "rate": "0.19"}]


class TestPlaced(SandboxCase):
    def test_taxes_come_on_top_of_the_discounted_price(self):
        order = self.order(
            ("9.99", 3),
            taxes=VAT,
            shipping={"title": "Post", "price": "4.90"},
            discounts=[{"type": "code", "code": "TEN", "percentage": "10"}],
        )
        line, shipping = order["lineItems"][0], order["shippingLines"][0]
        allocation = line["discountAllocations"][0]
        self.assertEqual(shop_amount(allocation["allocatedAmountSet"]), "3.0")
        self.assertEqual(shop_amount(line["taxLines"][0]["priceSet"]), "5.12")
        self.assertEqual(shop_amount(shipping["taxLines"][0]["priceSet"]), "0.93")
        self.assertEqual(shop_amount(order["subtotalPriceSet"]), "26.97")
        self.assertEqual(shop_amount(order["totalTaxSet"]), "6.05")
        self.assertEqual(shop_amount(order["totalPriceSet"]), "37.92")

    def test_included_taxes_do_not_add_to_the_total(self):
        order = self.order(("119.00", 1), taxes=VAT, taxes_included=True)
        self.assertEqual(shop_amount(order["totalTaxSet"]), "19.0")
        self.assertEqual(shop_amount(order["totalPriceSet"]), "119.0")

    def test_an_order_discount_is_split_to_the_cent(self):
        order = self.order(
            ("10.00", 1),
            ("10.00", 1),
            ("10.00", 1),
            discounts=[{"type": "automatic", "title": "Ten off", "amount": "10.00"}],
        )
        parts = [
            shop_amount(line["discountAllocations"][0]["allocatedAmountSet"])
            for line in order["lineItems"]
        ]
        self.assertEqual(parts, ["3.34", "3.33", "3.33"])
        self.assertEqual(shop_amount(order["totalDiscountsSet"]), "10.0")

    def test_line_discounts_come_before_order_discounts(self):
        order = self.store.place_order(
            lines=[
                {
                    "title": "Mug",
                    "price": "20.00",
                    "discounts": [{"type": "manual", "title": "B", "amount": "5.00"}],
                }
            ],
            discounts=[{"type": "code", "code": "HALF", "percentage": "50"}],
        )
        line = order["lineItems"][0]
        self.assertEqual(shop_amount(order["totalPriceSet"]), "7.5")
        self.assertEqual(shop_amount(line["totalDiscountSet"]), "5.0")
        applications = [
            (found["__typename"], found["index"], found["allocationMethod"])
            for found in order["discountApplications"]
        ]
        self.assertEqual(
            applications,
            [
                ("ManualDiscountApplication", 0, "ACROSS"),
                ("DiscountCodeApplication", 1, "ACROSS"),
            ],
        )

    def test_free_shipping(self):
        code = {"type": "code", "code": "FREE", "percentage": "100"}
        order = self.order(
            ("10.00", 1),
            taxes=VAT,
            shipping={"title": "Post", "price": "4.90"},
            discounts=[{**code, "target": "shipping"}],
        )
        shipping = order["shippingLines"][0]
        self.assertEqual(shop_amount(shipping["discountedPriceSet"]), "0.0")
        self.assertEqual(shop_amount(shipping["taxLines"][0]["priceSet"]), "0.0")
        self.assertEqual(shop_amount(order["totalPriceSet"]), "11.9")
        self.assertEqual(order["discountCodes"], ["FREE"])

    def test_the_customers_currency(self):
        order = self.order(("9.99", 2), currency="JPY", rate="161.35", taxes=VAT)
        self.assertEqual(
            order["totalPriceSet"],
            {
                "shopMoney": {"amount": "23.78", "currencyCode": "EUR"},
                "presentmentMoney": {"amount": "3837.0", "currencyCode": "JPY"},
            },
        )

    def test_a_tip_is_a_line_outside_the_subtotal(self):
        order = self.order(("10.00", 1), tip="1.50")
        tip = order["lineItems"][1]
        self.assertEqual((tip["title"], tip["variant"]), ("Tip", None))
        self.assertEqual(shop_amount(order["subtotalPriceSet"]), "10.0")
        self.assertEqual(shop_amount(order["totalTipReceivedSet"]), "1.5")
        self.assertEqual(shop_amount(order["totalPriceSet"]), "11.5")

    def test_stock_is_committed(self):
        location = self.store.create_location("Berlin")
        stock = {"inventory": {location["id"]: 5}, "price": "9.00"}
        product = self.store.create_product("Mug", variants=[stock])
        variant = product["variants"][0]
        self.store.place_order(lines=[{"variant": variant["id"], "quantity": 2}])
        [level] = self.store.all("InventoryLevel")
        self.assertEqual(level["quantities"], {"available": 3, "committed": 2})


class TestPayment(SandboxCase):
    def test_waiting_for_a_bank_transfer(self):
        order = self.order(("10.00", 1), paid=False)
        self.assertEqual(order["displayFinancialStatus"], "PENDING")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "10.0")
        self.store.pay_order(order["id"])
        self.assertEqual(order["displayFinancialStatus"], "PAID")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "0.0")
        self.assertEqual(len(order["transactions"]), 1)

    def test_authorized_then_captured(self):
        order = self.order(("10.00", 1), paid="authorized")
        self.assertEqual(order["displayFinancialStatus"], "AUTHORIZED")
        self.assertEqual(shop_amount(order["totalCapturableSet"]), "10.0")
        self.store.pay_order(order["id"])
        kinds = [found["kind"] for found in order["transactions"]]
        self.assertEqual(kinds, ["AUTHORIZATION", "CAPTURE"])
        self.assertEqual(order["displayFinancialStatus"], "PAID")
        self.assertEqual(shop_amount(order["totalCapturableSet"]), "0.0")

    def test_gift_card_first(self):
        payments = [{"gateway": "gift_card", "amount": "4"}, {"gateway": "card"}]
        order = self.order(("10.00", 1), payments=payments)
        paid = [
            (found["gateway"], shop_amount(found["amountSet"]))
            for found in order["transactions"]
        ]
        self.assertEqual(paid, [("gift_card", "4.0"), ("card", "6.0")])
        self.assertEqual(order["displayFinancialStatus"], "PAID")


class TestAfterwards(SandboxCase):
    def test_a_refund_of_one_unit_and_shipping(self):
        order = self.order(
            ("10.00", 2), shipping={"title": "Post", "price": "5.00"}, taxes=VAT
        )
        line = order["lineItems"][0]
        refund = self.store.refund_order(order["id"], {line["id"]: 1}, shipping=True)
        self.assertEqual(shop_amount(refund["totalRefundedSet"]), "17.85")
        self.assertEqual(line["quantity"], 2)
        self.assertEqual(line["currentQuantity"], 1)
        self.assertEqual(line["unfulfilledQuantity"], 2)
        self.assertEqual(order["displayFinancialStatus"], "PARTIALLY_REFUNDED")
        self.assertEqual(shop_amount(order["totalPriceSet"]), "29.75")
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "11.9")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "0.0")

    def test_units_refunded_one_by_one_give_back_every_cent(self):
        order = self.order(
            ("3.33", 3),
            taxes=VAT,
            discounts=[{"type": "code", "code": "ONE", "amount": "1.00"}],
        )
        line = order["lineItems"][0]
        for _unit in range(3):
            self.store.refund_order(order["id"], {line["id"]: 1})
        self.assertEqual(order["displayFinancialStatus"], "REFUNDED")
        self.assertEqual(shop_amount(order["totalRefundedSet"]), "10.7")
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "0.0")

    def test_more_units_than_there_are_is_refused(self):
        order = self.order(("10.00", 1))
        line = order["lineItems"][0]
        with self.assertRaisesRegex(ValueError, "2 units cannot be refunded, 1 are"):
            self.store.refund_order(order["id"], {line["id"]: 2})
        self.assertEqual(order["refunds"], [])
        self.assertEqual(line["currentQuantity"], 1)

    def test_goodwill_money_is_an_adjustment(self):
        order = self.order(("10.00", 1))
        refund = self.store.refund_order(order["id"], amount="2.50")
        adjustment = refund["orderAdjustments"][0]
        self.assertEqual(shop_amount(adjustment["amountSet"]), "-2.5")
        self.assertEqual(shop_amount(order["netPaymentSet"]), "7.5")
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "10.0")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "0.0")

    def test_removed_by_an_edit_the_line_stays_with_current_quantity_0(self):
        order = self.order(("20.00", 2), ("29.00", 1))
        line = order["lineItems"][1]
        self.store.edit_order(order["id"], {line["id"]: 0})
        self.assertEqual((line["quantity"], line["currentQuantity"]), (1, 0))
        self.assertTrue(order["edited"])
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "40.0")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "-29.0")
        self.assertEqual(order["refunds"][0]["transactions"], [])

    def test_what_an_edit_left_over_is_paid_back_by_the_next_refund(self):
        order = self.order(("20.00", 2), ("29.00", 1))
        self.store.edit_order(order["id"], {order["lineItems"][1]["id"]: 0})
        refund = self.store.refund_order(order["id"])
        self.assertEqual(shop_amount(refund["totalRefundedSet"]), "29.0")
        self.assertEqual(refund["orderAdjustments"], [])
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "0.0")

    def test_added_by_an_edit_the_rest_is_outstanding(self):
        order = self.order(("10.00", 1), taxes=VAT)
        self.store.edit_order(order["id"], add=[{"title": "Bow", "price": "2.00"}])
        self.assertEqual(shop_amount(order["originalTotalPriceSet"]), "11.9")
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "14.28")
        self.assertEqual(shop_amount(order["totalOutstandingSet"]), "2.38")
        self.assertEqual(order["displayFinancialStatus"], "PARTIALLY_PAID")
        statuses = [found["status"] for found in order["fulfillmentOrders"]]
        self.assertEqual(statuses, ["OPEN", "OPEN"])

    def test_fulfilled_in_two_parts(self):
        order = self.order(("10.00", 3))
        line = order["lineItems"][0]
        self.store.fulfil_order(order["id"], {line["id"]: 1}, {"number": "T1"})
        self.assertEqual(order["displayFulfillmentStatus"], "PARTIALLY_FULFILLED")
        self.assertEqual(order["fulfillmentOrders"][0]["status"], "IN_PROGRESS")
        self.store.fulfil_order(order["id"])
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")
        self.assertEqual(order["fulfillmentOrders"][0]["status"], "CLOSED")
        self.assertEqual(len(order["fulfillments"]), 2)

    def test_cancelled_and_paid_back(self):
        order = self.order(("10.00", 2))
        self.store.cancel_order(order["id"], reason="CUSTOMER")
        self.assertEqual(order["cancelReason"], "CUSTOMER")
        self.assertIsNotNone(order["cancelledAt"])
        self.assertTrue(order["closed"])
        self.assertEqual(order["displayFinancialStatus"], "REFUNDED")
        self.assertEqual(shop_amount(order["currentTotalPriceSet"]), "0.0")
        self.assertEqual(shop_amount(order["totalReceivedSet"]), "20.0")
        fulfillment_order = order["fulfillmentOrders"][0]
        self.assertEqual(fulfillment_order["status"], "CLOSED")
        self.assertEqual(fulfillment_order["lineItems"][0]["totalQuantity"], 0)

    def test_cancelled_before_the_capture(self):
        order = self.order(("10.00", 1), paid="authorized")
        self.store.cancel_order(order["id"])
        self.assertEqual(order["displayFinancialStatus"], "VOIDED")
        self.assertEqual(order["transactions"][-1]["kind"], "VOID")
        self.assertEqual(shop_amount(order["transactions"][-1]["amountSet"]), "0.0")

    def test_every_change_moves_updated_at(self):
        order = self.order(("10.00", 1))
        before = order["updatedAt"]
        self.store.clock.advance(5)
        self.store.update_order(order["id"], note="Ring twice")
        self.assertGreater(order["updatedAt"], before)
        self.assertEqual(order["createdAt"], before)


class TestLocalizedFields(SandboxCase):
    QUERY = """query($id: ID!) { order(id: $id) {
        localizedFields(first: 5, purposes: [TAX]) {
            nodes { key value purpose countryCode }
        } } }"""

    def test_a_purpose_is_asked_for(self):
        order = self.order(
            ("1.00", 1),
            localizedFields=[
                {"key": "SHIPPING_CREDENTIAL_BR", "value": "1"},
                {"key": "TAX_CREDENTIAL_BR", "value": "2"},
            ],
        )
        answer = self.data(self.QUERY, id=order["id"])
        self.assertEqual(
            answer["order"]["localizedFields"]["nodes"],
            [
                {
                    "key": "TAX_CREDENTIAL_BR",
                    "value": "2",
                    "purpose": "TAX",
                    "countryCode": "BR",
                }
            ],
        )
