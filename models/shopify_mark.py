from odoo import api, fields, models
from odoo.tools import SQL

PENDING = "connector_shopify.marks"
URGENT = "connector_shopify.urgent"


class ShopifyMark(models.Model):
    """A note that something of a record has to be told to a store.

    Written by whatever changes stock, prices and the like, inside the user's own
    transaction, so it must cost next to nothing: records are gathered in memory
    and written by *one* statement just before the commit, however many writes
    there were. Rows are only ever added here and taken away by the flush. Nobody
    updates one, so two users who change the same product never get into each
    other's way.
    """

    _name = "shopify.mark"
    _description = "Shopify: to be told to a store"
    _log_access = False

    backend_id = fields.Many2one("shopify.backend", required=True, ondelete="cascade")
    flow = fields.Char(required=True)
    res_id = fields.Integer(required=True)
    created_at = fields.Datetime(required=True)

    _flow_idx = models.Index("(backend_id, flow)")

    @api.model
    def _note(self, model_name, ids, urgent=False):
        """Remember records of a model until the transaction is about to commit.

        :param urgent: tell the store at once, do not gather further changes
        """
        if not ids:
            return
        precommit = self.env.cr.precommit
        pending = precommit.data.get(PENDING)
        if pending is None:
            pending = precommit.data[PENDING] = {}
            precommit.add(self.sudo()._write_pending)
        pending.setdefault(model_name, set()).update(ids)
        if urgent:
            precommit.data[URGENT] = True

    @api.model
    def _write_pending(self):
        """One row per record and interested store; then wake the flows."""
        noted = self.env.cr.precommit.data
        pending, urgent = noted.pop(PENDING, {}), noted.pop(URGENT, False)
        listening = [
            (flow._name, res_id)
            for model_name, ids in pending.items()
            for flow in self.env["shopify.flow"]._flows()
            if flow._shopify_marks == model_name
            for res_id in ids
        ]
        if listening:
            self._insert(listening, seconds=0 if urgent else None)

    def _insert(self, rows, seconds):
        woken = self.env.cr.execute_values(
            """INSERT INTO shopify_mark (backend_id, flow, res_id, created_at)
               SELECT p.backend_id, p.flow, v.res_id, now() AT TIME ZONE 'UTC'
                 FROM (VALUES %s) AS v(flow, res_id)
                 JOIN shopify_policy p ON p.flow = v.flow AND p.enabled
                 JOIN shopify_backend b
                   ON b.id = p.backend_id AND b.state = 'connected'
               RETURNING backend_id, flow""",
            rows,
            page_size=len(rows),
            fetch=True,
        )
        self.env["shopify.outbox"]._enqueue(set(woken), seconds)

    @api.model
    def _note_linked(self, backend, flow):
        """Note every record that is linked to the store, by one statement."""
        links = flow._shopify_marks == flow._shopify_binding
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO shopify_mark (backend_id, flow, res_id, created_at)
                   SELECT p.backend_id, p.flow, %s, now() AT TIME ZONE 'UTC'
                     FROM shopify_policy p
                     JOIN shopify_backend b
                       ON b.id = p.backend_id AND b.state = 'connected'
                     JOIN %s l ON l.backend_id = p.backend_id AND l.active
                    WHERE p.backend_id = %s AND p.flow = %s AND p.enabled""",
                # The links themselves are noted, or what they link.
                SQL.identifier("l", "id" if links else "odoo_id"),
                SQL.identifier(self.env[flow._shopify_binding]._table),
                backend.id,
                flow._name,
            )
        )
        if self.env.cr.rowcount:
            self.env["shopify.outbox"]._enqueue({(backend.id, flow._name)})

    @api.model
    def _merge(self):
        """Leave one note per record where a flow does not take them at once.

        The newest stays: who takes an older one meanwhile does not know the newer
        one yet, and without it would tell what was true before.
        """
        self.env.cr.execute(
            """DELETE FROM shopify_mark old
                USING shopify_mark new, shopify_policy p
                WHERE new.backend_id = old.backend_id AND new.flow = old.flow
                  AND new.res_id = old.res_id AND new.id > old.id
                  AND p.backend_id = old.backend_id AND p.flow = old.flow
                  AND (p.paused OR p.mode <> 'realtime' OR NOT p.enabled)"""
        )

    @api.model
    def _take(self, backend, flow):
        """Ids of the records that were noted since; the notes are gone then."""
        self.env.cr.execute(
            """DELETE FROM shopify_mark WHERE backend_id = %s AND flow = %s
               RETURNING res_id""",
            [backend.id, flow],
        )
        return {res_id for (res_id,) in self.env.cr.fetchall()}
