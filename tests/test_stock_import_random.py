from random import Random

from .stock_import_case import StockImportCase

SEEDS = range(3)
STEPS = 8


class TestStockImportRandom(StockImportCase):
    """Whatever comes in which order: each unit is counted once on both sides."""

    def setUp(self):
        super().setUp()
        self.policy("stock_compare").stock_repair = "shopify"

    def test_stock_that_both_sides_change_agrees_in_the_end(self):
        for seed in SEEDS:
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                self.run_day(Random(seed))
                savepoint.rollback()
                self.env.invalidate_all()
                self.restore_store()

    def run_day(self, random):
        self.waiting, self.sold = [], 0
        self.owns = self.owned(self.shirt)
        self.remember_stock()
        self.at_start = {
            level["id"]: dict(level["quantities"])
            for level in self.store.all("InventoryLevel")
        }
        for _step in range(STEPS):
            random.choice(
                [self.sell, self.sell_at_the_till, self.receive, self.count_one]
            )(random)
            if random.random() < 0.5:
                self.look()
        self.finish()

    def sell(self, random):
        units = random.randint(1, 2)
        self.waiting.append(
            self.place([{"variant": self.shirt_variant, "quantity": units}])
        )
        self.sold += units

    def sell_at_the_till(self, random):
        self.sell(random)
        with self.store.quiet():
            self.store.fulfil_order(self.waiting[-1]["id"])

    def receive(self, random):
        """An inventory count in Odoo, so that there is a move for it."""
        units = random.randint(1, 5)
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        quant = quants.search(
            [
                ("product_id", "=", self.product(self.shirt).id),
                ("location_id", "=", self.stock.id),
            ]
        )
        quant.inventory_quantity = quant.quantity + units
        quant.action_apply_inventory()
        self.owns += units

    def count_one(self, random):
        """Somebody corrects the figure in Shopify, at a quiet time."""
        self.quiet()
        change = random.choice([-1, 2])
        self.count(self.shirt, self.shop(self.shirt, name="on_hand") + change)
        self.owns += change
        self.quiet()

    def look(self):
        """The comparison of a time at which orders are on their way."""
        self.an_hour_passes()
        self.compare()
        self.an_hour_passes()
        self.settle()

    def quiet(self):
        """All orders arrive, everything is sent and compared."""
        while self.waiting:
            self.take_order(self.waiting.pop(0))
        self.push_all()
        self.look()
        self.push_all()

    def finish(self):
        self.quiet()
        self.assertEqual(self.mismatches(), {})
        self.assertEqual(self.owned(self.shirt), self.owns)
        self.assertEqual(self.shop(self.shirt), self.owns - self.sold)
        self.assert_moved()

    def restore_store(self):
        """The store as it was before the day, without its orders."""
        self.forget_orders(set())
        for level in self.store.all("InventoryLevel"):
            level["quantities"] = dict(self.at_start.get(level["id"], {}))
