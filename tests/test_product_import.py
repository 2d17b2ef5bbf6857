from odoo.tests import tagged

from .common import ShopifyCase


@tagged("post_install", "-at_install")
class TestProductImport(ShopifyCase):
    def test_a_product_without_options_is_created_storable(self):
        node = self.store.create_product(
            "Mug",
            variants=[
                {
                    "sku": "MUG",
                    "barcode": "4006381333931",
                    "price": "9.99",
                    "cost": "4.20",
                    "weight": {"value": 350, "unit": "GRAMS"},
                }
            ],
            tags=["Kitchen"],
        )

        self.take("product_import", node["id"])

        binding = self.env["shopify.product.template"].search([])
        self.assertRecordValues(
            binding.odoo_id,
            [
                {
                    "name": "Mug",
                    "type": "consu",
                    "is_storable": True,
                    "list_price": 9.99,
                    "company_id": False,
                }
            ],
        )
        self.assertRecordValues(
            binding.odoo_id.product_variant_ids,
            [
                {
                    "default_code": "MUG",
                    "barcode": "4006381333931",
                    "weight": 0.35,
                    "standard_price": 4.2,
                }
            ],
        )
        self.assertEqual(binding.odoo_id.product_tag_ids.mapped("name"), ["Kitchen"])
