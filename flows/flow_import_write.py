from odoo import api, fields, models

from ..shopify.values import content_hash, instant
from .compare import changed_values


class ShopifyFlowImport(models.AbstractModel):
    """Writing what was prepared: created at once, updated where it differs.

    The ownership table is applied here and nowhere else.
    """

    _inherit = "shopify.flow.import"

    @api.model
    def _create_new(self, batch, new):
        """One multi-record create of what has no Odoo record yet."""
        rows = {
            gid: self._apply_ownership(batch, vals, record=None)
            for gid, vals in new.items()
            if gid not in batch.bindings
        }
        model = self.env[self._shopify_binding]._fields["odoo_id"].comodel_name
        records = self.env[model].create(list(rows.values()))
        created = dict(zip(rows, records, strict=True))
        self._bind(batch, created)
        return created

    @api.model
    def _update(self, batch, gid, vals):
        """Write what changed on a record that is bound already."""
        binding = batch.bindings[gid]
        record = binding.odoo_id
        vals = self._apply_ownership(batch, vals, record, binding)
        changed = changed_values(record, vals)
        if changed:
            record.write(changed)

    @api.model
    def _apply_ownership(self, batch, vals, record, binding=None):
        """The one place where the ownership table is applied.

        A new record takes all but what nobody owns; an existing one takes what
        Shopify owns. What is left out although it differs is noted as a conflict.
        """
        groups = self._field_groups()
        kept = {
            name: value
            for name, value in vals.items()
            if self._may_take(batch, groups.get(name), record)
        }
        if binding:
            owners = self._owners(batch)
            left_out = {
                name: value
                for name, value in vals.items()
                if name not in kept and owners[groups[name]] != "nobody"
            }
            differing = {groups[name] for name in changed_values(record, left_out)}
            binding.conflict = self._conflict_text(differing)
        return kept

    @api.model
    def _owners(self, batch):
        """{field group: owner}, looked up once per batch."""
        if "owners" not in batch.lookups:
            owners = self.env["shopify.policy.owner"]._owners(batch.backend, self._name)
            batch.lookups["owners"] = owners
        return batch.lookups["owners"]

    @api.model
    def _may_take(self, batch, field_group, record):
        """Whether the store's say counts for a group; `record`: is there one yet?"""
        allowed = ("shopify",) if record else ("shopify", "first_import", "odoo")
        return self._owners(batch).get(field_group, "shopify") in allowed

    @api.model
    def _conflict_text(self, field_groups):
        labels = self._field_group_labels()
        return ", ".join(labels[group] for group in sorted(field_groups)) or False

    @api.model
    def _bind(self, batch, records):
        """Create the bindings of {gid: record}, all at once."""
        bindings = self.env[self._shopify_binding].create(
            [
                {
                    "backend_id": batch.backend.id,
                    "external_id": gid,
                    "odoo_id": record.id,
                }
                for gid, record in records.items()
            ]
        )
        for binding in bindings:
            batch.bindings[binding.external_id] = binding

    @api.model
    def _remember(self, batch, values):
        """Note on the bindings what was taken over.

        A resource with a problem is not remembered, so that a retry does the work
        again although nothing changed in the store.
        """
        now = fields.Datetime.now()
        for gid in values:
            node = batch.nodes[gid]
            troubled = gid in batch.problems
            batch.bindings[gid].write(
                {
                    "active": True,
                    "remote_updated_at": instant(node.get("updatedAt")),
                    "content_hash": False if troubled else content_hash(node),
                    "synced_at": now,
                }
            )
