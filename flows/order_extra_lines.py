from odoo import api, models

from ..shopify.errors import BusinessError
from .order_extras import extras, tax_lines


class ShopifyOrderLines(models.AbstractModel):
    """Lines of duties, fees, tips and gift cards, by the products in the settings."""

    _inherit = "shopify.order.lines"

    @api.model
    def _prefetch_extras(self, batch):
        """Accounts and taxes that the orders of this batch need for the first time."""
        policy, nodes = batch.lookups["policy"], batch.nodes.values()
        company = self.env.company
        if any(tax["channelLiable"] for node in nodes for tax in tax_lines(node)):
            batch.lookups["collected_tax"] = policy._ensure_collected_tax(company)
        lines = [line for node in nodes for line in node["lineItems"]["nodes"]]
        if any(line["isGiftCard"] for line in lines):
            policy._ensure_gift_card_account(company)

    @api.model
    def _prepare_extras(self, batch, node):
        return [
            self._prepare_extra(batch, node, extra, extra.left)
            for extra in extras(node, batch.lookups["side"])
            if extra.left.price
        ]

    @api.model
    def _prepare_extra(self, batch, node, extra, money):
        product = self._extra_product(batch, node, extra.kind, extra.name)
        name = extra.name
        if extra.kind == "duties":
            name = self.env._("Duties: %s", extra.name)
        return {
            "name": name,
            "product_id": product.id,
            "shopify_line_id": extra.id,
            "shopify_kind": extra.kind,
            **self._prepare_money(batch, node, product, money),
        }

    @api.model
    def _extra_product(self, batch, node, kind, name):
        """The product in the settings; without one the order is held."""
        policy = batch.lookups["policy"]
        product = policy._extra_product(kind)
        if product:
            return product
        message = self.env._(
            "Order %(order)s has “%(item)s”, and the setting “%(setting)s” is empty.",
            order=node["name"],
            item=name,
            setting=policy._fields[f"order_{kind}_id"]._description_string(self.env),
        )
        batch.problem(
            node["id"],
            BusinessError("extra_unset", message, name=node["name"], fix=policy),
        )
        return policy.order_placeholder_id
