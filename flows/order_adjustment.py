from decimal import Decimal

from odoo import api, models

from ..shopify.values import amount
from .order_money import LineMoney, TaxAmount, refunds_of
from .refund_differences import adjustments


class ShopifyOrderAdjustment(models.AbstractModel):
    """A refund of more or less than its lines are worth: the difference is a line.

    So the order says what the customer owes, and the line is billed or given back
    like any other.
    """

    _name = "shopify.order.adjustment"
    _description = "Shopify Order Import: Refund Differences"

    @api.model
    def _prepare(self, batch, node, known=()):
        """Values of the lines of an order's refund differences, but for known ones."""
        return [
            self._prepare_line(batch, node, each)
            for refund in refunds_of(node)
            for each in adjustments(refund)
            if each["id"] not in known
        ]

    def _prepare_line(self, batch, node, adjustment):
        product = batch.lookups["policy"].order_difference_id
        money = difference_money(node, adjustment, batch.lookups["side"])
        lines = self.env["shopify.order.lines"]
        return {
            "name": self.env._("Difference of a refund"),
            "product_id": product.id,
            "shopify_line_id": adjustment["id"],
            **lines._prepare_money(batch, node, product, money),
        }


def difference_money(node, adjustment, side):
    """The LineMoney of an order adjustment; below zero when more was paid back.

    Shopify states its tax, if any, as one sum: it goes to the order's first tax.
    """
    included = node["taxesIncluded"]
    net, tax = (
        amount(adjustment[name], side) for name in ("amountSet", "taxAmountSet")
    )
    price = net + tax if included else net
    return LineMoney(
        quantity=-1 if price < 0 else 1,
        unit_price=abs(price),
        discount=Decimal(0),
        taxes=tuple(_taxes(node, tax)),
        included=included,
    )


def _taxes(node, tax):
    if not tax:
        return
    for line in node["lineItems"]["nodes"]:
        for each in line["taxLines"]:
            yield TaxAmount(each["title"], Decimal(str(each["rate"])), tax)
            return
