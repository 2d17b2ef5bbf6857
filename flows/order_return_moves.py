from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from .order_ledger import without_first


class ShopifyOrderReturnMoves(models.AbstractModel):
    """Odoo's returns of an order's deliveries: made, taken back, received."""

    _name = "shopify.order.return.moves"
    _description = "Shopify Order Import: Odoo's Returns"

    @api.model
    def _missing(self, sale_line, coming, expected):
        """[(sale line, units, refund line item or None)] to make a return for.

        Waiting returns of more than is coming are made smaller.

        :param coming: refund line items of units that come or came back
        :param expected: units of open returns of the store
        """
        have = sale_line._shopify_units_back()
        refunded = sum(item["quantity"] for item in coming)
        if have > refunded + expected:
            self._reduce(sale_line, have - refunded - expected)
        rows = [
            (sale_line, item["quantity"], item) for item in without_first(coming, have)
        ]
        rest = expected - max(0, have - refunded)
        return [*rows, (sale_line, rest, None)] if rest > 0 else rows

    def _reduce(self, sale_line, units):
        """Only returns made by ourselves: others are the warehouse's own business."""
        moves = [
            (move, room)
            for move, room in waiting_moves(sale_line)
            if move.picking_id.shopify_return
        ]
        for move, quantity in spread(sale_line, moves, units):
            if quantity >= move.product_uom_qty:
                move._action_cancel()
            else:
                move.product_uom_qty -= quantity

    @api.model
    def _create(self, wanted, places, refunds):
        """One return per delivery, refund and place, by Odoo's own way of returning:
        it links moves, costs and sale lines."""
        quantities = defaultdict(lambda: defaultdict(float))
        for sale_line, units, item in wanted:
            for move, quantity in spread(sale_line, delivered_moves(sale_line), units):
                key = move.picking_id, item and item["refund"], place_of(item, places)
                quantities[key][move] += quantity
        for (picking, refund, place), moves in quantities.items():
            wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
            for line in wizard.product_return_moves:
                line.quantity = moves.get(line.move_id, 0.0)
            came_back = wizard._create_return()
            came_back.shopify_return = True
            came_back.shopify_refund_id = refunds.get(refund)
            put_in(came_back, place)

    @api.model
    def _receive(self, rows, places, refunds):
        """Validate the waiting returns of what came back and is not in yet."""
        quantities = defaultdict(lambda: defaultdict(float))
        for sale_line, items in grouped(rows).items():
            for item in without_first(items, sale_line._shopify_units_back(done=True)):
                moves = waiting_moves(sale_line)
                for move, quantity in spread(sale_line, moves, item["quantity"]):
                    key = move.picking_id, item["refund"], place_of(item, places)
                    quantities[key][move] += quantity
        for (picking, refund, place), moves in quantities.items():
            picking.shopify_refund_id = picking.shopify_refund_id or refunds[refund]
            put_in(picking, place)
            self._validate(picking, moves)

    def _validate(self, picking, quantities):
        """Where Odoo wants to know more (lots, say), the warehouse goes on."""
        try:
            with self.env.cr.savepoint():
                for move in picking.move_ids:
                    move.quantity = quantities.get(move, 0.0)
                    move.picked = move in quantities
                picking.with_context(skip_backorder=True).button_validate()
        except UserError as error:
            picking.message_post(body=error.args[0])


def grouped(rows):
    """{sale line: [refund line items]}."""
    found = defaultdict(list)
    for sale_line, item in rows:
        found[sale_line].append(item)
    return found


def place_of(item, places):
    return places.get(((item or {}).get("location") or {}).get("id"))


def put_in(picking, place):
    """Let a return end at another place than the one the goods came from."""
    if place and place != picking.location_dest_id:
        picking.location_dest_id = place
        picking.move_ids.location_dest_id = place
        picking.move_line_ids.location_dest_id = place


def delivered_moves(sale_line):
    """[(move, quantity that has no return yet)], the latest first."""
    moves = sale_line.move_ids.filtered(lambda move: move._shopify_is_out())
    return [
        (
            move,
            move.quantity
            - sum(
                back.quantity if back.state == "done" else back.product_uom_qty
                for back in move.returned_move_ids
                if back.state != "cancel"
            ),
        )
        for move in moves.sorted("id", reverse=True)
    ]


def waiting_moves(sale_line):
    """[(move, quantity)] of returns that did not arrive yet."""
    return [
        (move, move.product_uom_qty)
        for move in sale_line.move_ids
        if move.origin_returned_move_id and move.state not in ("done", "cancel")
    ]


def spread(sale_line, moves, units):
    """[(move, quantity)] of so many units of a line; a kit's: of each component.

    :param moves: [(move, quantity that it has room for)]
    """
    per_unit, found = sale_line._shopify_per_unit(), []
    left = {product: units * factor for product, factor in per_unit.items()}
    for move, room in moves:
        taken = min(room, left.get(move.product_id, 0.0))
        if taken > 0:
            left[move.product_id] -= taken
            found.append((move, taken))
    return found
