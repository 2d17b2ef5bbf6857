import contextlib
import time
import uuid

from odoo import api, models, sql_db

ARRAY = 250


class ShopifyBench(models.AbstractModel):
    """Stock: two warehouses for two locations, and counts of everything."""

    _inherit = "shopify.bench"

    @api.model
    def map_stock(self, backend_id, gids):
        """A warehouse for each of these locations, and a quant of each product."""
        locations = self.env["shopify.location"].search(
            [("backend_id", "=", backend_id)]
        )
        locations.warehouse_id = False
        first = self.env["stock.warehouse"].search([], limit=1)
        second = first.create({"name": "Second", "code": "2ND"})
        for gid, warehouse in zip(gids, first | second, strict=True):
            location = locations.filtered(lambda each, gid=gid: each.external_id == gid)
            location.warehouse_id = warehouse
            for product in self._bound(backend_id):
                self.env["stock.quant"]._update_available_quantity(
                    product, warehouse.lot_stock_id, 10
                )
        return True

    def _bound(self, backend_id):
        variants = self.env["shopify.product.product"].search(
            [("backend_id", "=", backend_id)]
        )
        return variants.odoo_id

    @api.model
    def adjust(self, backend_id, difference):
        """Count every quant anew as a person does; {"sql", "cpu_s", "s"}."""
        places = self.env["stock.warehouse"].search([]).lot_stock_id
        with self._measured() as spent, self.env.registry.cursor() as cr:
            quants = self.env(cr=cr)["stock.quant"].search(
                [
                    ("product_id", "in", self._bound(backend_id).ids),
                    ("location_id", "in", places.ids),
                ]
            )
            for quant in quants:
                quant.inventory_quantity = quant.quantity + difference
            quants.action_apply_inventory()
        return spent

    @api.model
    def start_flush(self, policy_id):
        """Let a paused flow go on."""
        policy = self.env["shopify.policy"].browse(policy_id)
        policy.paused = False
        self.env["shopify.outbox"]._enqueue({(policy.backend_id.id, policy.flow)}, 0)
        return True

    @api.model
    def push_plainly(self, backend_id):
        """The floor: ask Odoo for all quantities and send them in arrays."""
        backend = self.env["shopify.backend"].browse(backend_id)._for_flow()
        client = backend._client()
        levels = backend.env["shopify.stock.level"].search(
            [("backend_id", "=", backend_id)]
        )
        with self._measured() as spent:
            for location, rows in levels.grouped("location_id").items():
                products = rows.product_id.with_context(
                    location=location.warehouse_id.lot_stock_id.ids
                )
                found = products._compute_quantities_dict(None, None, None)
                quantities = [
                    {
                        "inventoryItemId": row.variant_id.inventory_item_id,
                        "locationId": location.external_id,
                        "quantity": int(found[row.product_id.id]["free_qty"]) + 1,
                        "changeFromQuantity": None,
                    }
                    for row in rows
                ]
                for start in range(0, len(quantities), ARRAY):
                    self._send_plainly(client, quantities[start : start + ARRAY])
        return spent

    def _send_plainly(self, client, quantities):
        answer = client.execute(
            "inventory_set",
            key=str(uuid.uuid4()),
            input={"name": "on_hand", "reason": "other", "quantities": quantities},
        )
        assert not answer["inventorySetQuantities"]["userErrors"]

    @contextlib.contextmanager
    def _measured(self):
        spent = {}
        sql, cpu, wall = sql_db.sql_counter, time.process_time(), time.monotonic()
        yield spent
        spent["sql"] = sql_db.sql_counter - sql
        spent["cpu_s"] = time.process_time() - cpu
        spent["s"] = time.monotonic() - wall
