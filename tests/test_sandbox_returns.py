from .inventory_case import InventoryCase
from .sandbox_case import shop_amount

VAT = [{"title": "VAT", "rate": "0.20"}]


class ReturnCase(InventoryCase):
    """Two mugs for 10.00 each and tax, shipped; five were there, three are left."""

    def setUp(self):
        super().setUp()
        line = {"variant": self.variant(), "quantity": 2, "price": "10.00"}
        self.placed = self.store.place_order(lines=[line], taxes=VAT)
        self.line = self.placed["lineItems"][0]
        self.store.fulfil_order(self.placed["id"])

    def returned(self, units=1, **values):
        """An open return of mugs."""
        lines = {self.line["id"]: units}
        return self.store.create_return(self.placed["id"], lines, **values)

    def exchanged(self, price, **values):
        """A mug that came back for a cup at a price, tax not in it."""
        cup = {"title": "Cup", "price": price}
        found = self.returned(exchange=[cup])
        self.store.process_return(found["id"], **values)
        return self.placed["lineItems"][-1]

    def money(self):
        """What the order is worth, was paid for it, and is outstanding."""
        names = ("currentTotalPriceSet", "netPaymentSet", "totalOutstandingSet")
        return tuple(shop_amount(self.placed[name]) for name in names)


class TestStates(ReturnCase):
    def test_requested_and_approved(self):
        found = self.store.request_return(self.placed["id"], {self.line["id"]: 1})
        self.assertEqual(found["name"], "#1001-R1")
        self.assertEqual(found["status"], "REQUESTED")
        self.assertEqual(self.placed["returnStatus"], "RETURN_REQUESTED")
        self.assertEqual(found["reverseFulfillmentOrders"], [])
        self.store.approve_return(found["id"])
        self.assertEqual(found["status"], "OPEN")
        self.assertEqual(self.placed["returnStatus"], "IN_PROGRESS")
        (reverse,) = found["reverseFulfillmentOrders"]
        self.assertEqual(reverse["lineItems"][0]["totalQuantity"], 1)

    def test_declined(self):
        found = self.store.request_return(self.placed["id"], {self.line["id"]: 1})
        self.store.decline_return(found["id"], "FINAL_SALE", note="Sorry")
        self.assertEqual(found["status"], "DECLINED")
        self.assertEqual(found["decline"]["reason"], "FINAL_SALE")
        self.assertEqual(self.placed["returnStatus"], "NO_RETURN")

    def test_cancelled_its_units_can_be_returned_again(self):
        self.store.cancel_return(self.returned(2)["id"])
        self.assertEqual(self.placed["returnStatus"], "NO_RETURN")
        self.assertEqual(self.returned(2)["name"], "#1001-R2")

    def test_closed_and_reopened(self):
        found = self.returned()
        self.store.process_return(found["id"])
        self.store.close_return(found["id"])
        self.assertEqual(found["status"], "CLOSED")
        self.assertEqual(self.placed["returnStatus"], "RETURNED")
        self.store.reopen_return(found["id"])
        self.assertIsNone(found["closedAt"])
        self.assertEqual(self.placed["returnStatus"], "IN_PROGRESS")

    def test_more_than_was_shipped_is_refused(self):
        self.returned(1)
        with self.assertRaisesRegex(ValueError, "2 units cannot be returned, 1 were"):
            self.returned(2)
        self.assertEqual(len(self.placed["returns"]), 1)

    def test_refunded_units_cannot_be_returned_as_well(self):
        self.store.refund_order(self.placed["id"], {self.line["id"]: 1})
        with self.assertRaisesRegex(ValueError, "1 were shipped and not returned"):
            self.returned(2)

    def test_in_a_wrong_state_nothing_happens(self):
        found = self.store.request_return(self.placed["id"], {self.line["id"]: 1})
        with self.assertRaisesRegex(ValueError, "#1001-R1 is requested"):
            self.store.process_return(found["id"])
        self.assertEqual(self.placed["refunds"], [])


