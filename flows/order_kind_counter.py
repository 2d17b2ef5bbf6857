from odoo import api, models

from ..models.sale_order_hold import OVER
from ..shopify.errors import BusinessError
from .order_kind import is_counter, is_handed_over
from .order_return_moves import spread
from .refusal import all_or_each

# A warehouse delivers in at most so many steps: pick, pack, ship.
STEPS = 3


class ShopifyOrderCounter(models.AbstractModel):
    """What customers took along from the counter has left Odoo's stock as well.

    Of orders of the point of sale, the units that Shopify says are gone are delivered
    at once, whether Odoo believes them to be there or not. The rest waits.
    """

    _name = "shopify.order.counter"
    _description = "Shopify Order Import: Point of Sale"

    @api.model
    def _process(self, batch, orders):
        if batch.lookups["policy"].order_pos != "deliver":
            return
        nodes = {gid: node for gid, node in batch.nodes.items() if is_counter(node)}
        gone = gone_units(nodes)
        due = {
            gid: orders[gid].odoo_id
            for gid in nodes.keys() & orders.keys()
            if orders[gid].odoo_id.state == "sale"
            and not orders[gid].odoo_id.shopify_goods_held
            and self._left_to_hand_over(orders[gid].odoo_id, gone)
        }

        def hand_over(gids):
            each = self.env["sale.order"].union(*(due[gid] for gid in gids))
            self._hand_over(each, gone)

        def refused(gid, error):
            problem = self._refused_error(due[gid], error)
            batch.lookups.setdefault("not_handed_over", {})[gid] = problem

        all_or_each(self.env.cr, list(due), hand_over, refused)

    def _hand_over(self, orders, gone):
        """One step of the warehouse after the other, until all of it is gone."""
        for _step in range(STEPS):
            quantities = self._left_to_hand_over(orders, gone)
            if not quantities:
                return
            for move, quantity in quantities.items():
                move.quantity = quantity
                move.picked = True
            pickings = self.env["stock.move"].union(*quantities).picking_id
            pickings.with_context(shopify_handed_over=True)._action_done()

    def _left_to_hand_over(self, orders, gone):
        """{move: quantity} that can be done now.

        :param gone: {LineItem gid: units}
        """
        quantities = {}
        for line in orders.order_line:
            units = gone.get(line.shopify_line_id, 0) - line.qty_delivered
            if units > 0:
                quantities.update(spread(line, ready_moves(line), units))
        return quantities

    def _refused_error(self, order, error):
        return BusinessError(
            "not_handed_over",
            self.env._(
                "The customer has the goods of order %(order)s, but Odoo could not "
                "deliver them: %(reason)s",
                order=order.name,
                reason=error.args[0],
            ),
            name=order.name,
            record=order,
            fix=order.picking_ids.filtered(lambda each: each.state not in OVER)[:1],
        )


def gone_units(nodes):
    """{LineItem gid: units that have left the shop and are not refunded}."""
    return {
        line["id"]: line["currentQuantity"] - line["unfulfilledQuantity"]
        for node in nodes.values()
        for line in node["lineItems"]["nodes"]
    }


def ready_moves(sale_line):
    """[(move, quantity)] to deliver that wait for no other move, the last step
    first."""
    moves = sale_line.move_ids.filtered(
        lambda move: (
            move.state not in OVER
            and not move.origin_returned_move_id
            and all(before.state in OVER for before in move.move_orig_ids)
        )
    )
    moves = moves.sorted(lambda move: (not move.move_orig_ids, move.id))
    return [(move, move.product_uom_qty) for move in moves]


class ShopifyOrderConfirm(models.AbstractModel):
    _inherit = "shopify.order.confirm"

    @api.model
    def _settle(self, batch):
        super()._settle(batch)
        orders = {
            gid: batch.bindings[gid] for gid in batch.nodes.keys() & batch.bindings
        }
        self.env["shopify.order.counter"]._process(batch, orders)

    @api.model
    def _may_confirm(self, batch, node):
        """Goods that are gone are sold, whenever they are paid."""
        policy = batch.lookups["policy"]
        if is_handed_over(node) and policy.order_pos == "deliver":
            return policy.order_confirm != "never"
        return super()._may_confirm(batch, node)


class ShopifyOrderHold(models.AbstractModel):
    _inherit = "shopify.order.hold"

    def _reasons(self, batch, gid, binding):
        """What is gone cannot be stopped; rules and test orders still count."""
        reasons = super()._reasons(batch, gid, binding)
        deliver = batch.lookups["policy"].order_pos == "deliver"
        if not (deliver and is_handed_over(batch.nodes[gid])):
            return reasons
        return {
            key: found for key, found in reasons.items() if key[0] in ("test", "rule")
        }


class ShopifyFlowOrderImport(models.AbstractModel):
    _inherit = "shopify.flow.order_import"

    @api.model
    def _is_wanted(self, batch, node):
        left_out = self._policy(batch.backend).order_pos == "ignore"
        if left_out and is_counter(node):
            return False
        return super()._is_wanted(batch, node)

    @api.model
    def _after_import(self, batch, created):
        """What could not be delivered is told last; it is sold all the same."""
        super()._after_import(batch, created)
        for gid, error in batch.lookups.get("not_handed_over", {}).items():
            batch.problem(gid, error)
