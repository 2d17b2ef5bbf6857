"""A store with stock at two locations, and quants of both in Odoo."""

from .world import BenchWorld

STOCK = "shopify.flow.stock_export"


class StockWorld(BenchWorld):
    """`products` variants, each stocked at two locations that two warehouses feed."""

    def __init__(self, products):
        super().__init__(products=products, customers=1)
        self.locations = []

    def _create_catalogue(self):
        self.locations = [
            self.store("create_location", name=name)["id"] for name in ("One", "Two")
        ]
        stocked = {gid: 0 for gid in self.locations}
        for number in range(self.wanted["products"]):
            product = self.store(
                "create_product",
                title=f"Article {number}",
                variants=[
                    {"sku": f"S-{number}", "price": "10.00", "inventory": stocked}
                ],
            )
            self.variants.append(product["variants"][0]["id"])

    def start(self):
        super().start()
        self.odoo("shopify.bench", "map_stock", self.backend, self.locations)
        self.switch(True)
        self.wait_until(lambda: not self.stock_waits())

    def switch(self, on):
        self.odoo("shopify.policy", "write", [self.policy(STOCK)], {"enabled": on})

    def stock_waits(self):
        """Whether a note or a row is still to be sent, or a job to be run."""
        rows = "shopify_outbox", "state = 'waiting'"
        return self.count("shopify_mark") or self.count(*rows) or self.busy()

    def adjust(self, difference):
        """Count all quants anew; what it cost: {"sql", "cpu_s", "s"}."""
        return self.odoo("shopify.bench", "adjust", self.backend, difference)

    def shown(self):
        """{quantity: number of levels} as the store shows them at our locations."""
        return self.sql(
            "SELECT known_on_hand, count(*) FROM shopify_stock_level GROUP BY 1"
        )
