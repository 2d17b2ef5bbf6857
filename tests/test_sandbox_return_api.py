from .sandbox_case import shop_amount
from .test_sandbox_payloads import PayloadCase
from .test_sandbox_returns import ReturnCase

READ = """query Read($id: ID!) {
  return(id: $id) {
    name status totalQuantity
    order { id returnStatus returns(first: 5, query: "status:OPEN") { nodes { id } } }
    returnLineItems(first: 5) { nodes {
      id quantity processedQuantity unprocessedQuantity refundableQuantity
      ... on ReturnLineItem {
        returnReasonDefinition { handle }
        fulfillmentLineItem { lineItem { id } }
        withCodeDiscountedTotalPriceSet { shopMoney { amount } }
      }
    } }
    exchangeLineItems(first: 5) { nodes {
      title quantity processedQuantity lineItems { id }
    } }
    reverseFulfillmentOrders(first: 5) { nodes { status lineItems(first: 5) { nodes {
      id totalQuantity dispositions { type quantity location { id } }
    } } } }
    refunds(first: 5) { nodes { return { name } } }
    transactions(first: 5) { nodes { kind amountSet { shopMoney { amount } } } }
  }
}"""
CREATE = """mutation Create($input: ReturnInput!) {
  returnCreate(returnInput: $input) {
    return { id status } userErrors { field message code }
  }
}"""
PROCESS = """mutation Process($input: ReturnProcessInput!) {
  returnProcess(input: $input) { return { id status } userErrors { field code } }
}"""
DECLINE = """mutation Decline($input: ReturnDeclineRequestInput!) {
  returnDeclineRequest(input: $input) {
    return { status decline { reason note } } userErrors { field code }
  }
}"""
END = """mutation End($id: ID!) {
  %s(id: $id) { return { status closedAt } userErrors { field code } }
}"""


class TestRead(ReturnCase):
    def test_a_return_with_all_its_parts(self):
        found = self.returned(2, reason="DEFECTIVE", exchange=[{"title": "Cup"}])
        self.store.process_return(found["id"], {self.line["id"]: 1}, exchange={})

        data = self.data(READ, id=found["id"])["return"]

        self.assertEqual((data["name"], data["totalQuantity"]), ("#1001-R1", 2))
        self.assertEqual(data["order"]["returnStatus"], "IN_PROGRESS")
        self.assertEqual(data["order"]["returns"]["nodes"], [{"id": found["id"]}])
        (line,) = data["returnLineItems"]["nodes"]
        self.assertEqual(line["processedQuantity"], 1)
        self.assertEqual(line["unprocessedQuantity"], 1)
        self.assertEqual(line["refundableQuantity"], 1)
        self.assertEqual(line["returnReasonDefinition"]["handle"], "defective")
        self.assertEqual(shop_amount(line["withCodeDiscountedTotalPriceSet"]), "20.0")
        sold = line["fulfillmentLineItem"]["lineItem"]
        self.assertEqual(sold, {"id": self.line["id"]})
        self.assertEqual(
            data["exchangeLineItems"]["nodes"],
            [{"title": "Cup", "quantity": 1, "processedQuantity": 0, "lineItems": []}],
        )
        (reverse,) = data["reverseFulfillmentOrders"]["nodes"]
        (part,) = reverse["lineItems"]["nodes"]
        self.assertEqual(part["totalQuantity"], 2)
        self.assertEqual(
            part["dispositions"],
            [{"type": "RESTOCKED", "quantity": 1, "location": {"id": self.shelf}}],
        )
        self.assertEqual(data["refunds"]["nodes"], [{"return": {"name": "#1001-R1"}}])
        (paid,) = data["transactions"]["nodes"]
        self.assertEqual(
            (paid["kind"], shop_amount(paid["amountSet"])), ("REFUND", "12.0")
        )

    def test_without_the_scope_there_are_none(self):
        found = self.returned()
        self.store.revoke_scope("read_returns")
        body = self.body(READ, id=found["id"])
        self.assertIsNone(body["data"]["return"])
        self.assertEqual(body["errors"][0]["extensions"]["code"], "ACCESS_DENIED")


