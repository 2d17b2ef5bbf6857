from odoo import api, models
from odoo.fields import Command

from .sale_order_line_amounts import (
    Amounts,
    decimal,
    exact_amounts,
    part_of_amounts,
    read_amounts,
    sum_amounts,
)


class AccountMoveLine(models.Model):
    """Lines of invoices and credit notes that bill a line of a Shopify order."""

    _inherit = "account.move.line"

    def _shopify_amounts(self):
        """What the line bills: net and each tax; negative on a credit note."""
        self.ensure_one()
        sign = 1 if self.move_id.move_type == "out_invoice" else -1
        net = self._shopify_money(self.price_subtotal)
        tax = self._shopify_money(self.price_total) - net
        return sum_amounts([Amounts(net, self._shopify_taxes(tax))], sign)

    def _shopify_money(self, amount):
        return decimal(self.currency_id.round(amount))

    def _shopify_taxes(self, total):
        """{tax id: amount} of the line's taxes.

        As they were stated; where a person changed the line, in those proportions.
        """
        stated = read_amounts(self.extra_tax_data)
        if not stated or set(stated.taxes) != set(self.tax_ids.ids):
            rates = {tax.id: decimal(tax.amount) for tax in self.tax_ids}
            stated = Amounts(decimal(0), rates)
        whole = sum(stated.taxes.values())
        if whole == total or not stated.taxes:
            return stated.taxes
        taxes = {}
        if whole:
            rounding = self.currency_id.rounding
            taxes = dict(part_of_amounts(stated, total, whole, rounding).taxes)
        last = next(reversed(stated.taxes))
        taxes[last] = total - sum(a for tax_id, a in taxes.items() if tax_id != last)
        return taxes

    @api.model
    def _shopify_credit_line_vals(self, sale_line, units, net, taxes):
        """Values of a credit note's line that takes back units of an order's line.

        :param units: how many, positive
        :param net: Decimal without taxes, positive
        :param taxes: {tax id: Decimal} of every tax of the line
        """
        vals = {
            "display_type": "product",
            "name": sale_line.name,
            "product_id": sale_line.product_id.id,
            "product_uom_id": sale_line.product_uom_id.id,
            "quantity": units,
            "price_unit": sale_line.price_unit,
            "discount": sale_line.discount,
            "tax_ids": [Command.set(list(taxes))],
            "sale_line_ids": [Command.link(sale_line.id)],
            "extra_tax_data": exact_amounts(
                sale_line.price_unit,
                sale_line.discount,
                units,
                sale_line.currency_id.id,
                net,
                taxes,
            ),
        }
        sale_line._set_analytic_distribution(vals)
        return vals
