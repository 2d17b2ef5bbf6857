from .server_case import ServerCase

ORDERS = 200
FAULTS = ("throttle", "http_500", "http_503", "drop", "timeout_before")


class TestServerChaos(ServerCase):
    """A store that keeps none of its promises: messages lost, doubled and out of
    order, and an API of which every tenth call fails."""

    def test_each_order_arrives_once_through_chaos(self):
        self.store.webhooks.misbehave(duplicate=0.2, reorder=0.2, lose=0.2)
        self.store.faults.hang_seconds = 0.5
        for kind in FAULTS:
            self.store.faults.rate(kind, 0.1 / len(FAULTS))

        placed = self.place_orders(ORDERS)
        self.wait_until(lambda: not self.store.webhooks.pending(), "all was sent")
        self.look_for_changes()

        self.wait_until(
            lambda: (
                self.count("sale_order") >= ORDERS
                and not self.waiting()
                and not self.unfinished_jobs()
            ),
            "all orders are in Odoo",
        )
        self.assert_each_order_once(placed)
        self.assertTrue(self.count("shopify_event", "source = 'scan'"), "none was lost")
        self.assertTrue(self.store.faults.fired, "no call failed")

    def look_for_changes(self):
        """The safety net, which otherwise comes every few minutes."""
        policies = self.odoo("shopify.policy", "search", [])
        self.odoo("shopify.policy", "write", policies, {"next_scan_at": False})
        self.run_cron("cron_scan")
