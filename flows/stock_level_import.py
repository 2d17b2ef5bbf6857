from odoo import api, fields, models

from ..shopify.values import gid
from .stock_read import quantities_of, read_items


class ShopifyFlowStockLevelImport(models.AbstractModel):
    """Keeps up with what the store says of its stock: sales, counts, own echoes.

    Only what is known is written down, so that the next figure is compared with
    the right one. An echo of what we sent changes nothing.
    """

    _name = "shopify.flow.stock_level_import"
    _inherit = "shopify.flow.import"
    _description = "Stock in the store"

    _shopify_resource = "InventoryItem"
    _shopify_topics = ("inventory_levels/update",)
    _shopify_scopes = ("read_inventory",)
    _shopify_sequence = 51
    _shopify_batch_size = 250

    @api.model
    def _prepare_policy(self, backend):
        return {**super()._prepare_policy(backend), "enabled": False}

    @api.model
    def _event_resource(self, topic, payload):
        """The item: its levels are read together."""
        return gid("InventoryItem", payload["inventory_item_id"])

    @api.model
    def _scan(self, backend, since):
        """Nothing: a lost message does no harm, the next figure is compared anew."""
        return ()

    @api.model
    def _process(self, batch):
        levels = self._levels(batch)
        items = {level.variant_id.inventory_item_id for level in levels}
        if not items:
            return
        nodes = read_items(batch.client, items)
        told = {
            (item["id"], level["location"]["id"]): level
            for item in filter(None, nodes.values())
            for level in item["inventoryLevels"]
        }
        self.env["shopify.stock.level"]._learn(
            {
                level: self._prepare_known(told[key])
                for level in levels
                if (key := self._key(level)) in told
            }
        )

    @api.model
    def _levels(self, batch):
        return self.env["shopify.stock.level"].search(
            [
                ("backend_id", "=", batch.backend.id),
                ("variant_id.inventory_item_id", "in", batch.gids),
            ]
        )

    def _key(self, level):
        return level.variant_id.inventory_item_id, level.location_id.external_id

    def _prepare_known(self, node):
        quantities = quantities_of(node)
        return {
            "known_on_hand": quantities["on_hand"],
            "known_available": quantities["available"],
            "known_committed": quantities["committed"],
            "known_incoming": quantities["incoming"],
            "known_at": fields.Datetime.now(),
            "is_stocked": node["isActive"],
        }
