from ..payloads.order_parts import edited
from . import action
from .agreements import open_ledger, write_agreement
from .order_discounts import apply_line_discount
from .order_lines import compute_taxes, new_line, new_shipping_line
from .order_totals import recompute
from .refund_parts import rows_of


class OrderEditActions:
    """Orders changed after they were placed: lines, quantities, discounts, shipping."""

    @action
    def edit_order(self, gid, set_quantities=None, add=(), discounts=None, shipping=()):
        """Staff edits an order: other quantities (0 removes a line), more lines,
        discounts on lines, other shipping.

        Units taken away stay in the line's `quantity` and come back as a refund
        without money; new lines take the taxes of the order's first line. Discounts
        come before the quantities: units taken away take their share along.

        :param set_quantities: `{line gid: units}`
        :param add: lines as in `place_order`
        :param discounts: `{line gid: [discount]}` as in `place_order`, manual ones
            where no `type` is said; not on lines that units were taken away from
        :param shipping: lines as in `place_order` are added; `{"id", "remove": True}`
            removes one, `{"id", "price"}` gives it another price
        :return: the order
        """
        order = self.objects[gid]
        self._check_edit(order, discounts or {}, shipping)
        open_ledger(self, order)
        for line_gid, given in (discounts or {}).items():
            self._discount(order, self.objects[line_gid], given)
        additions, removals = self._changes(set_quantities or {})
        new_lines = [self._add_line(order, values) for values in add]
        self._increase(order, additions)
        additions |= {line["id"]: line["quantity"] for line in new_lines}
        if removals:
            rows = rows_of(self, order, removals, "CANCEL")
            self._new_refund(order, rows, duties=True)
        shipped = [self._edit_shipping(order, values) for values in shipping]
        order["edited"] = True
        recompute(order)
        write_agreement(self, order, "OrderEditAgreement", {})
        self.touch(order)
        told = edited(self, order, additions, removals, discounts or {}, shipped)
        self.emit("orders/edited", told)
        self.emit("orders/updated", order)
        return order

    def _check_edit(self, order, discounts, shipping):
        """ValueError for what is not possible; nothing is changed by then."""
        for gid in discounts:
            line = self.objects[gid]
            if line["_refunded"]:
                raise ValueError(
                    f"{line['title']} of order {order['name']}: units of it were "
                    "refunded or removed, it takes no discount any more."
                )
        for values in shipping:
            line = self.objects.get(values.get("id"))
            if line and line["currentDiscountedPriceSet"] != line["discountedPriceSet"]:
                raise ValueError(
                    f"{line['title']} of order {order['name']} was refunded or "
                    "removed already."
                )

    def _changes(self, quantities):
        """`({line gid: units more}, {line gid: units less})`"""
        additions, removals = {}, {}
        for gid, units in quantities.items():
            change = units - self.objects[gid]["currentQuantity"]
            if change > 0:
                additions[gid] = change
            elif change < 0:
                removals[gid] = -change
        return additions, removals

    def _discount(self, order, line, discounts):
        for discount in discounts:
            apply_line_discount(order, line, {"type": "manual", **discount})
        compute_taxes(order, line)

    def _edit_shipping(self, order, values):
        """`(line, added, removed)` of one change of the shipping."""
        line = self.objects.get(values.get("id"))
        if line is None:
            first = order["lineItems"][0]["_taxes"] if order["lineItems"] else []
            line = new_shipping_line(self, order, values, first)
            order["shippingLines"].append(line)
            compute_taxes(order, line)
            return line, True, False
        if values.get("remove"):
            line["isRemoved"] = True
            return line, False, True
        line["title"] = values.get("title", line["title"])
        if "price" in values:
            line["originalPriceSet"] = self._bag(order, values["price"])
        compute_taxes(order, line)
        return line, True, True

    def _add_line(self, order, values):
        first = order["lineItems"][0]["_taxes"] if order["lineItems"] else []
        line = new_line(self, order, values, first)
        order["lineItems"].append(line)
        for discount in values.get("discounts", ()):
            apply_line_discount(order, line, {"type": "manual", **discount})
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
