from .common import ShopifyCase

ADDRESS = {
    "firstName": "Ada",
    "lastName": "Byron",
    "address1": "1 Analytical Way",
    "city": "Austin",
    "zip": "73301",
    "provinceCode": "TX",
    "countryCode": "US",
}
VAT_20 = {"title": "VAT", "rate": "0.2"}
STATE = {"title": "TX State Tax", "rate": "0.0625"}
CITY = {"title": "Austin City Tax", "rate": "0.02"}


class OrderCase(ShopifyCase):
    """A shop with two products, a customer and Odoo taxes for its rates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.taxes = {
            (rate, included): cls.create_tax(rate, included)
            for rate in (6.25, 2.0, 20.0)
            for included in (False, True)
        }
        with cls.store.quiet():
            cls.shirt, cls.mug = (
                cls.store.create_product(title, variants=[{"sku": sku, "price": price}])
                for title, sku, price in (
                    ("Shirt", "SHIRT-M", "9.99"),
                    ("Mug", "MUG-1", "12.50"),
                )
            )
            cls.customer = cls.store.create_customer(
                firstName="Ada",
                lastName="Byron",
                email="ada@example.com",
                addresses=[ADDRESS],
            )
        cls.shirt_variant = cls.shirt["variants"][0]["id"]
        cls.mug_variant = cls.mug["variants"][0]["id"]

    @classmethod
    def create_tax(cls, rate, included, name=None, **values):
        return cls.env["account.tax"].create(
            {
                "name": name or f"{rate} % {'in' if included else 'on top'}",
                "amount": rate,
                "type_tax_use": "sale",
                "price_include_override": "tax_included"
                if included
                else "tax_excluded",
                "country_id": cls.env.ref("base.us").id,
                **values,
            }
        )

    def place(self, lines=None, **values):
        """An order in the store, without a webhook."""
        values.setdefault("customer", self.customer["id"])
        values.setdefault("shipping_address", ADDRESS)
        lines = lines or [{"variant": self.shirt_variant, "quantity": 3}]
        with self.store.quiet():
            return self.store.place_order(lines, **values)

    def take_order(self, node):
        """Import an order of the store; returns its sale order."""
        self.take("order_import", node["id"])
        return self.order(node)

    def order(self, node):
        binding = self.env["shopify.sale.order"].search(
            [("backend_id", "=", self.backend.id), ("external_id", "=", node["id"])]
        )
        return binding.odoo_id

    def total(self, node):
        """What Shopify says the order costs, as a number."""
        return float(self.stated(node, "currentTotalPriceSet"))

    def stated(self, node, bag):
        answer = self.backend._client().nodes("order", [node["id"]])
        return answer[node["id"]][bag]["shopMoney"]["amount"]

    def assert_exact(self, node, order):
        """Sale order and posted invoice have Shopify's total and its taxes."""
        total = float(self.stated(node, "currentTotalPriceSet"))
        tax = float(self.stated(node, "currentTotalTaxSet"))
        self.assertEqual(order.amount_total, total)
        self.assertEqual(order.amount_tax, tax)
        self.assertFalse(self.issues())
        self.assertEqual(order.state, "sale")
        invoice = self.invoice(order)
        self.assertEqual(invoice.amount_total, total)
        self.assertEqual(invoice.amount_tax, tax)

    def invoice(self, order):
        order.order_line.product_id.invoice_policy = "order"
        order.order_line.invalidate_recordset()
        order.order_line._compute_qty_to_invoice()
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    def map_tax(self, title, tax):
        mapping = self.env["shopify.tax"].search([("title", "=", title)])
        mapping.tax_id = tax
        return mapping
