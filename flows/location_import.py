from odoo import api, models

from ..shopify.values import instant


class ShopifyFlowLocationImport(models.AbstractModel):
    """The store's locations, each with a proposal for its warehouse.

    A store has few of them and Shopify lists them in one call, so each run reads
    them all: only so can it tell which is the first.
    """

    _name = "shopify.flow.location_import"
    _inherit = "shopify.flow.import"
    _description = "Locations"

    _shopify_resource = "Location"
    _shopify_binding = "shopify.location"
    _shopify_sequence = 10
    _shopify_topics = (
        "locations/create",
        "locations/update",
        "locations/activate",
        "locations/deactivate",
        "locations/delete",
    )
    _shopify_scopes = ("read_locations",)

    @api.model
    def _scan(self, backend, since):
        """All of them, each time: Shopify cannot filter locations by time."""
        for page in backend._client().pages("locations", "locations"):
            yield [(node["id"], instant(node["updatedAt"])) for node in page]

    @api.model
    def _fetch(self, batch):
        locations = self._locations(batch)
        batch.nodes = {gid: locations[gid] for gid in batch.gids if gid in locations}
        gone = [gid for gid in batch.gids if gid not in locations]
        if gone:
            self._process_gone(batch, gone)

    @api.model
    def _locations(self, batch):
        """{id: node} of all of the store's locations, oldest first."""
        if "locations" not in batch.lookups:
            pages = batch.client.pages("locations", "locations")
            batch.lookups["locations"] = {n["id"]: n for page in pages for n in page}
        return batch.lookups["locations"]

    @api.model
    def _import(self, batch):
        """Locations are their own records: nothing to match, create or own."""
        values = self._prepare_all(batch)
        new = [gid for gid in values if gid not in batch.bindings]
        proposals = self._propose_warehouses(batch) if new else {}
        rows = [
            {
                "backend_id": batch.backend.id,
                "external_id": gid,
                "warehouse_id": proposals.get(gid),
                **values[gid],
            }
            for gid in new
        ]
        for gid, binding in batch.bindings.items():
            if gid in values:
                binding.write(values[gid])
        for binding in self.env[self._shopify_binding].create(rows):
            batch.bindings[binding.external_id] = binding
        self._remember(batch, values)

    @api.model
    def _prepare_values(self, batch, node):
        address = node["address"]
        return {
            "name": node["name"],
            "is_active": node["isActive"],
            "is_fulfillment_service": node["isFulfillmentService"],
            "fulfills_online_orders": node["fulfillsOnlineOrders"],
            "city": address["city"],
            "country_code": address["countryCode"],
        }

    @api.model
    def _propose_warehouses(self, batch):
        """{location id: warehouse id} of what is beyond doubt.

        A warehouse of the same name; else the only warehouse for the first of the
        store's own open locations. Services that ship for the store are left out.
        """
        own = [
            node
            for node in self._locations(batch).values()
            if node["isActive"] and not node["isFulfillmentService"]
        ]
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", batch.backend.company_id.id)]
        )
        proposals = {}
        for node in own:
            same = warehouses.filtered(
                lambda warehouse, node=node: (
                    folded(warehouse.name) == folded(node["name"])
                )
            )
            if len(same) == 1:
                proposals[node["id"]] = same.id
        if len(warehouses) == 1 and own and not proposals:
            proposals[own[0]["id"]] = warehouses.id
        return proposals


def folded(name):
    """A name as people compare names."""
    return " ".join(name.split()).casefold()
