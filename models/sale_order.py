from odoo import fields, models

from ..shopify.values import content_hash


class SaleOrder(models.Model):
    _inherit = "sale.order"

    shopify_bind_ids = fields.One2many(
        "shopify.sale.order", "odoo_id", string="Shopify orders", copy=False
    )

    def _shopify_parts(self, taxes_included):
        """{part: amount} of this order's total, in the terms of Shopify's parts."""
        self.ensure_one()
        field = "price_total" if taxes_included else "price_subtotal"
        lines = self.order_line
        shipping = lines.filtered("is_delivery")
        return {
            "items": sum((lines - shipping).mapped(field)),
            "shipping": sum(shipping.mapped(field)),
            "tax": self.amount_tax,
            "total": self.amount_total,
        }

    def _shopify_lines_hash(self):
        """A hash of what the lines say, to tell whether a person changed them."""
        self.ensure_one()
        return content_hash(
            [
                [
                    line.shopify_line_id,
                    line.product_id.id,
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

    shopify_line_id = fields.Char(
        string="Shopify line", copy=False, readonly=True, index="btree_not_null"
    )
