from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

# In the inbox, these orders have a lane of their own: no live order waits behind one.
HISTORY = 1000


class ShopifyBackfill(models.Model):
    """Older orders of a store, taken over at a person's wish.

    Orders placed in this span are taken although they are older than the settings
    of the order import want, and what is done with finished ones is said here.
    """

    _name = "shopify.backfill"
    _description = "Import of Older Shopify Orders"
    _order = "id desc"

    backend_id = fields.Many2one(
        "shopify.backend",
        string="Store",
        required=True,
        ondelete="cascade",
        readonly=True,
    )
    date_from = fields.Date(string="Placed from", required=True, readonly=True)
    date_to = fields.Date(string="Placed until", required=True, readonly=True)
    placed_from = fields.Datetime(
        compute="_compute_span", store=True, help="The days are the store's."
    )
    placed_before = fields.Datetime(compute="_compute_span", store=True)
    finished = fields.Selection(
        [
            ("done", "Record them as done: stock is not touched"),
            ("live", "Treat them like new orders"),
            ("skip", "Leave them out"),
        ],
        string="Finished orders",
        required=True,
        default="done",
        readonly=True,
    )
    books = fields.Boolean(string="Also invoices and payments", readonly=True)
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Paused"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="running",
        readonly=True,
    )
    started_at = fields.Datetime(
        string="Started", required=True, default=fields.Datetime.now, readonly=True
    )
    ended_at = fields.Datetime(string="Ended", readonly=True)
    total_count = fields.Integer(
        string="In Shopify", readonly=True, help="As counted when it started."
    )
    found_count = fields.Integer(
        string="Found", readonly=True, help="So far, orders known before included."
    )
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    imported_count = fields.Integer(string="New in Odoo", compute="_compute_counts")
    failed_count = fields.Integer(string="Need attention", compute="_compute_counts")
    progress = fields.Float(compute="_compute_progress")
    listing_from = fields.Datetime(readonly=True)
    cursor = fields.Char(readonly=True)
    listed = fields.Boolean(string="All are found", readonly=True)

    _one_open = models.UniqueIndex(
        "(backend_id) WHERE state IN ('running', 'paused')",
        "Older orders of this store are being imported already.",
    )
    _span_sane = models.Constraint(
        "CHECK(date_from <= date_to)", "The first day must not be after the last."
    )

    @api.depends("date_from", "date_to")
    def _compute_span(self):
        """Whole days where the store is, as naive UTC times."""
        for backfill in self:
            zone = ZoneInfo(backfill.backend_id.timezone or "UTC")
            backfill.placed_from = midnight(backfill.date_from, zone)
            backfill.placed_before = midnight(
                backfill.date_to + timedelta(days=1), zone
            )

    @api.depends("backend_id", "date_from", "date_to")
    def _compute_display_name(self):
        for backfill in self:
            days = f"{backfill.date_from} – {backfill.date_to}"
            backfill.display_name = f"{backfill.backend_id.name}: {days}"

    # -- figures -----------------------------------------------------------------

    def _compute_counts(self):
        waiting, failed = self._count_events("waiting"), self._count_events("attention")
        groups = self.env["shopify.sale.order"]._read_group(
            [("backfill_id", "in", self.ids)], ["backfill_id"], ["__count"]
        )
        imported = {backfill.id: count for backfill, count in groups}
        for backfill in self:
            backfill.waiting_count = waiting.get(backfill._topic(), 0)
            backfill.failed_count = failed.get(backfill._topic(), 0)
            backfill.imported_count = imported.get(backfill.id, 0)

    def _count_events(self, state):
        """{topic: number of its rows in the inbox}"""
        groups = self.env["shopify.event"]._read_group(
            [*self._events_domain(), ("state", "=", state)], ["topic"], ["__count"]
        )
        return dict(groups)

    def _events_domain(self):
        topics = [backfill._topic() for backfill in self]
        return [("source", "=", "backfill"), ("topic", "in", topics)]

    def _topic(self):
        """What its rows in the inbox are known by."""
        return f"backfill/{self.id}"

    @api.depends("state", "total_count", "found_count", "waiting_count")
    def _compute_progress(self):
        for backfill in self:
            worked_on = backfill.found_count - backfill.waiting_count
            share = 100 * worked_on / max(backfill.total_count, backfill.found_count, 1)
            backfill.progress = 100 if backfill.state == "done" else share

    # -- what people do ------------------------------------------------------------

    def action_pause(self):
        """The batch that is being worked on is finished; the rest waits."""
        self.check_access("write")
        self.filtered(lambda each: each.state == "running").state = "paused"

    def action_resume(self):
        self.check_access("write")
        paused = self.filtered(lambda each: each.state == "paused")
        paused.state = "running"
        paused._go_on()

    def action_cancel(self):
        """What waits is dropped; what was imported stays."""
        self.check_access("write")
        for backfill in self.filtered(lambda each: each.state in ("running", "paused")):
            waiting = [*backfill._events_domain(), ("state", "=", "waiting")]
            dropped = self.env["shopify.event"].sudo().search(waiting)
            backfill.found_count -= len(dropped)
            dropped.unlink()
            backfill._end("cancelled")

    def _end(self, state):
        self.write({"state": state, "ended_at": fields.Datetime.now()})

    def action_open_orders(self):
        return self._open("action_shopify_sale_order", [("backfill_id", "=", self.id)])

    def action_open_issues(self):
        """What came up with orders of this import."""
        failed = [*self._events_domain(), ("state", "=", "attention")]
        gids = self.env["shopify.event"].search(failed).mapped("resource_id")
        return self._open("action_shopify_issue", [("resource_id", "in", gids)])

    def _open(self, action, domain):
        self.ensure_one()
        values = self.env["ir.actions.act_window"]._for_xml_id(
            f"connector_shopify.{action}"
        )
        domain = [("backend_id", "=", self.backend_id.id), *domain]
        return {**values, "domain": domain, "context": {}}


def midnight(day, zone):
    """When a day begins in a time zone, as a naive UTC time."""
    begin = datetime.combine(day, time.min, zone)
    return begin.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
