from odoo import api, models

from .order_lookups import location_gids


class ShopifyOrderStock(models.AbstractModel):
    """What the store still counts as promised of each order line, and where.

    Stock figures need it: see `shopify.stock.quantity`.
    """

    _name = "shopify.order.stock"
    _description = "Shopify Order Import: Stock"

    @api.model
    def _keep(self, batch, created):
        """Take over what is left to send; changed figures are told to the store.

        What the store has sent is no longer on hand there, whatever we knew.
        """
        left = {
            line["id"]: unfulfilled(node, line)
            for node in batch.nodes.values()
            for line in node["lineItems"]["nodes"]
        }
        orders = self.env["sale.order"].union(
            *(binding.odoo_id for binding in batch.bindings.values())
        )
        lines = self.env["sale.order.line"].search_fetch(
            [("order_id", "in", orders.ids), ("shopify_line_id", "in", list(left))],
            ["shopify_line_id", "shopify_unfulfilled_qty", "product_id"],
        )
        changed = lines.filtered(
            lambda line: line.shopify_unfulfilled_qty != left[line.shopify_line_id]
        )
        new = set(created.values())
        sent = lines.filtered(
            lambda line: left[line.shopify_line_id] < waited(line, line.order_id in new)
        )
        self.env["shopify.stock.level"]._doubt(batch.backend, sent.product_id)
        for line in changed:
            line.shopify_unfulfilled_qty = left[line.shopify_line_id]
        moved = self._keep_locations(batch)
        self.env["shopify.mark"]._note(
            "product.product", changed.product_id.ids + moved.order_line.product_id.ids
        )

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


def unfulfilled(node, line):
    """Units of an order line that Shopify still counts as promised.

    None of an item that is no product of the store: it has no stock there.
    """
    if node["cancelledAt"] or not line["variant"]:
        return 0
    return line["unfulfilledQuantity"]
