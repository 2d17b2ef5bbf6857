from pathlib import Path

from odoo import api, models

from odoo.addons.connector_shopify.models.shopify_issue_codes import ISSUE_CODES
from odoo.addons.connector_shopify.shopify import documents
from odoo.addons.connector_shopify.shopify.errors import BusinessError

documents.FOLDERS.append(Path(__file__).parent.parent / "queries")
ISSUE_CODES["parcel_homeless"] = ("order", "Import the order first, then retry.")


class ShopifyFlowParcelImport(models.AbstractModel):
    """Fulfilments of the store put their tracking number on the sale order."""

    _name = "shopify.flow.parcel_import"
    _inherit = "shopify.flow.import"
    _description = "Parcels"

    _shopify_resource = "Fulfillment"
    _shopify_topics = ("fulfillments/create", "fulfillments/update")
    _shopify_scopes = ("read_fulfillments",)
    _shopify_sequence = 90
    _shopify_mode = "realtime"
    _shopify_binding = "shopify.parcel"
    _shopify_query = "parcel"
    _field_group_owners = {"parcel": "shopify"}

    @api.model
    def _field_group_labels(self):
        return {"parcel": self.env._("Tracking number")}

    @api.model
    def _field_groups(self):
        return {"parcel_number": "parcel"}

    @api.model
    def _scan(self, backend, since):
        """Fulfilments cannot be listed by time: there is nothing to look for."""
        return iter(())

    @api.model
    def _prefetch(self, batch):
        gids = [node["order"]["id"] for node in batch.nodes.values()]
        orders = self.env["shopify.sale.order"]._find(batch.backend, gids)
        batch.lookups.update(orders=orders, policy=self._policy(batch.backend))

    @api.model
    def _prepare_values(self, batch, node):
        if node["order"]["id"] not in batch.lookups["orders"]:
            raise BusinessError(
                "parcel_homeless",
                self.env._("Order %s is not in Odoo.", node["order"]["name"]),
                name=node["order"]["name"],
            )
        with_company = batch.lookups["policy"].parcel_with_company
        parcels = [
            f"{info['company']} {info['number']}" if with_company else info["number"]
            for info in node["trackingInfo"]
        ]
        return {"parcel_number": ", ".join(parcels)}

    @api.model
    def _match(self, batch, new):
        """The order is there already: a parcel makes no record of its own."""
        orders = batch.lookups["orders"]
        return {gid: orders[batch.nodes[gid]["order"]["id"]].odoo_id for gid in new}
