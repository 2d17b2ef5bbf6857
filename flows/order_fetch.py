from odoo import api, models

from ..shopify.errors import BusinessError
from ..shopify.order_lists import complete

MOST = 250  # rows of a list without pages that we ask for, and Shopify tells at most


class ShopifyFlowOrderImport(models.AbstractModel):
    """What is read of orders, to the end of every list.

    Nearly all orders are in one answer. Of the others the rest is read; where
    Shopify has no way to tell it, the order is held by an issue.
    """

    _inherit = "shopify.flow.order_import"

    @api.model
    def _fetch(self, batch):
        super()._fetch(batch)
        for gid, node in list(batch.nodes.items()):
            rows = self._cut_short(node)
            if rows:
                del batch.nodes[gid]
                batch.problem(gid, self._incomplete_error(node, rows))
        complete(batch.client, list(batch.nodes.values()))

    def _cut_short(self, node):
        """Name of a list that may go on, and has no next page; None: all are whole."""
        more_fields = node["localizedFields"].pop("pageInfo")["hasNextPage"]
        if len(node["transactions"]) == MOST:
            return self.env._("payments")
        if len(node["refunds"]) == MOST:
            return self.env._("refunds")
        return self.env._("tax numbers") if more_fields else None

    def _incomplete_error(self, node, rows):
        return BusinessError(
            "order_incomplete",
            self.env._(
                "Order %(order)s has more %(rows)s than Shopify lists. It is not taken "
                "over, because some of them would be missing.",
                order=node["name"],
                rows=rows,
            ),
            name=node["name"],
        )

    def _fetch_returns(self, batch):
        """Few orders have returns, or had: those are asked for, all at once."""
        none = (None, False, "NO_RETURN")
        gids = [
            gid
            for gid, node in batch.nodes.items()
            if node["returnStatus"] not in none
            or gid in batch.bindings
            and batch.bindings[gid].return_status not in none
        ]
        if gids and self._query_variables(batch.backend)["returns"]:
            found = batch.client.nodes("order_returns", gids)
            complete(batch.client, list(filter(None, found.values())))
            for gid, node in found.items():
                batch.nodes[gid]["returns"] = (node or {}).get("returns")
