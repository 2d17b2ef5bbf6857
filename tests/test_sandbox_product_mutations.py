from .sandbox_case import SandboxCase

SET = """mutation($id: ID, $input: ProductSetInput!) {
    productSet(identifier: {id: $id}, input: $input) {
    product { id } userErrors { message code } } }"""


def variant(size, **values):
    return {"optionValues": [{"optionName": "Size", "name": size}], **values}


class TestProductSet(SandboxCase):
    def product_set(self, gid=None, **values):
        query = SET if gid else SET.replace("identifier: {id: $id}, ", "")
        query = query if gid else query.replace("$id: ID, ", "")
        ids = {"id": gid} if gid else {}
        return self.data(query, input=values, **ids)["productSet"]

    def sizes(self, *names):
        values = [{"name": name} for name in names]
        return {"productOptions": [{"name": "Size", "values": values}]}

    def test_a_product_with_two_variants(self):
        made = self.product_set(
            title="Shirt",
            tags=["z", "a"],
            variants=[variant("S", sku="S-1", price="9.90"), variant("M")],
            **self.sizes("S", "M"),
        )
        product = self.store.objects[made["product"]["id"]]
        self.assertEqual(product["tags"], ["a", "z"])
        self.assertEqual(
            [(v["title"], v["sku"], v["price"]) for v in product["variants"]],
            [("S", "S-1", "9.90"), ("M", None, "0.00")],
        )

    def test_variants_that_are_not_sent_are_deleted(self):
        old = self.store.create_product(
            "Shirt",
            variants=[{"options": {"Size": "S"}}, {"options": {"Size": "M"}}],
        )
        kept = old["variants"][1]["id"]
        self.product_set(
            old["id"],
            variants=[variant("M", id=kept, price="5.00"), variant("L")],
            **self.sizes("M", "L"),
        )
        self.assertEqual([v["title"] for v in old["variants"]], ["M", "L"])
        self.assertEqual(old["variants"][0]["id"], kept)
        self.assertEqual(old["variants"][0]["price"], "5.00")

    def test_what_is_not_sent_is_untouched(self):
        old = self.store.create_product("Shirt", variants=[{"sku": "A"}], tags=["x"])
        self.product_set(old["id"], title="Blouse")
        self.assertEqual(old["title"], "Blouse")
        self.assertEqual(old["tags"], ["x"])
        self.assertEqual([v["sku"] for v in old["variants"]], ["A"])

    def test_an_unknown_product_is_refused(self):
        refused = self.product_set("gid://shopify/Product/1", title="Shirt")
        self.assertIsNone(refused["product"])
        self.assertEqual(refused["userErrors"][0]["code"], "PRODUCT_DOES_NOT_EXIST")
        self.assertEqual(self.store.all("Product"), [])


class TestVariants(SandboxCase):
    def test_one_unknown_variant_refuses_all(self):
        product = self.store.create_product("Mug", variants=[{"price": "4.00"}])
        rows = [
            {"id": product["variants"][0]["id"], "price": "5.00"},
            {"id": "gid://shopify/ProductVariant/1", "price": "5.00"},
        ]
        query = """mutation($id: ID!, $rows: [ProductVariantsBulkInput!]!) {
            productVariantsBulkUpdate(productId: $id, variants: $rows) {
            userErrors { field code } } }"""
        data = self.data(query, id=product["id"], rows=rows)
        self.assertEqual(
            data["productVariantsBulkUpdate"]["userErrors"],
            [
                {
                    "field": ["variants", "1", "id"],
                    "code": "PRODUCT_VARIANT_DOES_NOT_EXIST",
                }
            ],
        )
        self.assertEqual(product["variants"][0]["price"], "4.00")

    def test_the_standalone_variant_makes_room(self):
        product = self.store.create_product("Mug")
        query = """mutation($id: ID!, $rows: [ProductVariantsBulkInput!]!) {
            productVariantsBulkCreate(productId: $id, variants: $rows,
              strategy: REMOVE_STANDALONE_VARIANT) {
            productVariants { title } userErrors { message } } }"""
        self.data(query, id=product["id"], rows=[variant("S"), variant("M")])
        self.assertEqual([v["title"] for v in product["variants"]], ["S", "M"])


class TestCustomers(SandboxCase):
    def test_an_email_belongs_to_one_customer(self):
        self.store.create_customer(firstName="Ada", email="ada@example.com")
        query = """mutation($input: CustomerInput!) { customerCreate(input: $input) {
            customer { id } userErrors { field message } } }"""
        refused = self.data(query, input={"email": "ada@example.com"})["customerCreate"]
        self.assertIsNone(refused["customer"])
        self.assertEqual(
            refused["userErrors"],
            [{"field": ["email"], "message": "Email has already been taken"}],
        )
        self.assertEqual(len(self.store.all("Customer")), 1)

    def test_a_customer_with_orders_stays(self):
        customer = self.store.create_customer(firstName="Ada")
        self.order(("1.00", 1), customer=customer["id"])
        query = """mutation($id: ID!) { customerDelete(input: {id: $id}) {
            deletedCustomerId userErrors { field } } }"""
        refused = self.data(query, id=customer["id"])["customerDelete"]
        self.assertIsNone(refused["deletedCustomerId"])
        self.assertEqual(len(self.store.all("Customer")), 1)
