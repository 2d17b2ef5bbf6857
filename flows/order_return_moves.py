from collections import defaultdict

from odoo import api, models

from .order_ledger import without_first
from .refusal import all_or_each


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
        it links moves, costs and sale lines.

        :param wanted: what `_missing` found, of all orders of a batch
        """
        planned = by_transfer(wanted, delivered_moves, places)
        wizards = self.env["stock.return.picking"].create(
            [{"picking_id": picking.id} for picking, _refund, _place in planned]
        )
        for wizard, moves in zip(wizards, planned.values(), strict=True):
            for line in wizard.product_return_moves:
                line.quantity = moves.get(line.move_id, 0.0)
        came_back = [wizard._create_return() for wizard in wizards]
        for picking, (_from, refund, place) in zip(came_back, planned, strict=True):
            picking.shopify_return = True
            picking.shopify_refund_id = refunds.get(refund)
            put_in(picking, place)

    @api.model
    def _receive(self, rows, places, refunds, tried=()):
        """Validate the waiting returns of what came back and is not in yet.

        A transfer is of one refund and to one place: what else came back with it is
        its backorder's, and has another turn.

        :param rows: [(sale line, refund line item)] of all orders of a batch
        """
        arrived = by_transfer(self._not_in_yet(rows), waiting_moves, places)
        turn = {}
        for (picking, refund, place), moves in arrived.items():
            if picking in tried or picking in turn:
                continue
            turn[picking] = moves
            picking.shopify_refund_id = picking.shopify_refund_id or refunds[refund]
            put_in(picking, place)
        self._validate(turn)
        if turn and len(turn) < len(arrived):
            self._receive(rows, places, refunds, {*tried, *turn})

    def _not_in_yet(self, rows):
        for sale_line, items in grouped(rows).items():
            for item in without_first(items, sale_line._shopify_units_back(done=True)):
                yield sale_line, item["quantity"], item

    def _validate(self, arrived):
        """Where Odoo wants to know more (lots, say), the warehouse goes on.

        :param arrived: {transfer: {move: quantity}}
        """

        def validate(pickings):
            transfers = self.env["stock.picking"].union(*pickings)
            picked = self.env["stock.move"].union(*map(set_quantities, pickings))
            picked.picked = True
            transfers.with_context(skip_backorder=True).button_validate()

        def set_quantities(picking):
            moves = arrived[picking]
            for move in picking.move_ids:
                if move.quantity != moves.get(move, 0.0):
                    move.quantity = moves.get(move, 0.0)
            return picking.move_ids.filtered(moves.get)

        def refused(picking, error):
            picking.message_post(body=error.args[0])

        all_or_each(self.env.cr, list(arrived), validate, refused)


def by_transfer(rows, rooms, places):
    """{(transfer, refund gid or None, place): {move: quantity}} of what comes back.

    :param rows: [(sale line, units, refund line item or None)]
    :param rooms: from a sale line to [(move, quantity that it has room for)]
    """
    found, left = defaultdict(lambda: defaultdict(float)), {}
    for sale_line, units, item in rows:
        if sale_line not in left:
            left[sale_line] = dict(rooms(sale_line))
        moves = left[sale_line]
        for move, quantity in spread(sale_line, moves.items(), units):
            moves[move] -= quantity
            key = move.picking_id, item and item["refund"], place_of(item, places)
            found[key][move] += quantity
    return found


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
