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
        model = getattr(flow, "_shopify_binding", None)
        if not model:
            return {}
        bindings = self.env[model]._find(backend, self.mapped("resource_id"))
        return {
            gid: binding.odoo_id.sudo().display_name
            for gid, binding in bindings.items()
            if binding.odoo_id
        }
