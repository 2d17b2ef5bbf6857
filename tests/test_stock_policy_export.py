from .stock_case import StockCase

FLOW = "shopify.flow.stock_policy_export"
CALL = "product_variants_policy"


class TestStockPolicyExport(StockCase):
    """Whether the store sells what is out of stock, by Odoo's rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.store.quiet():
            cls.cap = cls.store.create_product(
                "Cap",
                variants=[
                    {"sku": f"CAP-{size}", "price": "8.00", "options": {"Size": size}}
                    for size in ("S", "M")
                ],
            )
        cls.import_all("product_import")
        cls.switch_on("stock_policy_export")
        cls.tell()

    def setUp(self):
        super().setUp()
        for variant in self.store.all("ProductVariant"):
            self.addCleanup(variant.update, inventoryPolicy="DENY")

    @classmethod
    def tell(cls):
        cls.push_all(FLOW)

    def binding(self, node, number=0):
        gid = node["variants"][number]["id"]
        return self.env["shopify.product.product"]._find(self.backend, [gid])[gid]

    def policies(self, node):
        """As the store itself has them."""
        return [variant["inventoryPolicy"] for variant in node["variants"]]

    def outbox(self, variant):
        return self.env["shopify.outbox"].search(
            [("flow", "=", FLOW), ("res_id", "=", variant.id)]
        )

    def test_rule_is_told(self):
        self.rule(oversell="yes")

        self.tell()

        self.assertEqual(self.policies(self.shirt), ["CONTINUE"])
        self.assertEqual(self.policies(self.cap), ["CONTINUE", "CONTINUE"])
        self.assertEqual(self.operations(), [CALL] * 3)  # one for each product
        self.assertEqual(self.binding(self.shirt).inventory_policy, "CONTINUE")

    def test_rule_that_is_changed_is_told_again(self):
        rule = self.rule(oversell="yes")
        self.tell()

        rule.oversell = "no"
        self.tell()

        self.assertEqual(self.policies(self.shirt), ["DENY"])

    def test_nothing_is_sent_when_the_store_has_it_so(self):
        self.rule(oversell="no")

        self.tell()

        self.assertEqual(self.operations(), [])
        self.assertFalse(self.outbox(self.binding(self.shirt)))

    def test_what_is_left_to_shopify_stays(self):
        self.rule(buffer_units=2)

        self.tell()

        self.assertEqual(self.operations(), [])
        self.assertEqual(self.policies(self.shirt), ["DENY"])

    def test_category_has_a_rule_of_its_own(self):
        outlet = self.env["product.category"].create({"name": "Outlet"})
        self.rule(oversell="yes")
        self.rule(oversell="no", categ_id=outlet.id)
        self.tell()

        self.product(self.shirt).categ_id = outlet
        self.tell()

        self.assertEqual(self.policies(self.shirt), ["DENY"])
        self.assertEqual(self.policies(self.mug), ["CONTINUE"])

    def test_no_at_one_location_is_a_no(self):
        with self.store.quiet():
            self.store.create_location("Second street")
        self.import_all("location_import")
        second = self.env["shopify.location"].search([], order="id desc", limit=1)
        self.rule(oversell="yes")
        self.tell()

        self.rule(oversell="no", location_id=second.id)
        self.tell()
        self.assertEqual(self.policies(self.shirt), ["CONTINUE"])  # not mapped yet

        second.warehouse_id = self.warehouse
        self.tell()
        self.assertEqual(self.policies(self.shirt), ["DENY"])

    def test_refused_row_holds_no_other(self):
        gone = self.binding(self.cap)
        gone.external_id = "gid://shopify/ProductVariant/1"
        self.rule(oversell="yes")

        self.tell()

        self.assertEqual(self.policies(self.cap), ["DENY", "CONTINUE"])
        self.assertEqual(self.policies(self.shirt), ["CONTINUE"])
        self.assertEqual(self.outbox(gone).state, "refused")
        issue = self.issues()
        self.assertEqual(issue.code, "stock_refused")
        self.assertIn("Cap", issue.message)
        self.assertIn("Product variant does not exist", issue.message)
        self.assertEqual(gone.inventory_policy, "DENY")

    def test_product_that_is_gone_is_refused_with_all_its_variants(self):
        product = self.binding(self.cap).template_id
        product.external_id = "gid://shopify/Product/1"
        self.rule(oversell="yes")

        self.tell()

        self.assertEqual(self.policies(self.cap), ["DENY", "DENY"])
        self.assertEqual(self.policies(self.shirt), ["CONTINUE"])
        self.assertEqual(len(self.issues()), 2)

    def test_refused_row_is_done_once_the_rule_asks_no_more(self):
        gone = self.binding(self.cap)
        gone.external_id = "gid://shopify/ProductVariant/1"
        rule = self.rule(oversell="yes")
        self.tell()

        rule.oversell = "no"
        self.tell()

        self.assertFalse(self.issues())
        self.assertEqual(self.outbox(gone).state, "sent")

    def test_own_echo_is_told_to_nobody(self):
        self.rule(oversell="yes")
        self.tell()
        self.store.calls.clear()

        self.take("product_import", self.shirt["id"])
        self.tell()

        self.assertEqual(self.operations(), ["product"])
        self.assertEqual(self.outbox(self.binding(self.shirt)).revision, 1)

    def test_change_in_the_store_is_put_right(self):
        self.rule(oversell="yes")
        self.tell()
        self.shirt["variants"][0]["inventoryPolicy"] = "DENY"

        self.take("product_import", self.shirt["id"])
        self.tell()

        self.assertEqual(self.policies(self.shirt), ["CONTINUE"])

    def test_change_in_the_store_stays_without_a_rule(self):
        self.shirt["variants"][0]["inventoryPolicy"] = "CONTINUE"

        self.take("product_import", self.shirt["id"])
        self.tell()

        self.assertEqual(self.policies(self.shirt), ["CONTINUE"])
        self.assertEqual(self.binding(self.shirt).inventory_policy, "CONTINUE")

    def test_nothing_is_told_while_the_flow_is_off(self):
        self.flow_policy("stock_policy_export").enabled = False

        self.rule(oversell="yes")
        self.tell()

        self.assertEqual(self.policies(self.shirt), ["DENY"])

    def test_stock_is_no_reason_to_tell(self):
        self.rule(oversell="yes")
        self.tell()

        self.put(self.shirt, 3)
        self.env.cr.flush()

        marks = self.env["shopify.mark"]
        self.assertEqual(marks._take(self.backend, FLOW), set())
