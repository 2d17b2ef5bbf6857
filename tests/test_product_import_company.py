from odoo.tests import tagged

from ..sandbox import Store
from .product_case import ProductCase


@tagged("post_install", "-at_install")
class TestProductImportCompany(ProductCase):
    """One product per article, whichever company's store brings it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "Other"})
        cls.other_store = Store(domain="other.myshopify.com")
        cls.server.stores.append(cls.other_store)
        cls.other_backend = cls.create_backend(
            cls.other_store, company_id=cls.other_company.id
        )

    def import_there(self, **variant):
        """Import a product of the other company's store; returns its Odoo variant."""
        node = self.other_store.create_product("There", variants=[variant])
        backend = self.other_backend._for_flow()
        backend.env["shopify.flow.product_import"]._import_now(backend, [node["id"]])
        return (
            self.env["shopify.product.product"]
            .search([("external_id", "=", node["variants"][0]["id"])])
            .odoo_id
        )

    def test_both_stores_share_a_product(self):
        here = self.shop_product("Here", {"sku": "SAME", "barcode": "111"})
        self.import_products(here)
        before = self.count()

        there = self.import_there(sku="SAME", barcode="111")

        self.assertEqual(there, self.variants(here))
        self.assertEqual(self.count(), before)

    def test_a_product_of_the_store_s_company_is_linked(self):
        own = self.odoo_product(
            "Own", default_code="SAME", company_id=self.other_company.id
        )

        self.assertEqual(self.import_there(sku="SAME"), own)

    def test_the_product_of_another_company_is_left_alone(self):
        foreign = self.odoo_product(
            "Foreign",
            default_code="SAME",
            barcode="111",
            company_id=self.backend.company_id.id,
        )

        there = self.import_there(sku="SAME", barcode="111")

        self.assertNotEqual(there, foreign)
        self.assertEqual(there.company_id, self.other_company)
        self.assertEqual(there.barcode, "111")
        self.assertEqual(foreign.name, "Foreign")

    def test_a_cost_is_that_of_the_company(self):
        there = self.import_there(sku="COST", cost="4.00")

        here = self.backend.company_id
        self.assertEqual(there.with_company(self.other_company).standard_price, 4.0)
        self.assertEqual(there.with_company(here).standard_price, 0.0)
