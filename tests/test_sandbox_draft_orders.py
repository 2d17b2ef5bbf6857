from .sandbox_case import SandboxCase, shop_amount

CREATE = """mutation create($input: DraftOrderInput!) {
  draftOrderCreate(input: $input) {
    draftOrder { id name status totalPriceSet { shopMoney { amount } }
      lineItems(first: 5) { nodes { name quantity custom
        discountedTotalSet { shopMoney { amount } } } } }
    userErrors { field message } } }"""
UPDATE = """mutation update($id: ID!, $input: DraftOrderInput!) {
  draftOrderUpdate(id: $id, input: $input) {
    draftOrder { id note2 totalPriceSet { shopMoney { amount } } }
    userErrors { field message } } }"""
COMPLETE = """mutation complete($id: ID!) {
  draftOrderComplete(id: $id) {
    draftOrder { status completedAt order { id name sourceName } }
    userErrors { field message } } }"""
DELETE = """mutation delete($input: DraftOrderDeleteInput!) {
  draftOrderDelete(input: $input) { deletedId userErrors { field message } } }"""
LIST = """query list($query: String) {
  draftOrders(first: 10, query: $query, sortKey: UPDATED_AT) {
    nodes { name status order { id } } } }"""


class TestSandboxDraftOrders(SandboxCase):
    """Orders that the shop's staff prepare."""

    def lines(self):
        return [
            {"title": "Desk", "price": "100", "quantity": 2},
            {"title": "Lamp", "price": "50"},
        ]

    def prepared(self, **values):
        return self.store.create_draft(self.lines(), **values)

    def test_amounts_are_those_of_the_order(self):
        draft = self.prepared(
            discount={"percentage": 10, "title": "Regular"},
            shipping={"title": "Truck", "price": "20"},
            taxes=[{"title": "VAT", "rate": "0.2"}],
        )

        self.assertEqual(shop_amount(draft["lineItemsSubtotalPrice"]), "250.0")
        self.assertEqual(shop_amount(draft["subtotalPriceSet"]), "225.0")
        self.assertEqual(shop_amount(draft["totalTaxSet"]), "49.0")
        self.assertEqual(shop_amount(draft["totalPriceSet"]), "294.0")
        order = self.store.complete_draft(draft["id"])
        self.assertEqual(order["totalPriceSet"], draft["totalPriceSet"])

    def test_no_order_until_it_is_completed(self):
        draft = self.prepared()

        self.assertEqual(self.store.all("Order"), [])
        self.assertEqual(self.store.all("LineItem"), [])
        self.assertEqual(self.store.complete_draft(draft["id"])["name"], "#1001")

    def test_lines_keep_their_ids(self):
        draft = self.prepared()
        before = [line["id"] for line in draft["lineItems"]]

        lines = [*self.lines(), {"title": "Chair", "price": "10"}]
        self.store.update_draft(draft["id"], lines=lines)

        after = [line["id"] for line in draft["lineItems"]]
        self.assertEqual(after[:2], before)
        self.assertEqual(len(self.store.all("DraftOrderLineItem")), 3)

    def test_life_by_api(self):
        line = {
            "title": "Desk",
            "originalUnitPriceWithCurrency": {"amount": "80", "currencyCode": "EUR"},
            "quantity": 2,
            "appliedDiscount": {"value": 10.0, "valueType": "PERCENTAGE"},
        }
        created = self.data(CREATE, input={"lineItems": [line]})
        draft = created["draftOrderCreate"]["draftOrder"]
        self.assertEqual(draft["totalPriceSet"]["shopMoney"]["amount"], "144.0")
        self.assertTrue(draft["lineItems"]["nodes"][0]["custom"])

        changed = self.data(UPDATE, id=draft["id"], input={"note": "Call first"})
        self.assertEqual(
            changed["draftOrderUpdate"]["draftOrder"]["note2"], "Call first"
        )

        done = self.data(COMPLETE, id=draft["id"])["draftOrderComplete"]
        self.assertEqual(done["draftOrder"]["status"], "COMPLETED")
        self.assertEqual(
            done["draftOrder"]["order"]["sourceName"], "shopify_draft_order"
        )

    def test_completed_twice(self):
        draft = self.prepared()
        self.store.complete_draft(draft["id"])

        answer = self.data(COMPLETE, id=draft["id"])["draftOrderComplete"]

        self.assertEqual(answer["userErrors"][0]["message"], "This order has been paid")
        self.assertEqual(len(self.store.all("Order")), 1)

    def test_deleted(self):
        draft = self.prepared()

        answer = self.data(DELETE, input={"id": draft["id"]})["draftOrderDelete"]

        self.assertEqual(answer["deletedId"], draft["id"])
        self.assertEqual(self.store.all("DraftOrder"), [])
        self.assertEqual(self.store.all("DraftOrderLineItem"), [])

    def test_searched_by_status(self):
        first, second = self.prepared(), self.prepared()
        self.store.complete_draft(first["id"])
        self.store.send_draft_invoice(second["id"])

        found = self.data(LIST, query="status:completed")["draftOrders"]["nodes"]

        self.assertEqual([each["name"] for each in found], ["#D1"])
        self.assertTrue(found[0]["order"]["id"])
