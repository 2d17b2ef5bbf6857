from odoo import fields, models


class ShopifyEvent(models.Model):
    """What the inbox shows of the record that an event is about."""

    _inherit = "shopify.event"

    resource_name = fields.Char(string="Concerns", compute="_compute_resource_name")

    def _compute_resource_name(self):
        """Its name in Odoo where there is one, else "Order 1234"."""
        for (backend, flow), events in self.grouped(
            lambda event: (event.backend_id, event.flow)
        ).items():
            names = events._names_in_odoo(backend, self.env[flow])
            for event in events:
                plain = " ".join(event.resource_id.split("/")[-2:])
                event.resource_name = names.get(event.resource_id, plain)

    def _names_in_odoo(self, backend, flow):
        gids = self.mapped("resource_id")
        model = getattr(flow, "_shopify_binding", None)
        if model:
            found = self.env[model]._find(backend, gids)
        else:
            found = self._variants_by_item(backend, gids)
        return {
            gid: binding.odoo_id.sudo().display_name
            for gid, binding in found.items()
            if binding.odoo_id
        }

    def _variants_by_item(self, backend, gids):
        """Messages about stock name the inventory item: {its id: variant}."""
        variants = self.env["shopify.product.product"].search(
            [("backend_id", "=", backend.id), ("inventory_item_id", "in", gids)]
        )
        return {variant.inventory_item_id: variant for variant in variants}
