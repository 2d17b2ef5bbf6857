from .server_case import ServerCase

ORDERS = 260  # more than one page of ids
LONG_AGO = "2026-01-15T10:00:00Z"


class TestServerBackfill(ServerCase):
    """The server dies again and again while older orders are imported."""

    batch_size = 20

    def place_old(self, number):
        """An order that was done long ago."""
        order = self.place_order(number)
        order.update(createdAt=LONG_AGO, processedAt=LONG_AGO)
        self.store.fulfil_order(order["id"])
        return order

    def test_each_older_order_arrives_once_though_the_server_was_killed(self):
        with self.store.quiet():
            placed = [self.place_old(number) for number in range(ORDERS)]
        wizard = self.odoo(
            "shopify.backfill.start",
            "create",
            {
                "backend_id": self.backend,
                "date_from": "2026-01-01",
                "date_to": "2026-01-31",
            },
        )
        self.odoo("shopify.backfill.start", "action_start", [wizard])
        for wanted in (1, 60, 180):
            self.wait_until(
                lambda wanted=wanted: self.count("sale_order") >= wanted,
                f"{wanted} orders are in Odoo",
            )
            self.kill()
            self.assertLess(self.count("sale_order"), ORDERS, "killed too late")
            self.start()

        self.wait_until(
            lambda: self.count("shopify_backfill", "state = 'done'"), "it is done"
        )

        self.assert_each_order_once(placed)
        self.assertEqual(self.count("stock_move"), 0)
        found = self.sql("SELECT total_count, found_count FROM shopify_backfill")
        self.assertEqual(found, [(ORDERS, ORDERS)])
