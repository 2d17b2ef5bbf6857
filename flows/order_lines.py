from odoo import api, models

from ..models.sale_order_line_amounts import (
    Amounts,
    exact_amounts,
    minus,
    pack_amounts,
)
from ..shopify.errors import BusinessError
from .order_extras import special_kind
from .order_import import attributes_text
from .order_ledger import refunded_shipping
from .order_money import current_items, item_money, shipping_left, shipping_money
from .order_stock import stock_values


class ShopifyOrderLines(models.AbstractModel):
    """Order lines with Shopify's own cents.

    Odoo's tax engine takes stated amounts per line (`extra_tax_data`): the net
    amount and each tax are Shopify's, not recomputed. The percentage in `discount`
    is rounded and for people to read.
    """

    _name = "shopify.order.lines"
    _description = "Shopify Order Import: Lines"

    @api.model
    def _prepare(self, batch, node):
        """Values of all lines of an order that still count, shipping last."""
        lines = [
            self._prepare_item(batch, node, line)
            for line in node["lineItems"]["nodes"]
            if line["currentQuantity"]
        ]
        lines += [
            self._prepare_shipping(batch, node, line)
            for line in node["shippingLines"]["nodes"]
            if not line["isRemoved"]
        ]
        lines += self.env["shopify.order.adjustment"]._prepare(batch, node)
        lines += self._prepare_extras(batch, node)
        for sequence, line in enumerate(lines, start=10):
            line["sequence"] = sequence
        return lines

    @api.model
    def _prepare_item(self, batch, node, line):
        product = self._product(batch, node, line)
        money = item_money(
            line,
            node["taxesIncluded"],
            batch.lookups["side"],
            removed=current_items(node, line),
        )
        details = attributes_text(line["customAttributes"])
        return {
            "name": "\n".join(filter(None, [line["name"], details])),
            "product_id": product.id,
            "shopify_line_id": line["id"],
            "shopify_kind": special_kind(node, line),
            **stock_values(node, line),
            **self._prepare_money(batch, node, product, money),
        }

    @api.model
    def _prepare_shipping(self, batch, node, line):
        carrier = batch.lookups["carriers"][line["title"]].carrier_id
        product = carrier.product_id or batch.lookups["policy"].order_shipping_id
        side = batch.lookups["side"]
        money = shipping_money(line, node["taxesIncluded"], side)
        money = shipping_left(line, money, *refunded_shipping(node, line, side), side)
        return {
            "name": line["title"],
            "product_id": product.id,
            "shopify_line_id": line["id"],
            "is_delivery": True,
            **self._prepare_money(batch, node, product, money),
        }

    @api.model
    def _prepare_money(self, batch, node, product, money):
        """Price, quantity, discount and taxes, and the exact amounts of them."""
        taxes = self._taxes(batch, node, money)
        currency = self.env["shopify.order.lookups"]._currency(batch, node)
        price = round(float(money.unit_price), self._price_digits())
        return {
            "product_uom_qty": money.quantity,
            "product_uom_id": product.uom_id.id,
            "price_unit": price,
            # Odoo takes a price for its own when both are equal, and puts the list
            # price in its place when the quantity changes. Ours are never equal.
            "technical_price_unit": -1.0,
            "discount": float(money.discount_percent),
            "tax_ids": [(6, 0, [tax.id for tax in taxes])],
            "extra_tax_data": exact_amounts(
                price,
                float(money.discount_percent),
                money.quantity,
                currency.id,
                money.net,
                {tax.id: amount for tax, amount in taxes.items()},
            ),
        }

    @api.model
    def _prepare_difference(self, batch, node, money, left):
        """What a line's money is more than what is `left` of it, in the form of
        `shopify_refunded_amounts`."""
        return pack_amounts(
            minus(self._amounts(batch, node, money), self._amounts(batch, node, left))
        )

    def _amounts(self, batch, node, money):
        taxes = self._taxes(batch, node, money)
        return Amounts(money.net, {tax.id: amount for tax, amount in taxes.items()})

    def _price_digits(self):
        return self.env["decimal.precision"].precision_get("Product Price")

    @api.model
    def _taxes(self, batch, node, money):
        """{Odoo tax: amount}. An unmapped tax holds the order, not its import."""
        amounts = {}
        for tax in money.taxes:
            ours = self._tax(batch, node, tax)
            if ours:
                amounts[ours] = amounts.get(ours, 0) + tax.amount
        return amounts

    def _tax(self, batch, node, tax):
        if tax.collected:
            return batch.lookups["collected_tax"]
        lookups = self.env["shopify.order.lookups"]
        key = lookups._tax_key(batch, node, tax.title, tax.rate)
        mapping = batch.lookups["taxes"][key]
        if tax.amount and not mapping.tax_id:
            self._note_unmapped(batch, node, mapping)
        return mapping.tax_id

    def _note_unmapped(self, batch, node, mapping):
        noted = batch.problems.get(node["id"], [])
        if any(error.details.get("fix") == mapping for error in noted):
            return
        batch.problem(
            node["id"],
            BusinessError(
                "tax_unmapped",
                self.env._(
                    "Order %(order)s has the tax %(tax)s (%(rate).4g %%, %(country)s), "
                    "which has no Odoo tax yet.",
                    order=node["name"],
                    tax=mapping.title,
                    rate=100 * mapping.rate,
                    country=mapping.country_code,
                ),
                name=node["name"],
                cause=mapping._cause(),
                fix=mapping,
            ),
        )

    # -- products ----------------------------------------------------------------

    @api.model
    def _product(self, batch, node, line):
        """The line's product; never none: a line is never lost."""
        kind = special_kind(node, line)
        if kind:
            return self._extra_product(batch, node, kind, line["name"])
        variant = line["variant"] and line["variant"]["id"]
        product = batch.lookups["variants"].get(variant)
        if product and not product.active:
            self._note_line(
                batch,
                node,
                "product_archived",
                self.env._(
                    "Order %(order)s sells %(product)s, which is archived.",
                    order=node["name"],
                    product=product.display_name,
                ),
                fix=product,
            )
        if product:
            return product
        if variant or line["sku"]:
            self._note_line(
                batch,
                node,
                "variant_unknown",
                self.env._(
                    "Order %(order)s sells “%(item)s”, for which there is no product.",
                    order=node["name"],
                    item=line["name"],
                ),
            )
        return batch.lookups["policy"].order_placeholder_id

    def _note_line(self, batch, node, code, message, fix=None):
        batch.problem(
            node["id"],
            BusinessError(code, message, name=node["name"], fix=fix),
        )
