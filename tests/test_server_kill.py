from .server_case import ServerCase

ORDERS = 200


class TestServerKill(ServerCase):
    """The server dies in the middle of its work."""

    def test_each_order_arrives_once_though_the_server_was_killed(self):
        placed = self.place_orders(ORDERS)
        self.wait_until(lambda: self.count("sale_order") >= 30, "30 orders are in Odoo")
        self.kill()
        done = self.count("sale_order")
        self.assertLess(done, ORDERS, "killed too late to prove anything")

        self.start()
        # Messages that met a dead server: the store tries them again.
        self.store.clock.advance(60)
        self.wait_until(
            lambda: (
                self.count("sale_order") >= ORDERS
                and not self.store.webhooks.pending()
                and not self.waiting()
            ),
            "all orders are in Odoo",
        )

        self.assert_each_order_once(placed)
