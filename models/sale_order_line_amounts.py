"""Exact amounts of a line, and how they are split over invoices and credit notes.

Odoo's tax engine takes stated amounts per line (`extra_tax_data`) as long as price,
discount, quantity and currency of the line are the ones they were stated for.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from odoo import api, fields, models

ZERO = Decimal(0)


class Amounts(NamedTuple):
    """Net amount and {tax id: amount}, Decimals in the line's currency."""

    net: Decimal
    taxes: dict


def exact_amounts(price_unit, discount, quantity, currency_id, net, taxes):
    """The `extra_tax_data` of a line.

    :param currency_id: id of the currency that the amounts are in
    :param net: amount without taxes, for the whole quantity
    :param taxes: {tax id: amount}; every tax of the line, those of 0 as well
    """
    return {
        "price_unit": price_unit,
        "discount": discount,
        "quantity": quantity,
        "currency_id": currency_id,
        "manual_total_excluded_currency": float(net),
        "manual_tax_amounts": {
            str(tax_id): {
                "tax_amount_currency": float(amount),
                "base_amount_currency": float(net),
            }
            for tax_id, amount in taxes.items()
        },
    }


def read_amounts(extra_tax_data):
    """The Amounts in an `extra_tax_data`; None when it states none."""
    data = extra_tax_data or {}
    if data.get("manual_total_excluded_currency") is None:
        return None
    return Amounts(
        decimal(data["manual_total_excluded_currency"]),
        {
            int(tax_id): decimal(tax["tax_amount_currency"])
            for tax_id, tax in (data.get("manual_tax_amounts") or {}).items()
        },
    )


def part_of_amounts(amounts, units, of_units, rounding):
    """The share of `units` of `of_units`, each amount rounded to the currency.

    :param rounding: the currency's smallest unit (0.01)
    """
    unit, share = decimal(rounding), decimal(units) / decimal(of_units)

    def part(amount):
        return (amount * share / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit

    taxes = {tax_id: part(amount) for tax_id, amount in amounts.taxes.items()}
    return Amounts(part(amounts.net), taxes)


def sum_amounts(parts, sign=1):
    """The Amounts of several together; with `sign` -1 their negative."""
    net, taxes = ZERO, {}
    for part in parts:
        net += sign * part.net
        for tax_id, amount in part.taxes.items():
            taxes[tax_id] = taxes.get(tax_id, ZERO) + sign * amount
    return Amounts(net, taxes)


def minus(amounts, other):
    """What is left of Amounts without others."""
    return sum_amounts([amounts, sum_amounts([other], sign=-1)])


def pack_amounts(amounts):
    """Amounts in the form of `shopify_refunded_amounts`."""
    taxes = {str(tax_id): str(amount) for tax_id, amount in amounts.taxes.items()}
    return {"net": str(amounts.net), "taxes": taxes}


def unpack_amounts(values):
    """The Amounts in a `shopify_refunded_amounts`; zeros when it is empty."""
    values = values or {}
    taxes = values.get("taxes") or {}
    return Amounts(
        Decimal(values.get("net") or 0),
        {int(tax_id): Decimal(amount) for tax_id, amount in taxes.items()},
    )


def decimal(number):
    """The Decimal of a float as people write it."""
    return Decimal(str(number))


class SaleOrderLine(models.Model):
    """Invoice lines with exact amounts: the last units take what is left of the cents.

    Units that the store refunded while they were at the customer's stay on the line
    (`product_uom_qty` and its amounts) and are never invoiced again.
    """

    _inherit = "sale.order.line"

    shopify_refunded_qty = fields.Float(
        string="Refunded in Shopify",
        digits="Product Unit",
        copy=False,
        readonly=True,
        help="Units of this line that were refunded and are not billed any more.",
    )
    shopify_refunded_amounts = fields.Json(copy=False, readonly=True)

    def _prepare_invoice_line(self, **optional_values):
        vals = super()._prepare_invoice_line(**optional_values)
        if self._shopify_is_exact():
            amounts = self._shopify_amounts_of(vals["quantity"])
            vals["extra_tax_data"] = exact_amounts(
                self.price_unit,
                self.discount,
                vals["quantity"],
                self.currency_id.id,
                *amounts,
            )
        return vals

    def _shopify_is_exact(self):
        """Whether the line still is what its exact amounts were stated for."""
        stated = read_amounts(self.extra_tax_data)
        if not stated or not self.shopify_line_id or not self.product_uom_qty:
            return False
        same = {
            "price_unit": self.price_unit,
            "discount": self.discount,
            "quantity": self.product_uom_qty,
        }
        return set(stated.taxes) == set(self.tax_ids.ids) and all(
            self.currency_id.compare_amounts(value, self.extra_tax_data[name]) == 0
            for name, value in same.items()
        )

    def _shopify_amounts_of(self, quantity):
        """Amounts of an invoice line over so many of the units not yet invoiced."""
        if quantity == self._shopify_units_left():
            return self._shopify_amounts_left()
        return part_of_amounts(
            read_amounts(self.extra_tax_data),
            quantity,
            self.product_uom_qty,
            self.currency_id.rounding,
        )

    def _shopify_units_left(self):
        """Units that are neither invoiced nor refunded."""
        return self.product_uom_qty - self.shopify_refunded_qty - self.qty_invoiced

    def _shopify_amounts_left(self):
        """What of the line's amounts is neither invoiced nor refunded."""
        # Not `filtered`: it would read each line's taxes by a query of its own.
        taken = [
            line._shopify_amounts()
            for line in self.invoice_lines
            if line.move_id.state != "cancel"
        ]
        taken.append(unpack_amounts(self.shopify_refunded_amounts))
        left = minus(read_amounts(self.extra_tax_data), sum_amounts(taken))
        taxes = {tax_id: left.taxes.get(tax_id, ZERO) for tax_id in self.tax_ids.ids}
        return Amounts(left.net, taxes)

    @api.depends("shopify_refunded_qty")
    def _compute_invoice_status(self):
        """Units that were refunded are not waited for."""
        super()._compute_invoice_status()
        for line in self:
            if (
                line.shopify_refunded_qty
                and line.invoice_status == "no"
                and line.state == "sale"
                and line._shopify_units_left() <= 0
            ):
                line.invoice_status = "invoiced"
