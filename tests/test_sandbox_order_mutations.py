from .sandbox_case import SandboxCase

EDIT = "calculatedOrder { id } userErrors { message }"


class TestOrderEdit(SandboxCase):
    """An app edits an order through a calculated one."""

    def begin(self, order):
        query = """mutation($id: ID!) { orderEditBegin(id: $id) {
            calculatedOrder { id lineItems(first: 9) { nodes { id quantity } } }
        } }"""
        data = self.data(query, id=order["id"])["orderEditBegin"]
        return data["calculatedOrder"]

    def commit(self, calculated):
        query = """mutation($id: ID!) { orderEditCommit(id: $id) {
            order { id } userErrors { message } } }"""
        return self.data(query, id=calculated["id"])["orderEditCommit"]

    def set_quantity(self, calculated, line, quantity):
        query = f"""mutation($id: ID!, $line: ID!, $units: Int!) {{
            orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $units) {{
            {EDIT} }} }}"""
        answer = self.data(query, id=calculated["id"], line=line["id"], units=quantity)
        return answer["orderEditSetQuantity"]["userErrors"]

    def test_nothing_changes_before_the_commit(self):
        order = self.order(("10.00", 3))
        calculated = self.begin(order)
        [line] = calculated["lineItems"]["nodes"]
        self.set_quantity(calculated, line, 1)
        self.assertEqual(order["lineItems"][0]["currentQuantity"], 3)
        self.commit(calculated)
        self.assertEqual(order["lineItems"][0]["quantity"], 3)
        self.assertEqual(order["lineItems"][0]["currentQuantity"], 1)
        self.assertEqual(order["currentTotalPriceSet"]["shopMoney"]["amount"], "10.0")

    def test_a_variant_is_added(self):
        order = self.order(("10.00", 1))
        product = self.store.create_product("Mug", variants=[{"price": "4.50"}])
        calculated = self.begin(order)
        query = f"""mutation($id: ID!, $variant: ID!) {{
            orderEditAddVariant(id: $id, variantId: $variant, quantity: 2) {{
            {EDIT} }} }}"""
        variant = product["variants"][0]["id"]
        self.data(query, id=calculated["id"], variant=variant)
        self.commit(calculated)
        self.assertEqual([line["title"] for line in order["lineItems"]][1], "Mug")
        self.assertEqual(order["currentTotalPriceSet"]["shopMoney"]["amount"], "19.0")

    def test_a_commit_works_once(self):
        calculated = self.begin(self.order(("10.00", 1)))
        self.commit(calculated)
        self.assertEqual(
            self.commit(calculated)["userErrors"],
            [{"message": "The calculated order does not exist."}],
        )


class TestFulfilment(SandboxCase):
    CREATE = """mutation($rows: [FulfillmentOrderLineItemsInput!]!) {
        fulfillmentCreate(fulfillment: {lineItemsByFulfillmentOrder: $rows,
          trackingInfo: {numbers: ["1", "2"], company: "DHL"}}) {
        fulfillment { id trackingInfo { number company } } userErrors { message } } }"""

    def ship(self, order, quantity):
        [work] = order["fulfillmentOrders"]
        part = {"id": work["lineItems"][0]["id"], "quantity": quantity}
        rows = [{"fulfillmentOrderId": work["id"], "fulfillmentOrderLineItems": [part]}]
        return self.data(self.CREATE, rows=rows)["fulfillmentCreate"]

    def test_a_part_is_shipped_with_two_parcels(self):
        order = self.order(("10.00", 3))
        made = self.ship(order, 2)
        self.assertEqual(
            made["fulfillment"]["trackingInfo"],
            [{"number": "1", "company": "DHL"}, {"number": "2", "company": "DHL"}],
        )
        self.assertEqual(order["displayFulfillmentStatus"], "PARTIALLY_FULFILLED")
        self.assertEqual(order["lineItems"][0]["unfulfilledQuantity"], 1)

    def test_more_than_is_left_is_refused(self):
        order = self.order(("10.00", 3))
        refused = self.ship(order, 4)
        self.assertIsNone(refused["fulfillment"])
        self.assertEqual(
            refused["userErrors"],
            [{"message": "Invalid fulfillment order line item quantity requested."}],
        )
        self.assertEqual(order["fulfillments"], [])
        self.assertEqual(order["lineItems"][0]["unfulfilledQuantity"], 3)

    def test_a_cancelled_shipment_is_open_again(self):
        order = self.order(("10.00", 3))
        gid = self.ship(order, 3)["fulfillment"]["id"]
        cancel = """mutation($id: ID!) { fulfillmentCancel(id: $id) {
            fulfillment { status } } }"""
        self.data(cancel, id=gid)
        self.assertEqual(order["displayFulfillmentStatus"], "UNFULFILLED")
        self.assertEqual(order["lineItems"][0]["unfulfilledQuantity"], 3)
        self.assertEqual(order["fulfillmentOrders"][0]["status"], "OPEN")

    def test_units_on_hold_cannot_be_fulfilled(self):
        order = self.order(("10.00", 3))
        [work] = order["fulfillmentOrders"]
        rows = [{"id": work["lineItems"][0]["id"], "quantity": 2}]
        hold = """mutation($id: ID!, $rows: [FulfillmentOrderLineItemInput!]) {
            fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: OTHER,
              fulfillmentOrderLineItems: $rows}) {
            remainingFulfillmentOrder { id } } }"""
        data = self.data(hold, id=work["id"], rows=rows)["fulfillmentOrderHold"]
        rest = self.store.objects[data["remainingFulfillmentOrder"]["id"]]
        self.assertEqual(work["status"], "ON_HOLD")
        self.assertEqual(rest["lineItems"][0]["remainingQuantity"], 1)
        self.assertEqual(order["lineItems"][0]["fulfillableQuantity"], 1)


class TestRefund(SandboxCase):
    REFUND = """mutation($input: RefundInput!, $key: String!) {
        refundCreate(input: $input) @idempotent(key: $key) {
        refund { id } userErrors { message } } }"""

    def refund(self, order, key="one", **values):
        values = {"orderId": order["id"], **values}
        return self.data(self.REFUND, input=values, key=key)["refundCreate"]

    def payment(self, order, amount):
        parent = order["transactions"][0]
        return {
            "orderId": order["id"],
            "parentId": parent["id"],
            "gateway": parent["gateway"],
            "kind": "REFUND",
            "amount": amount,
        }

    def test_a_repeated_key_refunds_once(self):
        order = self.order(("10.00", 3))
        payments = [self.payment(order, "10.00")]
        first = self.refund(order, transactions=payments)
        again = self.refund(order, transactions=payments)
        self.assertEqual(first, again)
        self.assertEqual(len(order["refunds"]), 1)
        self.assertEqual(order["totalRefundedSet"]["shopMoney"]["amount"], "10.0")

    def test_a_key_is_required(self):
        order = self.order(("10.00", 3))
        query = """mutation($input: RefundInput!) { refundCreate(input: $input) {
            refund { id } } }"""
        [error] = self.body(query, input={"orderId": order["id"]})["errors"]
        self.assertEqual(error["extensions"]["code"], "BAD_REQUEST")
        self.assertEqual(order["refunds"], [])

    def test_without_transactions_no_money_moves(self):
        order = self.order(("10.00", 3))
        line = {"lineItemId": order["lineItems"][0]["id"], "quantity": 1}
        self.refund(order, refundLineItems=[line])
        self.assertEqual(order["lineItems"][0]["currentQuantity"], 2)
        self.assertEqual(order["totalRefundedSet"]["shopMoney"]["amount"], "0.0")
