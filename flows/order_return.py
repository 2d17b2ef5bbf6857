from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from .order_ledger import kept_units, refund_items, split_kept, without_first


class ShopifyOrderReturn(models.AbstractModel):
    """Goods that come back: a return of the delivery that they left with.

    Shopify says that refunded units were taken back (restocked): the return is done
    at once, unless the settings leave that to the warehouse. Or Shopify believes that
    they never left, while Odoo has delivered them: those are expected.
    """

    _name = "shopify.order.return"
    _description = "Shopify Order Import: Returns"

    @api.model
    def _process(self, batch, orders):
        refunded = [
            gid
            for gid, binding in orders.items()
            if batch.nodes[gid]["refunds"] and binding.odoo_id.state == "sale"
        ]
        if refunded:
            places = self._places(batch, refunded)
            for gid in refunded:
                self._take_back(batch, gid, places)

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

    def _take_back(self, batch, gid, places):
        """One return per delivery, refund and place."""
        quantities = defaultdict(lambda: defaultdict(float))
        for sale_line, item in self._missing(batch, gid):
            place = places.get((item["location"] or {}).get("id"))
            for move, quantity in returnable(sale_line, item["quantity"]):
                key = move.picking_id, item["refund"], is_back(item), place
                quantities[key][move] += quantity
        for (picking, refund, restocked, place), moves in quantities.items():
            came_back = self._return(picking, moves, place)
            came_back.shopify_refund_id = batch.lookups["refunds"][refund]
            if restocked and batch.lookups["policy"].order_return == "done":
                self._receive(came_back)

    def _missing(self, batch, gid):
        """(sale line, refund line item) of what is to come back and has no return."""
        node = batch.nodes[gid]
        items = refund_items(node)
        lines = {each["id"]: each for each in node["lineItems"]["nodes"]}
        for sale_line in batch.bindings[gid].odoo_id.order_line:
            line = lines.get(sale_line.shopify_line_id)
            if not line or not items[line["id"]]:
                continue
            kept = kept_units(line, sale_line._shopify_units_out())
            _removed, left = split_kept(items[line["id"]], kept)
            coming = [item for item in left if item["restockType"] != "NO_RESTOCK"]
            back = sale_line._shopify_units_back()
            for item in without_first(coming, back):
                yield sale_line, item

    def _return(self, picking, quantities, place):
        """By Odoo's own way of returning: it links moves, costs and sale lines."""
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        for line in wizard.product_return_moves:
            line.quantity = quantities.get(line.move_id, 0.0)
        came_back = wizard._create_return()
        if place and place != came_back.location_dest_id:
            came_back.location_dest_id = place
            came_back.move_ids.location_dest_id = place
            came_back.move_line_ids.location_dest_id = place
        return came_back

    def _receive(self, picking):
        """Validate; where Odoo wants to know more (lots), the warehouse does."""
        try:
            with self.env.cr.savepoint():
                picking.move_ids.picked = True
                picking.with_context(skip_backorder=True).button_validate()
        except UserError as error:
            picking.message_post(body=error.args[0])


def is_back(item):
    """Shopify says that these goods came back. (What it cancelled never left, there.)"""
    return item["restocked"] and item["restockType"] != "CANCEL"


def returnable(sale_line, units):
    """[(delivered move, quantity)] to take so many units of a line back, last first."""
    found = []
    for product, moves in (
        sale_line.move_ids.filtered(lambda move: move._shopify_is_out())
        .grouped("product_id")
        .items()
    ):
        out = sum(moves.mapped("quantity"))
        wanted = units * out / sale_line._shopify_units_out()
        if product == sale_line.product_id:
            wanted = units
        for move in moves.sorted("id", reverse=True):
            back = sum(
                each.product_uom_qty
                for each in move.returned_move_ids
                if each.state != "cancel"
            )
            taken = min(wanted, move.quantity - back)
            wanted -= taken
            if taken > 0:
                found.append((move, taken))
    return found
