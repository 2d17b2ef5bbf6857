from .sandbox_case import SandboxCase, shop_amount

VAT = [{"title": "VAT", "rate": "0.20"}]
READ = """query Ledger($id: ID!) {
  order(id: $id) { agreements(first: 20) { nodes {
    __typename reason
    ... on RefundAgreement { refund { id } }
    ... on ReturnAgreement { return { id } }
    sales(first: 20) { nodes {
      actionType lineType quantity
      totalAmount { shopMoney { amount } } totalTaxAmount { shopMoney { amount } }
      taxes { amount { shopMoney { amount } } taxLine { title } }
      ... on ProductSale { lineItem { id } }
      ... on ShippingLineSale { shippingLine { id } }
      ... on AdditionalFeeSale { additionalFee { id name } }
    } }
  } } }
}"""


class TestAgreements(SandboxCase):
    """The ledger of an order: two mugs for 10.00, shipping for 5.00, tax on top."""

    def setUp(self):
        super().setUp()
        self.placed = self.order(
            ("10.00", 2), taxes=VAT, shipping={"title": "Post", "price": "5.00"}
        )
        self.line = self.placed["lineItems"][0]["id"]

    def ledger(self):
        data = self.data(READ, id=self.placed["id"])
        return data["order"]["agreements"]["nodes"]

    def sales(self, agreement):
        return [
            (
                sale["actionType"],
                sale["lineType"],
                sale["quantity"],
                shop_amount(sale["totalAmount"]),
                shop_amount(sale["totalTaxAmount"]),
            )
            for sale in agreement["sales"]["nodes"]
        ]

    def test_as_it_was_placed(self):
        (placed,) = self.ledger()
        self.assertEqual(placed["reason"], "ORDER")
        self.assertEqual(
            self.sales(placed),
            [
                ("ORDER", "PRODUCT", 2, "24.0", "4.0"),
                ("ORDER", "SHIPPING", None, "6.0", "1.0"),
            ],
        )
        (tax,) = placed["sales"]["nodes"][0]["taxes"]
        self.assertEqual(tax["taxLine"], {"title": "VAT"})
        self.assertEqual(shop_amount(tax["amount"]), "4.0")

    def test_a_refund_with_an_adjustment(self):
        refund = self.store.refund_order(
            self.placed["id"], {self.line: 1}, shipping="1.00", amount="15.00"
        )
        placed, refunded = self.ledger()
        self.assertEqual(len(self.sales(placed)), 2)
        self.assertEqual(refunded["refund"], {"id": refund["id"]})
        self.assertEqual(
            self.sales(refunded),
            [
                ("RETURN", "PRODUCT", -1, "-12.0", "-2.0"),
                ("RETURN", "SHIPPING", None, "-1.2", "-0.2"),
                ("UPDATE", "ADJUSTMENT", None, "-1.8", "0.0"),
            ],
        )

    def test_an_edit(self):
        self.store.edit_order(
            self.placed["id"],
            set_quantities={self.line: 1},
            add=[{"title": "Cup", "price": "4.00"}],
            shipping=[{"id": self.placed["shippingLines"][0]["id"], "price": "6.00"}],
        )
        _placed, edited = self.ledger()
        self.assertEqual(edited["reason"], "ORDER_EDIT")
        self.assertEqual(
            self.sales(edited),
            [
                ("RETURN", "PRODUCT", -1, "-12.0", "-2.0"),
                ("ORDER", "PRODUCT", 1, "4.8", "0.8"),
                ("UPDATE", "SHIPPING", None, "1.2", "0.2"),
            ],
        )

    def test_a_return(self):
        self.store.fulfil_order(self.placed["id"])
        found = self.store.create_return(self.placed["id"], {self.line: 1})
        self.assertEqual(len(self.ledger()), 1)
        self.store.process_return(found["id"])
        _placed, returned = self.ledger()
        self.assertEqual(returned["return"], {"id": found["id"]})
        self.assertEqual(
            self.sales(returned), [("RETURN", "PRODUCT", -1, "-12.0", "-2.0")]
        )
