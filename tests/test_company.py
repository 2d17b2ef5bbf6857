from odoo.fields import Command

from ..sandbox import Store
from .order_case import ADDRESS, STATE, OrderCase


class TestCompany(OrderCase):
    """Two stores of two companies in one database keep out of each other's way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create(
            {"name": "Second", "country_id": cls.env.ref("base.us").id}
        )
        cls.env.user.company_ids = [Command.link(cls.company.id)]
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.second = Store(domain="second.myshopify.com", currency="USD", country="US")
        cls.server.stores.append(cls.second)
        cls.backend_2 = cls.create_backend(cls.second, company_id=cls.company.id)
        with cls.second.quiet():
            product = cls.second.create_product(
                "Shirt", variants=[{"sku": "SHIRT-M", "price": "9.99"}]
            )
            cls.order_2 = cls.second.place_order(
                [{"variant": product["variants"][0]["id"], "quantity": 1}],
                email="ada@example.com",
                shipping_address=ADDRESS,
                taxes=[STATE],
            )

    def take_second(self):
        self.env["shopify.event"]._store(
            self.backend_2,
            [
                {
                    "flow": "shopify.flow.order_import",
                    "topic": "test",
                    "resource_id": self.order_2["id"],
                }
            ],
            source="webhook",
        )
        self.drain()
        binding = self.env["shopify.sale.order"].search(
            [("backend_id", "=", self.backend_2.id)]
        )
        return binding.odoo_id

    def test_an_order_belongs_to_its_stores_company(self):
        order = self.take_second()
        self.assertEqual(order.company_id, self.company)
        self.assertEqual(order.warehouse_id.company_id, self.company)
        self.assertNotIn(order.order_line.tax_ids, list(self.taxes.values()))
        self.assertEqual(order.shopify_bind_ids.backend_id, self.backend_2)

    def test_a_customer_of_another_company_is_not_taken(self):
        first = self.take_order(self.place())
        second = self.take_second()
        self.assertNotEqual(first.partner_id, second.partner_id)
        self.assertIn(
            second.partner_id.company_id, (self.company, first.company_id.browse())
        )

    def test_a_tax_mapping_belongs_to_one_store(self):
        self.take_order(self.place(taxes=[STATE]))
        self.take_second()
        mappings = self.env["shopify.tax"].search([("title", "=", STATE["title"])])
        self.assertEqual(mappings.backend_id, self.backend + self.backend_2)
