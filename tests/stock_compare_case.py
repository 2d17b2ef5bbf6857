import threading

from .stock_case import StockCase


class StockCompareCase(StockCase):
    """Stock that both sides agree on: ten shirts, four mugs; and a comparison."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.bulk_seconds = 0
        cls.switch_on("stock_compare")

    def setUp(self):
        super().setUp()
        self.put(self.shirt, 10)
        self.put(self.mug, 4)
        self.push_all()
        self.an_hour_passes()
        self.store.calls.clear()

    def an_hour_passes(self):
        """What is known was learnt an hour ago, what differs differs since then."""
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE shopify_stock_level
                  SET known_at = known_at - interval '1 hour',
                      confirmed_at = confirmed_at - interval '1 hour',
                      compared_at = compared_at - interval '1 hour',
                      mismatch_since = mismatch_since - interval '1 hour'"""
        )
        self.env.invalidate_all()

    def compare(self):
        """Run a whole comparison: start it, let Shopify finish, read it."""
        policy = self.policy("stock_compare")
        policy._job_scan()
        self.wait_for_shopify(policy.compare_operation)
        policy._job_scan()
        self.env.invalidate_all()
        self.assertFalse(policy.compare_operation)

    def wait_for_shopify(self, gid):
        pause = threading.Event()
        for _attempt in range(1000):
            if self.store.objects[gid]["status"] == "COMPLETED":
                return
            pause.wait(0.01)
        self.fail("the bulk operation does not end")

    def count(self, node, on_hand, location=None):
        """Somebody counts a product in Shopify."""
        with self.store.quiet():
            self.store.set_inventory(
                item=self.item(node),
                location=(location or self.location).external_id,
                on_hand=on_hand,
            )

    def mismatches(self):
        """{title: (cause, difference)} of what differs."""
        levels = self.env["shopify.stock.level"].search(
            [("backend_id", "=", self.backend.id), ("mismatch", "=", True)]
        )
        return {
            level.product_id.name: (level.mismatch_cause, level.mismatch_quantity)
            for level in levels
        }

    def owned(self, node):
        """Units of a product that lie in Odoo's stock."""
        product = self.product(node).with_context(location=self.stock.id)
        product.invalidate_recordset()
        return product.qty_available
