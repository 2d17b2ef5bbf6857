from .order_case import OrderCase

FLOW = "shopify.flow.product_import"


class TestOwnership(OrderCase):
    """The ownership table decides what an import may write, at one place."""

    def setUp(self):
        super().setUp()
        self.take("product_import", self.shirt["id"])
        self.binding = self.env["shopify.product.template"].search(
            [("external_id", "=", self.shirt["id"])]
        )
        self.product = self.binding.odoo_id

    def own(self, group, owner):
        self.backend.owner_policy_ids.filtered(
            lambda row: (row.flow, row.field_group) == (FLOW, group)
        ).owner = owner

    def rename(self, title):
        with self.store.quiet():
            self.store.update_product(self.shirt["id"], title=title)
        self.addCleanup(self.store.update_product, self.shirt["id"], title="Shirt")
        self.take("product_import", self.shirt["id"])

    def test_every_store_has_a_row_for_every_group(self):
        groups = self.env[FLOW]._field_group_owners
        rows = self.backend.owner_policy_ids.filtered(lambda row: row.flow == FLOW)
        self.assertEqual({row.field_group: row.owner for row in rows}, dict(groups))

    def test_shopify_owns_the_name(self):
        self.own("product_content", "shopify")
        self.rename("Fine Shirt")
        self.assertEqual(self.product.name, "Fine Shirt")
        self.assertFalse(self.binding.conflict)

    def test_odoo_owns_the_name_and_the_difference_is_shown(self):
        self.own("product_content", "odoo")
        self.rename("Finer Shirt")
        self.assertEqual(self.product.name, "Shirt")
        self.assertIn("Name", self.binding.conflict)

    def test_first_import_takes_the_name_once(self):
        self.own("product_content", "first_import")
        self.rename("Finest Shirt")
        self.assertEqual(self.product.name, "Shirt")
