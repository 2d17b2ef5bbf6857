from ..money import ZERO, pair, share, total
from . import action
from .order_discounts import net
from .order_taxes import tax_of
from .order_totals import part_of, recompute


class RefundActions:
    """Refunds: goods taken back, shipping, money."""

    @action
    def refund_order(
        self, gid, lines=None, shipping=None, restock="RETURN", amount=None, note=None
    ):
        """Refund units, shipping or just money; returns the `Refund`.

        :param lines: `{line gid: units}`
        :param shipping: True = what is left of it, or an amount in shop currency
        :param restock: RETURN (were shipped, come back), CANCEL (will not be
            shipped), NO_RESTOCK; True = RETURN, False = NO_RESTOCK
        :param amount: money paid back, in shop currency; default = what lines and
            shipping are worth and what the shop owes since an edit, as far as it was
            paid. A difference to that becomes an order adjustment.
        """
        order = self.objects[gid]
        restock = {True: "RETURN", False: "NO_RESTOCK"}.get(restock, restock)
        owed = max(-pair(order["totalOutstandingSet"]), ZERO)
        refund = self._new_refund(order, lines or {}, shipping, restock, note)
        worth = owed + self._worth(order, refund)
        money = min(worth, pair(order["netPaymentSet"]))
        if amount is None:
            self._finish_refund(order, refund, money, worth=money)
        else:
            money = order["_currencies"].pair(amount)
            self._finish_refund(order, refund, money, worth)
        return refund

    def _new_refund(self, order, lines, shipping, restock, note):
        for line_gid, units in lines.items():
            line = self.objects[line_gid]
            if not 0 < units <= line["quantity"] - line["_refunded"]:
                raise ValueError(
                    f"{line['title']} of order {order['name']}: {units} units cannot "
                    f"be refunded, {line['quantity'] - line['_refunded']} are left."
                )
        refund = self.add(
            "Refund",
            {
                "order": order["id"],
                "note": note,
                "processedAt": self.now(),
                "return": None,
                "staffMember": None,
                "duties": [],
                "orderAdjustments": [],
                "transactions": [],
                "refundShippingLines": [],
                "refundLineItems": [
                    self._refund_line(order, self.objects[line_gid], units, restock)
                    for line_gid, units in lines.items()
                ],
            },
        )
        if shipping:
            self._refund_shipping(order, refund, shipping)
        order["refunds"].append(refund)
        return refund

    def _refund_line(self, order, line, units, restock):
        location = None
        if restock != "NO_RESTOCK":
            location = self._location_of(order)["id"]
        before, after = line["_refunded"], line["_refunded"] + units

        def taken(amount):
            return part_of(order, amount, after, line) - part_of(
                order, amount, before, line
            )

        bag = order["_currencies"].bag
        subtotal, tax = bag(taken(net(line))), bag(taken(tax_of(line)))
        line["_refunded"] = after
        if restock == "CANCEL":
            unshipped = min(units, line["_fulfillable"])
            self._cancel_units(order, line, unshipped, restock=True)
        elif restock == "RETURN":
            self._move_stock(line, location, available=units)
        return {
            "__typename": "RefundLineItem",
            "id": self.new_gid("RefundLineItem"),
            "lineItem": line["id"],
            "quantity": units,
            "restockType": restock,
            "restocked": restock != "NO_RESTOCK",
            "location": location,
            "priceSet": line["originalUnitPriceSet"],
            "subtotalSet": subtotal,
            "totalTaxSet": tax,
        }

    def _refund_shipping(self, order, refund, shipping):
        """Give back shipping, line by line; taxes in proportion."""
        currencies = order["_currencies"]
        left = None if shipping is True else currencies.pair(shipping)
        for line in order["shippingLines"]:
            open_amount = pair(line["currentDiscountedPriceSet"])
            part = open_amount if left is None else min(left, open_amount)
            if part.shop <= 0:
                continue
            if left is not None:
                left -= part
            taxes = self._shipping_taxes(order, line, part)
            refund["refundShippingLines"].append(
                {
                    "__typename": "RefundShippingLine",
                    "id": self.new_gid("RefundShippingLine"),
                    "shippingLine": line["id"],
                    "subtotalAmountSet": currencies.bag(part),
                    "taxAmountSet": currencies.bag(total(t for _tax, t in taxes)),
                    "_taxes": taxes,
                }
            )

    def _shipping_taxes(self, order, line, part):
        """`[(tax line, Pair)]`: the taxes that go with a part of a shipping line."""
        return [
            (
                tax,
                order["_currencies"].each(
                    share, pair(tax["priceSet"]), part, net(line)
                ),
            )
            for tax in line["taxLines"]
        ]

    def _worth(self, order, refund):
        """What the refunded lines and shipping are worth, taxes included."""
        parts = [
            (found["subtotalSet"], found["totalTaxSet"])
            for found in refund["refundLineItems"]
        ] + [
            (found["subtotalAmountSet"], found["taxAmountSet"])
            for found in refund["refundShippingLines"]
        ]
        worth = total(pair(subtotal) for subtotal, _tax in parts)
        if not order["taxesIncluded"]:
            worth += total(pair(tax) for _subtotal, tax in parts)
        return worth

    def _finish_refund(self, order, refund, money, worth):
        bag = order["_currencies"].bag
        refund["transactions"] = self._pay_back(order, money)
        refund["totalRefundedSet"] = bag(money)
        if money != worth:
            refund["orderAdjustments"].append(
                {
                    "__typename": "OrderAdjustment",
                    "id": self.new_gid("OrderAdjustment"),
                    "reason": "REFUND_DISCREPANCY",
                    "amountSet": bag(worth - money),
                    "taxAmountSet": bag(ZERO),
                }
            )
        recompute(order)
        self.touch(order)
        self.emit("refunds/create", refund)
        self.emit("orders/updated", order)
