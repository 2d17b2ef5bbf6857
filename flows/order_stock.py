from odoo import api, models

from .compare import changed_values
from .order_lookups import location_gids


class ShopifyOrderStock(models.AbstractModel):
    """What the store still counts as promised of each order line, and where.

    Stock figures need it: see `shopify.stock.quantity`.
    """

    _name = "shopify.order.stock"
    _description = "Shopify Order Import: Stock"

    @api.model
    def _keep(self, batch, created):
        """Take over what is left to send; changed figures are told to the store."""
        told = {
            line["id"]: stock_values(node, line)
            for node in batch.nodes.values()
            for line in node["lineItems"]["nodes"]
        }
        orders = self.env["sale.order"].union(
            *(binding.odoo_id for binding in batch.bindings.values())
        )
        lines = self.env["sale.order.line"].search(
            [("order_id", "in", orders.ids), ("shopify_line_id", "in", list(told))]
        )
        self._doubt(batch, lines, told, created)
        noted = self._keep_locations(batch).order_line
        for line in lines:
            values = changed_values(line, told[line.shopify_line_id])
            if values:
                line.write(values)
            if values or line.shopify_fulfilled_qty > line.qty_delivered:
                noted |= line
        self.env["shopify.mark"]._note("product.product", noted.product_id.ids)

    def _doubt(self, batch, lines, told, created):
        """What the store has sent is no longer on hand there, whatever we knew."""
        new = set(created.values())
        sent = lines.filtered(
            lambda line: (
                told[line.shopify_line_id]["shopify_unfulfilled_qty"]
                < waited(line, line.order_id in new)
            )
        )
        self.env["shopify.stock.level"]._doubt(batch.backend, sent.product_id)

    def _keep_locations(self, batch):
        """Note from where the store sends; returns the orders it is now another."""
        moved = self.env["sale.order"]
        known = batch.lookups["locations"]
        for gid, node in batch.nodes.items():
            binding = batch.bindings.get(gid)
            places = [known[each] for each in location_gids(node) if each in known]
            if binding and places and binding.location_id != places[0]:
                moved |= binding.odoo_id if binding.location_id else moved
                binding.location_id = places[0]
        return moved


def waited(line, is_new):
    """Units that were to be sent when Odoo last looked; of a new order: all."""
    return line.product_uom_qty if is_new else line.shopify_unfulfilled_qty


def stock_values(node, line):
    """Units of an order line that Shopify still counts as promised, and has sent.

    None of an item that is no product of the store: it has no stock there.
    """
    if node["cancelledAt"] or not line["variant"]:
        left = sent = 0
    else:
        left = line["unfulfilledQuantity"]
        sent = max(0, line["currentQuantity"] - left)
    return {"shopify_unfulfilled_qty": left, "shopify_fulfilled_qty": sent}
