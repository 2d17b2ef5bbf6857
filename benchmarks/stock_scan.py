"""stock-scan: every level of a big store is compared with Odoo's figures.

The floor fetches the same file and reads its lines, and does nothing with them.
"""

from .report import Row
from .stock import StockWorld

LEVELS = 200_000
OPTIONS = 500  # variants of one product in the store
EDITED = 100  # levels that somebody changed in the store
COMPARE = "shopify.flow.stock_compare"
TARGETS = {"api_calls_per_scan": 3, "memory_growth_mb": 100}


class ScanWorld(StockWorld):
    """`products` variants at two locations, made by SQL in Odoo: that is quicker."""

    def __init__(self, products):
        super().__init__(products=0)
        self.many = products

    def start(self):
        super().start()
        self.switch(False)
        for first in range(0, self.many, OPTIONS):
            self._create(first, min(OPTIONS, self.many - first))
        self.odoo("shopify.bench", "index_catalogue")

    def _create(self, first, count):
        stocked = {gid: 10 for gid in self.locations}
        variants = [
            {
                "sku": f"S-{number}",
                "price": "10.00",
                "options": {"Size": str(number)},
                "inventory": stocked,
            }
            for number in range(first, first + count)
        ]
        node = self.store("create_product", title=f"Range {first}", variants=variants)
        items = [variant["inventoryItem"] for variant in node["variants"]]
        if not first:
            self.items = items
        self.odoo("shopify.bench", "create_catalogue", self.backend, items)

    def compares(self):
        return self.count("shopify_policy", "compare_operation IS NOT NULL")

    def edit(self):
        """Somebody counts some items in the store."""
        for item in self.items[:EDITED]:
            self.store(
                "set_inventory", item=item, location=self.locations[0], on_hand=7
            )


def run(scale):
    levels = int(LEVELS * scale)
    with ScanWorld(levels // 2) as world:
        scan(world)  # makes a row of every level
        world.edit()
        world.odoo("shopify.bench", "age_levels")
        spent, gid = scan(world)
        found = world.sql("SELECT count(*) FROM shopify_stock_level WHERE mismatch")
        assert found == [(min(EDITED, levels // 2),)], found
        plain = world.odoo("shopify.bench", "read_plainly", world.backend, gid)
        yield _row(spent, plain, levels)


def scan(world):
    """Start a comparison, let the store write its file, read it: what that cost."""
    policy = world.policy(COMPARE)
    world.odoo("shopify.policy", "write", [policy], {"enabled": True})
    gid = world.odoo("shopify.bench", "start_comparison", policy)
    world.wait_until(
        lambda: world.store("object", gid=gid)["status"] == "COMPLETED", pause=0.5
    )
    with world.measure() as spent:
        before = world.odoo("shopify.bench", "go_on_with_comparison", policy)
        world.wait_until(lambda: not (world.compares() or world.busy()), pause=0.5)
    spent["memory_mb"] = world.odoo("shopify.bench", "memory_peak") - before
    spent["api_calls"] += 1  # that which started it
    return spent, gid


def _row(spent, plain, levels):
    figures = {
        "levels": levels,
        "api_calls_per_scan": spent["api_calls"],
        "memory_growth_mb": spent["memory_mb"],
        "jobs_per_scan": spent["jobs"],
        "sql_per_level": spent["sql"] / levels,
        "s_per_scan": spent["s"],
        "cpu_s_per_scan": spent["cpu_s"],
        "floor_s_per_scan": plain["s"],
        "floor_cpu_s_per_scan": plain["cpu_s"],
    }
    return Row("stock-scan", figures, spent["cpu_s"] / plain["cpu_s"], TARGETS)