class TestMutations(ReturnCase):
    def part(self):
        """gid of the shipped mugs."""
        return self.placed["fulfillments"][0]["fulfillmentLineItems"][0]["id"]

    def open_return(self, units, **values):
        row = {"fulfillmentLineItemId": self.part(), "quantity": units}
        given = {"orderId": self.placed["id"], "returnLineItems": [row], **values}
        return self.data(CREATE, input=given)["returnCreate"]

    def process(self, found, line, **values):
        payment = self.placed["transactions"][0]["id"]
        amount = {"amount": "12.00", "currencyCode": "EUR"}
        payments = [{"parentId": payment, "transactionAmount": amount}]
        given = {
            "returnId": found["id"],
            "returnLineItems": [line],
            "financialTransfer": {"issueRefund": {"orderTransactions": payments}},
            **values,
        }
        return self.data(PROCESS, input=given)["returnProcess"]

    def test_create_with_an_exchange(self):
        answer = self.open_return(
            1, exchangeLineItems=[{"variantId": self.variant(), "quantity": 1}]
        )
        self.assertEqual(answer["return"]["status"], "OPEN")
        (line,) = self.placed["returns"][0]["exchangeLineItems"]
        self.assertEqual(line["variantId"], self.variant())

    def test_more_than_was_shipped(self):
        answer = self.open_return(3)
        self.assertIsNone(answer["return"])
        self.assertEqual(answer["userErrors"][0]["code"], "INVALID")
        self.assertEqual(self.placed["returns"], [])

    def test_process_with_two_dispositions_and_a_payment(self):
        found = self.returned(2)
        part = found["reverseFulfillmentOrders"][0]["lineItems"][0]["id"]
        row = {"reverseFulfillmentOrderLineItemId": part, "quantity": 1}
        answer = self.process(
            found,
            {
                "id": found["returnLineItems"][0]["id"],
                "quantity": 2,
                "dispositions": [
                    {**row, "dispositionType": "RESTOCKED", "locationId": self.shelf},
                    {**row, "dispositionType": "MISSING"},
                ],
            },
        )
        self.assertEqual(answer["userErrors"], [])
        types = [
            line["restockType"] for line in self.placed["refunds"][0]["refundLineItems"]
        ]
        self.assertEqual(types, ["RETURN", "NO_RESTOCK"])
        self.assertEqual(self.money(), ("0.0", "12.0", "-12.0"))
        self.assertEqual(self.quantities(), (4, 0, 4))

    def test_process_more_than_is_left(self):
        found = self.returned(1)
        answer = self.process(
            found, {"id": found["returnLineItems"][0]["id"], "quantity": 2}
        )
        self.assertEqual(answer["userErrors"][0]["code"], "INVALID")
        self.assertEqual(self.placed["refunds"], [])

    def test_decline(self):
        found = self.store.request_return(self.placed["id"], {self.line["id"]: 1})
        given = {"id": found["id"], "declineReason": "FINAL_SALE", "declineNote": "No"}
        answer = self.data(DECLINE, input=given)["returnDeclineRequest"]["return"]
        self.assertEqual(answer["status"], "DECLINED")
        self.assertEqual(answer["decline"], {"reason": "FINAL_SALE", "note": "No"})

    def test_close_and_cancel(self):
        first, second = self.returned(1), self.returned(1)
        for found, name, status in (
            (first, "returnClose", "CLOSED"),
            (second, "returnCancel", "CANCELED"),
        ):
            answer = self.data(END % name, id=found["id"])[name]
            self.assertEqual(answer["return"]["status"], status)
        again = self.data(END % "returnClose", id=first["id"])["returnClose"]
        self.assertEqual(again["userErrors"][0]["code"], "INVALID_STATE")


class TestWebhooks(PayloadCase):
    """What subscribers hear of a return."""

    def setUp(self):
        super().setUp()
        self.placed = self.order()
        self.store.fulfil_order(self.placed["id"])

    def requested(self):
        line = self.placed["lineItems"][0]["id"]
        return self.store.request_return(self.placed["id"], {line: 1})

    def test_request_and_approve(self):
        self.subscribe("returns/request", "returns/approve")
        found = self.requested()
        self.store.approve_return(found["id"])
        for topic, status in (("request", "requested"), ("approve", "open")):
            [payload] = self.sent(f"returns/{topic}")
            self.assertEqual(payload["admin_graphql_api_id"], found["id"])
            self.assertEqual(payload["status"], status)
            self.assertEqual(
                payload["order"]["admin_graphql_api_id"], self.placed["id"]
            )
            self.assertEqual(payload["return_line_items"][0]["quantity"], 1)

    def test_process_update_and_close(self):
        found = self.requested()
        self.store.approve_return(found["id"])
        self.subscribe("returns/process", "returns/update", "returns/close")
        self.subscribe("refunds/create")
        self.store.process_return(found["id"])
        self.store.close_return(found["id"])
        self.assertEqual(self.sent("returns/process"), [{}])
        [update] = self.sent("returns/update")
        self.assertEqual(update["admin_graphql_api_id"], found["id"])
        [closed] = self.sent("returns/close")
        self.assertEqual(closed["order_id"], self.number(self.placed))
        [refund] = self.sent("refunds/create")
        self.assertEqual(refund["return"]["admin_graphql_api_id"], found["id"])

    def test_decline_and_cancel(self):
        first, second = self.requested(), self.requested()
        self.subscribe("returns/decline", "returns/cancel")
        self.store.decline_return(first["id"], "FINAL_SALE")
        self.store.cancel_return(second["id"])
        self.assertEqual(
            self.sent("returns/decline")[0]["decline"]["reason"], "final_sale"
        )
        self.assertEqual(self.sent("returns/cancel")[0]["status"], "canceled")

    def test_what_waited_for_the_payment_is_released(self):
        self.subscribe("fulfillment_orders/hold_released")
        found = self.store.create_return(
            self.placed["id"],
            {self.placed["lineItems"][0]["id"]: 1},
            exchange=[{"title": "Dear", "price": "500.00"}],
        )
        self.store.process_return(found["id"])
        self.store.pay_order(self.placed["id"])
        [payload] = self.sent("fulfillment_orders/hold_released")
        work = self.placed["fulfillmentOrders"][-1]
        self.assertEqual(
            payload, {"fulfillment_order": {"id": work["id"], "status": "open"}}
        )
