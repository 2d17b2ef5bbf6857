import os
from unittest.mock import patch

from odoo import fields

from .simulation import Simulation
from .stock_case import FLOW, StockCase
from .stock_compare_case import StockCompareCase

SEEDS = int(os.environ.get("CONNECTOR_SHOPIFY_SEEDS", 25))
STEPS = 40
ARTICLES = 3


class TestStockSimulation(StockCase):
    """Shops with a random life: never oversold, and right in the end.

    One test per seed; ./dev test tests/test_stock_simulation.py --seeds 1000 runs
    more of them, `-k seed_0007` one of them again.
    """

    FLOW = FLOW
    compare = StockCompareCase.compare
    wait_for_shopify = StockCompareCase.wait_for_shopify

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store.bulk_seconds = 0
        cls.store.bucket.set_rate(1_000_000)
        cls.store.webhooks.pause()
        cls._open_second_place()
        cls._fill()
        cls.switch_on("stock_compare")
        cls.flow_policy("stock_compare").stock_repair = "odoo"
        cls.buyer = cls.env["res.partner"].create({"name": "Somebody"})
        cls.backend._sync_subscriptions(cls.backend._client())

    @classmethod
    def _open_second_place(cls):
        second = cls.env["stock.warehouse"].create(
            {"name": "Second", "code": "2ND", "company_id": cls.backend.company_id.id}
        )
        cls.warehouses = (cls.warehouse, second)
        cls.places = [warehouse.lot_stock_id for warehouse in cls.warehouses]
        with cls.store.quiet():
            node = cls.store.create_location("Second street")
        cls.import_all("location_import")
        there = cls.env["shopify.location"].search([("external_id", "=", node["id"])])
        there.warehouse_id = second
        cls.location_gids = (cls.location.external_id, node["id"])

    @classmethod
    def _fill(cls):
        with cls.store.quiet():
            nodes = [
                cls.store.create_product(
                    f"Article {number}", variants=[{"sku": f"A-{number}", "price": "9"}]
                )
                for number in range(ARTICLES)
            ]
        cls.import_all("product_import")
        cls.variants = [node["variants"][0]["id"] for node in nodes]
        cls.items = [node["variants"][0]["inventoryItem"] for node in nodes]
        cls.products = [cls.product(node) for node in nodes]

    @classmethod
    def put(cls, article, place, units):
        cls.env["stock.quant"]._update_available_quantity(
            cls.products[article], cls.places[place], units
        )

    def setUp(self):
        super().setUp()
        # Both sides have one clock, which jumps.
        self.startPatcher(patch.object(fields.Datetime, "now", self._now))
        self.addCleanup(self._forget_orders)

    def _now(self, *_args):
        return self.store.clock.now().replace(tzinfo=None, microsecond=0)

    def _forget_orders(self):
        self.store.faults.clear()
        with self.store.quiet():
            for order in list(self.store.all("Order")):
                self.store.delete_order(order["id"])

    def _run(self, seed):
        simulation = Simulation(self, seed)
        try:
            simulation.run(STEPS)
        except Exception as error:
            steps = "\n".join(simulation.log)
            error.add_note(f"Seed {seed}:\n{steps}")
            raise


def _test(seed):
    return lambda self: self._run(seed)


for _seed in range(SEEDS):
    setattr(TestStockSimulation, f"test_seed_{_seed:04}", _test(_seed))
