from odoo import api, models

from .order_ledger import (
    kept_units,
    open_return_units,
    split_kept,
)
from .order_money import refund_items


class ShopifyOrderReturn(models.AbstractModel):
    """Goods that come back: what Shopify tells decides how many are on their way.

    Refunded units that Shopify restocked came back: that return is done at once,
    unless the settings leave it to the warehouse. Units of an open return are
    expected; so are units that Shopify believes never left, while Odoo has delivered
    them. What is expected no longer is taken off the waiting returns.
    """

    _name = "shopify.order.return"
    _description = "Shopify Order Import: Returns"

    @api.model
    def _process(self, batch, orders):
        concerned = [
            gid
            for gid, binding in orders.items()
            if binding.odoo_id.state == "sale"
            and (batch.nodes[gid]["refunds"] or batch.nodes[gid].get("returns"))
        ]
        places = self._places(batch, concerned)
        moves = self.env["shopify.order.return.moves"]
        refunds = batch.lookups["refunds"]
        wanted, received = [], []
        for gid in concerned:
            for sale_line, coming, expected in self._lines(batch, gid):
                wanted += moves._missing(sale_line, coming, expected)
                received += [(sale_line, item) for item in coming if is_back(item)]
        moves._create(wanted, places, refunds)
        if batch.lookups["policy"].order_return == "done":
            moves._receive(received, places, refunds)

    def _places(self, batch, gids):
        """{location gid: the stock location where restocked goods are put}."""
        wanted = {
            item["location"]["id"]
            for gid in gids
            for items in refund_items(batch.nodes[gid]).values()
            for item in items
            if item["location"]
        }
        found = self.env["shopify.location"]._find(batch.backend, list(wanted))
        return {gid: place._stock_sources()[:1] for gid, place in found.items()}

    def _lines(self, batch, gid):
        """(sale line, refund items of units that come back, units expected) of each
        line of an order."""
        node, order = batch.nodes[gid], batch.bindings[gid].odoo_id
        items, expected = refund_items(node), open_return_units(node)
        lines = {each["id"]: each for each in node["lineItems"]["nodes"]}
        for sale_line in order.order_line:
            line = lines.get(sale_line.shopify_line_id)
            if line:
                coming = self._coming(line, items[line["id"]], sale_line)
                yield sale_line, coming, expected.get(line["id"], 0)

    def _coming(self, line, items, sale_line):
        """Refund line items of units that left the house and do not stay away."""
        kept = kept_units(line, sale_line._shopify_units_out())
        _removed, left = split_kept(items, kept)
        return [item for item in left if item["restockType"] != "NO_RESTOCK"]


def is_back(item):
    """Shopify says that these goods came back; what it cancelled never left, there."""
    return item["restocked"] and item["restockType"] != "CANCEL"