class TestProcessed(ReturnCase):
    def test_restocked_and_paid_back(self):
        found = self.returned()
        self.store.process_return(found["id"])
        (refund,) = self.placed["refunds"]
        (line,) = refund["refundLineItems"]
        self.assertEqual(refund["return"], found["id"])
        self.assertEqual((line["restockType"], line["quantity"]), ("RETURN", 1))
        self.assertEqual(shop_amount(refund["totalRefundedSet"]), "12.0")
        self.assertEqual(refund["orderAdjustments"], [])
        self.assertEqual(self.money(), ("12.0", "12.0", "0.0"))
        self.assertEqual(self.line["currentQuantity"], 1)
        self.assertEqual(self.quantities(), (4, 0, 4))
        self.assertEqual(found["returnLineItems"][0]["processedQuantity"], 1)
        self.assertEqual(found["status"], "OPEN")

    def test_not_restocked(self):
        found = self.returned()
        self.store.process_return(found["id"], disposition="NOT_RESTOCKED")
        (line,) = self.placed["refunds"][0]["refundLineItems"]
        self.assertEqual(line["restockType"], "NO_RESTOCK")
        self.assertIsNone(line["location"])
        self.assertEqual(self.quantities(), (3, 0, 3))
        (part,) = found["reverseFulfillmentOrders"][0]["lineItems"]
        kinds = [(d["type"], d["quantity"]) for d in part["dispositions"]]
        self.assertEqual(kinds, [("NOT_RESTOCKED", 1)])

    def test_restocked_elsewhere(self):
        self.store.activate_inventory(self.mug, self.cellar, available=0)
        self.store.process_return(self.returned()["id"], location=self.cellar)
        self.assertEqual(self.quantities(), (3, 0, 3))
        self.assertEqual(self.quantities(location=self.cellar), (1, 0, 1))

    def test_in_two_parts(self):
        found = self.returned(2)
        self.store.process_return(found["id"], {self.line["id"]: 1})
        self.store.process_return(found["id"], disposition="MISSING")
        self.assertEqual(len(self.placed["refunds"]), 2)
        self.assertEqual(self.money(), ("0.0", "0.0", "0.0"))
        self.assertEqual(self.quantities(), (4, 0, 4))
        with self.assertRaisesRegex(ValueError, "1 units cannot be processed, 0 are"):
            self.store.process_return(found["id"], {self.line["id"]: 1})

    def test_without_money_the_shop_owes_it(self):
        found = self.returned()
        self.store.process_return(found["id"], refund=False)
        self.assertEqual(self.placed["refunds"][0]["transactions"], [])
        self.assertEqual(self.money(), ("12.0", "24.0", "-12.0"))
        self.store.refund_order(self.placed["id"])
        self.assertEqual(self.money(), ("12.0", "12.0", "0.0"))

    def test_a_part_of_the_money(self):
        self.store.process_return(self.returned()["id"], refund="5.00")
        self.assertEqual(self.money(), ("12.0", "19.0", "-7.0"))


class TestExchanged(ReturnCase):
    """The line in exchange is a new line of the order."""

    def test_for_something_cheaper(self):
        cup = self.exchanged("8.00")
        self.assertEqual(shop_amount(cup["taxLines"][0]["priceSet"]), "1.6")
        self.assertEqual(cup["unfulfilledQuantity"], 1)
        (refund,) = self.placed["refunds"]
        self.assertEqual(shop_amount(refund["totalRefundedSet"]), "2.4")
        self.assertEqual(self.money(), ("21.6", "21.6", "0.0"))
        self.assertEqual(self.placed["fulfillmentOrders"][-1]["status"], "OPEN")

    def test_for_something_of_the_same_price(self):
        self.exchanged("10.00")
        (refund,) = self.placed["refunds"]
        self.assertEqual(refund["transactions"], [])
        self.assertEqual(self.money(), ("24.0", "24.0", "0.0"))

    def test_for_something_dearer_that_waits_for_the_payment(self):
        cup = self.exchanged("15.00")
        work = self.placed["fulfillmentOrders"][-1]
        self.assertEqual(self.money(), ("30.0", "24.0", "6.0"))
        self.assertEqual(work["status"], "ON_HOLD")
        self.assertEqual(work["fulfillmentHolds"][0]["reason"], "AWAITING_PAYMENT")
        self.assertEqual(cup["fulfillableQuantity"], 0)

        self.store.pay_order(self.placed["id"])

        self.assertEqual(self.money(), ("30.0", "30.0", "0.0"))
        self.assertEqual(work["status"], "OPEN")
        self.assertEqual(cup["fulfillableQuantity"], 1)

    def test_the_return_knows_the_new_line(self):
        cup = self.exchanged("10.00")
        (line,) = self.placed["returns"][0]["exchangeLineItems"]
        self.assertEqual(line["lineItems"], [cup["id"]])
        self.assertEqual(line["processedQuantity"], 1)

    def test_a_variant_takes_its_stock(self):
        found = self.returned(exchange=[{"variant": self.variant()}])
        self.store.process_return(found["id"])
        self.assertEqual(self.quantities(), (3, 1, 4))
