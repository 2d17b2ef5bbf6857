from dataclasses import dataclass
from decimal import Decimal

from odoo import api, fields, models

from .sale_order_line_amounts import (
    ZERO,
    Amounts,
    exact_amounts,
    minus,
    read_amounts,
    sum_amounts,
    unpack_amounts,
)


@dataclass(frozen=True)
class Due:
    """Units and amounts of an order line that were billed too much.

    Units are 0 where only the price changed; all are negative where the customer owes
    more than was billed.
    """

    line: object  # sale.order.line
    units: float
    amounts: Amounts

    @property
    def total(self):
        return self.amounts.net + sum(self.amounts.taxes.values())

    def times(self, sign):
        return Due(self.line, sign * self.units, sum_amounts([self.amounts], sign))

    def part(self, units, net, tax):
        """What a refund of so much takes of it: (its part, the rest or None).

        :param units: None of what is refunded by amount (shipping)
        :param net: None where it takes all
        """
        enough = units is None or units >= self.units
        if net is None or (enough and net >= self.amounts.net):
            return self, None
        part = Due(self.line, units or 0, Amounts(net, self._taxes(tax)))
        rest = Due(
            self.line, self.units - part.units, minus(self.amounts, part.amounts)
        )
        return part, rest

    def _taxes(self, tax):
        """A refund states the sum of its taxes: in proportion, the rest on the last."""
        whole = sum(self.amounts.taxes.values())
        taxes, left = {}, tax
        for tax_id, amount in self.amounts.taxes.items():
            share = (tax * amount / whole).quantize(tax) if whole else Decimal(0)
            taxes[tax_id] = share
            left -= share
        if taxes:
            taxes[next(reversed(taxes))] += left
        return taxes


class SaleOrderLine(models.Model):
    """What of an order line was billed too much."""

    _inherit = "sale.order.line"

    def _prepare_qty_invoiced(self):
        """Lines that change a price bill no units."""
        quantities = super()._prepare_qty_invoiced()
        for line in self:
            quantities[line] -= line._shopify_units_of(
                line.invoice_lines.filtered(
                    lambda each: (
                        each.shopify_price_only and each.parent_state != "cancel"
                    )
                )
            )
        return quantities

    def _compute_qty_invoiced_posted(self):
        super()._compute_qty_invoiced_posted()
        for line in self:
            priced = line._shopify_posted().filtered("shopify_price_only")
            line.qty_invoiced_posted -= line._shopify_units_of(priced)

    def _shopify_over_billed(self):
        """The Due of this line by its posted invoices; None where it is right.

        Units not billed yet are no difference: the next invoice bills them.
        """
        units = self._shopify_units_billed() - self._shopify_units_owed()
        if units < 0 and not self._shopify_is_difference():
            return None
        amounts = minus(self._shopify_billed(), self._shopify_owed())
        if not units and not any([amounts.net, *amounts.taxes.values()]):
            return None
        taxes = {tax_id: amounts.taxes.get(tax_id, ZERO) for tax_id in self.tax_ids.ids}
        return Due(self, units, Amounts(amounts.net, taxes))

    def _shopify_is_difference(self):
        """A refund's difference belongs on its credit note, not on an invoice."""
        return "/OrderAdjustment/" in (self.shopify_line_id or "")

    def _shopify_posted(self):
        # With the prefetch of all of them, which `filtered` drops: it would make a
        # query of its own for each line.
        lines = self.invoice_lines
        posted = lines.filtered(lambda line: line.parent_state == "posted")
        return posted.with_prefetch(lines._prefetch_ids)

    def _shopify_units_of(self, invoice_lines):
        signs = {"out_invoice": 1, "out_refund": -1}
        return sum(
            signs[line.move_id.move_type] * line.quantity for line in invoice_lines
        )

    def _shopify_units_billed(self):
        return self._shopify_units_of(
            line for line in self._shopify_posted() if not line.shopify_price_only
        )

    def _shopify_billed(self):
        return sum_amounts(line._shopify_amounts() for line in self._shopify_posted())

    def _shopify_is_over(self):
        """Nothing of the line is owed; what a refund kept of it still is."""
        return self.state == "cancel" and not self._shopify_is_difference()

    def _shopify_units_owed(self):
        if self._shopify_is_over():
            return 0
        return self.product_uom_qty - self.shopify_refunded_qty

    def _shopify_owed(self):
        stated = read_amounts(self.extra_tax_data)
        if self._shopify_is_over() or not stated:
            return Amounts(ZERO, {})
        return minus(stated, unpack_amounts(self.shopify_refunded_amounts))


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    shopify_price_only = fields.Boolean(
        copy=False,
        readonly=True,
        help="Changes the price of units that were billed before; bills no units.",
    )

    @api.model
    def _shopify_prepare_due(self, due):
        """Values of the line of a credit note that gives a Due back."""
        vals = self._shopify_credit_line_vals(
            due.line, due.units or 1, due.amounts.net, due.amounts.taxes
        )
        if due.units:
            return vals
        included = any(due.line.tax_ids.mapped("price_include"))
        price = float(due.total if included else due.amounts.net)
        return {
            **vals,
            "price_unit": price,
            "discount": 0.0,
            "shopify_price_only": True,
            "extra_tax_data": exact_amounts(
                price, 0.0, 1, due.line.currency_id.id, *due.amounts
            ),
        }
