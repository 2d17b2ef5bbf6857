import itertools
import time

from odoo import api, models


class ShopifyBench(models.AbstractModel):
    """Changes of stock at a steady pace."""

    _inherit = "shopify.bench"

    @api.model
    def change_steadily(self, backend_id, per_second, count):
        """One more of an article, so many times; each time in its own transaction.

        Returns [[item's gid, location's gid, units then, time of the commit], …].
        """
        levels = self.env["shopify.stock.level"].search(
            [("backend_id", "=", backend_id)]
        )
        targets = [
            (
                level.variant_id.inventory_item_id,
                level.location_id.external_id,
                level.product_id.id,
                level.location_id.warehouse_id.lot_stock_id.id,
            )
            for level in levels
        ]
        start, made = time.monotonic(), []
        for number, target in zip(range(count), itertools.cycle(targets), strict=False):
            time.sleep(max(0.0, start + number / per_second - time.monotonic()))
            made.append(self._one_more(*target))
        return made

    def _one_more(self, item, location, product_id, place_id):
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            quants = env["stock.quant"]
            quantity, _in_date = quants._update_available_quantity(
                env["product.product"].browse(product_id),
                env["stock.location"].browse(place_id),
                1,
            )
        return item, location, int(quantity), time.time()
