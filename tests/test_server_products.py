from .server_case import ServerCase


class TestServerProducts(ServerCase):
    """Products that several jobs import at the same time; their options are shared."""

    batch_size = 3

    @classmethod
    def _fill_store(cls):
        cls.customers = []
        with cls.store.quiet():
            products = [
                cls.store.create_product(
                    f"Shirt {number}",
                    variants=[
                        {"sku": f"SHIRT-{number}-{size}", "options": {"Size": size}}
                        for size in ("S", "M")
                    ],
                )
                for number in range(40)
            ]
        cls.variants = [v["id"] for product in products for v in product["variants"]]

    def test_each_word_and_each_product_is_there_once(self):
        products = self.sql(
            "SELECT count(*), count(DISTINCT default_code) FROM product_product "
            "WHERE default_code LIKE 'SHIRT-%%'"
        )
        words = [
            self.count(table, condition)
            for table, condition in (
                ("product_attribute", "name->>'en_US' = 'Size'"),
                ("product_attribute_value", "name->>'en_US' IN ('S', 'M')"),
            )
        ]

        self.assertEqual(products, [(80, 80)])
        self.assertEqual(words, [1, 2])
        self.assertEqual(self.open_issues(), [])
