from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..flows.order_import import WINDOW
from ..models.shopify_backfill_run import ORDERS


class ShopifyBackfillStart(models.TransientModel):
    """Asks which older orders of a store are to come into Odoo, and how."""

    _name = "shopify.backfill.start"
    _description = "Import Older Orders"

    backend_id = fields.Many2one(
        "shopify.backend",
        string="Store",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    date_from = fields.Date(
        string="Placed from",
        required=True,
        default=lambda self: fields.Date.context_today(self) - timedelta(days=365),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    finished = fields.Selection(
        lambda self: (
            self.env["shopify.backfill"]
            ._fields["finished"]
            ._description_selection(self.env)
        ),
        string="Finished orders",
        required=True,
        default="done",
        help="Sent and paid, cancelled or archived in Shopify.",
    )
    books = fields.Boolean(
        string="Also invoices and payments",
        help="As the settings of orders say, with the days on which orders were "
        "placed and paid. Leave it off if they are in your books already.",
    )
    live_since = fields.Datetime(compute="_compute_live_since")
    visible_from = fields.Date(compute="_compute_visible_from")

    @api.depends("backend_id")
    def _compute_live_since(self):
        for wizard in self:
            wizard.live_since = self.env[ORDERS]._policy(wizard.backend_id).order_since

    @api.depends("backend_id", "date_from")
    def _compute_visible_from(self):
        """The first day that the app may see, when it may not see all days wanted."""
        oldest = fields.Date.context_today(self) - WINDOW
        for wizard in self:
            granted = (wizard.backend_id.granted_scopes or "").split(",")
            hidden = wizard.date_from and wizard.date_from < oldest
            missing = hidden and "read_all_orders" not in granted
            wizard.visible_from = missing and oldest

    def action_start(self):
        self.ensure_one()
        self.backend_id.check_access("write")
        self._check()
        backfill = self.env["shopify.backfill"].create(
            {
                "backend_id": self.backend_id.id,
                "date_from": self.date_from,
                "date_to": self.date_to,
                "finished": self.finished,
                "books": self.books and self.finished == "done",
            }
        )
        backfill._go_on()
        return {
            "type": "ir.actions.act_window",
            "res_model": "shopify.backfill",
            "res_id": backfill.id,
            "views": [(False, "form")],
        }

    def _check(self):
        running = [
            ("backend_id", "=", self.backend_id.id),
            ("state", "in", ("running", "paused")),
        ]
        if self.env["shopify.backfill"].search_count(running, limit=1):
            raise UserError(
                self.env._("Older orders of this store are being imported already.")
            )
        if self.visible_from:
            raise UserError(
                self.env._(
                    "Shopify shows orders before %s only to apps with the permission "
                    "read_all_orders.",
                    self.visible_from,
                )
            )
        if not self.env[ORDERS]._policy(self.backend_id)._may_run():
            raise UserError(
                self.env._(
                    "Connect the store and switch on “%s” first.",
                    self.env[ORDERS]._label(),
                )
            )
