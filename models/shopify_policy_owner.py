from odoo import api, fields, models

OWNERS = [
    ("shopify", "Shopify"),
    ("first_import", "Shopify at first, then Odoo"),
    ("odoo", "Odoo"),
    ("nobody", "Not taken over"),
]


class ShopifyPolicyOwner(models.Model):
    """Which side is right about a group of fields of one kind of record.

    One table, applied at one place: between preparing values and writing them
    (`shopify.flow.import._apply_ownership`).
    """

    _name = "shopify.policy.owner"
    _description = "Shopify Ownership"
    _order = "backend_id, flow, id"
    _rec_name = "field_group"

    backend_id = fields.Many2one(
        "shopify.backend", required=True, ondelete="cascade", readonly=True
    )
    flow = fields.Selection(selection="_selection_flow", required=True, readonly=True)
    field_group = fields.Selection(
        selection="_selection_field_group",
        string="Fields",
        required=True,
        readonly=True,
    )
    owner = fields.Selection(OWNERS, required=True, default="shopify")

    _group_unique = models.Constraint(
        "UNIQUE(backend_id, flow, field_group)", "A field group has one owner."
    )

    @api.model
    def _selection_flow(self):
        return self.env["shopify.policy"]._selection_flow()

    @api.model
    def _selection_field_group(self):
        return [
            (name, label)
            for flow in self.env["shopify.flow"]._flows()
            for name, label in flow._field_group_labels().items()
        ]

    @api.model
    def _create_missing(self, backends):
        """Give each store a row for each ownable group that has none yet."""
        there = {
            (row.backend_id.id, row.flow, row.field_group)
            for row in self.search([("backend_id", "in", backends.ids)])
        }
        self.create(
            [
                {
                    "backend_id": backend.id,
                    "flow": flow._name,
                    "field_group": group,
                    "owner": owner,
                }
                for backend in backends
                for flow in self.env["shopify.flow"]._flows()
                for group, owner in flow._field_group_owners.items()
                if (backend.id, flow._name, group) not in there
            ]
        )

    @api.model
    def _owners(self, backend, flow_name):
        """{field group: owner} of one flow of one store."""
        if not self.env[flow_name]._field_group_owners:
            return {}
        rows = backend.env["shopify.policy.owner"].search_fetch(
            [("backend_id", "=", backend.id), ("flow", "=", flow_name)],
            ["field_group", "owner"],
        )
        return {row.field_group: row.owner for row in rows}
