from odoo import fields, models

from ..shopify.values import content_hash
from .sale_order_line_amounts import unpack_amounts


class SaleOrder(models.Model):
    _inherit = "sale.order"

    shopify_bind_ids = fields.One2many(
        "shopify.sale.order", "odoo_id", string="Shopify orders", copy=False
    )

    def _shopify_parts(self, taxes_included):
        """{part: amount} of this order's total, in the terms of Shopify's parts.

        What was refunded counts no more, although it may still be on the lines.
        """
        self.ensure_one()
        parts = dict.fromkeys(("items", "shipping", "tax", "total"), 0.0)
        for line in self.order_line:
            back = unpack_amounts(line.shopify_refunded_amounts)
            tax_back = float(sum(back.taxes.values()))
            net = line.price_subtotal - float(back.net)
            total = line.price_total - float(back.net) - tax_back
            kind = line._shopify_part()
            parts[kind] = parts.get(kind, 0.0) + (total if taxes_included else net)
            parts["tax"] += total - net
            parts["total"] += total
        return parts

    def _shopify_lines_hash(self, products=True):
        """A hash of what the lines say, to tell whether a person changed them.

        :param products: False: only what they cost
        """
        self.ensure_one()
        return content_hash(
            [
                [
                    line.shopify_line_id,
                    products and line.product_id.id,
                    line.product_uom_qty,
                    line.price_unit,
                    line.discount,
                    sorted(line.tax_ids.ids),
                ]
                for line in self.order_line.sorted("id")
            ]
        )

    def _prepare_confirmation_values(self):
        """An imported order keeps the date on which it was placed."""
        values = super()._prepare_confirmation_values()
        if self.env.context.get("shopify_import"):
            values.pop("date_order", None)
        return values


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _shopify_part(self):
        """Which part of the order's total the line belongs to."""
        if self.is_delivery:
            return "shipping"
        return "difference" if self._shopify_is_difference() else "items"

    shopify_line_id = fields.Char(
        string="Shopify line", copy=False, readonly=True, index="btree_not_null"
    )
