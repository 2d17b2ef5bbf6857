from odoo import api, models

from .order_kind import channel_name, selling_plans

MEDIUM = "Shopify"


class ShopifyOrderLookups(models.AbstractModel):
    """The sales channels of a batch of orders, as Odoo's sources."""

    _inherit = "shopify.order.lookups"

    @api.model
    def _prefetch(self, batch):
        super()._prefetch(batch)
        names = {channel_name(node) for node in batch.nodes.values()} - {None}
        batch.lookups["channels"] = self._named("utm.source", names)
        batch.lookups["medium"] = self._named("utm.medium", {MEDIUM})[MEDIUM]

    def _named(self, model, names):
        """{name: record}, missing ones created."""
        if not names:
            return {}
        records = self.env[model].with_context(active_test=False)
        rows = records.search_fetch([("name", "in", list(names))], ["name"])
        found = {each.name: each for each in rows}
        missing = sorted(names - set(found))
        created = records.create([{"name": name} for name in missing])
        return {**found, **dict(zip(missing, created, strict=True))}


class ShopifyFlowOrderImport(models.AbstractModel):
    """Where an order comes from, and what else tells it from others."""

    _inherit = "shopify.flow.order_import"

    @api.model
    def _prepare_header(self, batch, node):
        values = super()._prepare_header(batch, node)
        values["medium_id"] = batch.lookups["medium"].id
        channel = channel_name(node)
        if channel:
            values["source_id"] = batch.lookups["channels"][channel].id
        return values

    @api.model
    def _prepare_binding(self, batch, node):
        return {
            **super()._prepare_binding(batch, node),
            "selling_plans": ", ".join(selling_plans(node)),
            "archived": bool(node["closedAt"]) and not node["cancelledAt"],
        }


class ShopifyOrderLines(models.AbstractModel):
    _inherit = "shopify.order.lines"

    @api.model
    def _prepare_item(self, batch, node, line):
        """People who pack and bill see what was agreed for a line."""
        values = super()._prepare_item(batch, node, line)
        plan = line["sellingPlan"]
        if plan:
            values["name"] += f"\n{plan['name']}"
        return values
