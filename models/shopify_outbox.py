from odoo import api, fields, models
from odoo.exceptions import AccessError


class ShopifyOutbox(models.Model):
    """What is to be told to a store, and what became of it.

    One row per store, flow and record. The value to be sent is not kept here: it
    is computed when it is sent, so that ten changes are one write, and sending
    once more does no harm. `revision` counts the changes.
    """

    _name = "shopify.outbox"
    _description = "Shopify Outbox"
    _order = "state desc, marked_at desc, id desc"
    _log_access = False

    backend_id = fields.Many2one(
        "shopify.backend",
        string="Store",
        required=True,
        ondelete="cascade",
        readonly=True,
    )
    flow = fields.Selection(selection="_selection_flow", required=True, readonly=True)
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("refused", "Refused")],
        required=True,
        readonly=True,
    )
    revision = fields.Integer(required=True, readonly=True)
    attempts = fields.Integer(required=True, readonly=True)
    marked_at = fields.Datetime(string="Changed", required=True, readonly=True)
    sent_at = fields.Datetime(string="Sent", readonly=True)
    error = fields.Char(string="Refused because", readonly=True)

    _record_unique = models.UniqueIndex("(backend_id, flow, res_id)")
    _waiting_idx = models.Index("(backend_id, flow, id) WHERE state = 'waiting'")

    @api.model
    def _selection_flow(self):
        return self.env["shopify.event"]._selection_flow()

    @api.depends("res_model", "res_id")
    def _compute_display_name(self):
        for model_name, rows in self.grouped("res_model").items():
            records = self.env[model_name].browse(rows.mapped("res_id")).exists()
            names = {record.id: record.display_name for record in records}
            for row in rows:
                row.display_name = names.get(row.res_id, "")

    @api.model
    def _put(self, backend, flow, records):
        """Let these records wait to be sent: one statement, whatever their number."""
        if not records:
            return
        now = fields.Datetime.now()
        self.env.cr.execute_values(
            """INSERT INTO shopify_outbox
                   (backend_id, flow, res_model, res_id, state, revision, attempts,
                    marked_at)
               VALUES %s
               ON CONFLICT (backend_id, flow, res_id) DO UPDATE
                   SET state = 'waiting', attempts = 0, error = NULL,
                       revision = shopify_outbox.revision + 1,
                       marked_at = CASE WHEN shopify_outbox.state = 'waiting'
                                        THEN shopify_outbox.marked_at
                                        ELSE EXCLUDED.marked_at END""",
            [
                (backend.id, flow, records._name, id_, "waiting", 1, 0, now)
                for id_ in sorted(records.ids)
            ],
            page_size=len(records),
        )
        self.invalidate_model()

    def _settle(self, outcomes):
        """Write what became of rows.

        :param outcomes: {row: None when it was sent, else why it was refused}
        """
        now = fields.Datetime.now()
        rows = [
            (row.id, "refused", reason, None) if reason else (row.id, "sent", None, now)
            for row, reason in outcomes.items()
        ]
        if not rows:
            return
        self.env.cr.execute_values(
            """UPDATE shopify_outbox o
                  SET state = v.state, error = v.error, attempts = o.attempts + 1,
                      sent_at = COALESCE(v.sent_at, o.sent_at)
                 FROM (VALUES %s) AS v(id, state, error, sent_at)
                WHERE o.id = v.id""",
            rows,
            template="(%s, %s, %s::text, %s::timestamp)",
            page_size=len(rows),
        )
        self.invalidate_model()

    def action_retry(self):
        """Send these once more, with the values of now."""
        self.check_access("read")
        if not self.env.user.has_group("connector_shopify.group_user"):
            raise AccessError(self.env._("You may look at the outbox only."))
        for (backend, flow, model), rows in self.grouped(
            lambda row: (row.backend_id, row.flow, row.res_model)
        ).items():
            records = self.env[model].browse(rows.mapped("res_id"))
            self.sudo()._put(backend, flow, records)
            self.sudo()._enqueue({(backend.id, flow)})
