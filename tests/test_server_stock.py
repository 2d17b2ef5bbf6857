import threading

from .server_stock_case import ServerStockCase


class TestServerStock(ServerStockCase):
    """Stock that changes in Odoo is soon in the store, by jobs of a real server."""

    def test_count_is_in_the_store_soon_after(self):
        self.count_quant(0, 7)

        self.wait_until(lambda: self.on_hand(0) == 7, "the store has 7 of it", 30)
        self.assertEqual(self.open_issues(), [])

    def test_counts_at_the_same_time(self):
        threads = [
            threading.Thread(target=self.count_quant, args=(1, quantity))
            for quantity in (3, 4, 5, 6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        def settled():
            return not self.unfinished_jobs() and not self.count("shopify_mark")

        self.wait_until(settled, "everything is told", 60)
        ((quantity,),) = self.sql(
            """SELECT sum(quantity) FROM stock_quant
                WHERE product_id = %s AND location_id = %s""",
            self.product(1),
            self.stock,
        )
        self.assertEqual(self.on_hand(1), quantity)
        self.assertEqual(self.open_issues(), [])
