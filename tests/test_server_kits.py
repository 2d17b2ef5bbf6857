from .server_case import ADDRESS, VAT
from .server_stock_case import ServerStockCase

SHIRT, MUG, HAT = range(3)


class TestServerKits(ServerStockCase):
    """Kits, where manufacturing is installed: a hat is two shirts and a mug."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kill()
        cls.instance.install("sale_mrp")
        cls.start()
        template = cls.odoo(
            "product.product", "read", [cls.product(HAT)], ["product_tmpl_id"]
        )[0]["product_tmpl_id"][0]
        lines = [
            (0, 0, {"product_id": cls.product(number), "product_qty": quantity})
            for number, quantity in ((SHIRT, 2), (MUG, 1))
        ]
        values = {"product_tmpl_id": template, "type": "phantom", "bom_line_ids": lines}
        cls.odoo("mrp.bom", "create", values)

    def test_kit_is_as_many_as_its_scarcest_component_and_its_orders_count_once(self):
        self.count_quant(SHIRT, 7)
        self.count_quant(MUG, 2)
        self.wait_until(lambda: self.on_hand(HAT) == 2, "there are two hats", 60)

        line = {"variant": self.variants[HAT], "quantity": 1}
        self.store.place_order(
            [line], customer=self.customers[0], shipping_address=ADDRESS, taxes=[VAT]
        )

        self.wait_until(lambda: self.on_hand(SHIRT) == 5, "two shirts are taken", 60)
        self.wait_until(lambda: not self.unfinished_jobs(), "everything is told", 60)
        self.assertEqual(self.on_hand(MUG), 1)
        # One hat is promised already, one more can be sold.
        self.assertEqual(self.on_hand(HAT), 2)
        self.assertEqual(self.available(HAT), 1)
        self.assertEqual(self.open_issues(), [])
