from ..payloads.order_parts import edited
from . import action
from .order_discounts import apply_line_discount
from .order_lines import compute_taxes, new_line
from .order_totals import recompute
from .refund_parts import rows_of


class OrderEditActions:
    """Orders changed after they were placed: more lines, other quantities."""

    @action
    def edit_order(self, gid, set_quantities=None, add=()):
        """Staff edits an order: other quantities (0 removes a line), more lines.

        Units taken away stay in the line's `quantity` and come back as a refund
        without money; new lines take the taxes of the order's first line.

        :param set_quantities: `{line gid: units}`
        :param add: lines as in `place_order`
        :return: the order
        """
        order = self.objects[gid]
        additions, removals = {}, {}
        for line_gid, units in (set_quantities or {}).items():
            line = self.objects[line_gid]
            change = units - line["currentQuantity"]
            if change > 0:
                additions[line_gid] = change
            elif change < 0:
                removals[line_gid] = -change
        new_lines = [self._add_line(order, values) for values in add]
        self._increase(order, additions)
        additions |= {line["id"]: line["quantity"] for line in new_lines}
        if removals:
            rows = rows_of(self, order, removals, "CANCEL")
            self._new_refund(order, rows, duties=True)
        order["edited"] = True
        recompute(order)
        self.touch(order)
        self.emit("orders/edited", edited(self, order, additions, removals))
        self.emit("orders/updated", order)
        return order

    def _add_line(self, order, values):
        first = order["lineItems"][0]["_taxes"] if order["lineItems"] else []
        line = new_line(self, order, values, first)
        order["lineItems"].append(line)
        for discount in values.get("discounts", ()):
            apply_line_discount(order, line, discount)
        compute_taxes(order, line)
        self._start_fulfilment(order, [line])
        return line

    def _increase(self, order, additions):
        for line_gid, units in additions.items():
            line = self.objects[line_gid]
            line["quantity"] += units
            fulfillable, line["_fulfillable"] = line["_fulfillable"], units
            self._start_fulfilment(order, [line])
            line["_fulfillable"] += fulfillable
            compute_taxes(order, line)
