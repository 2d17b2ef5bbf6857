from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.queue_job.exception import RetryableJobError

from ..shopify.errors import BusinessError, TransientError
from ..shopify.order_lists import complete
from ..shopify.values import instant

PAGES_PER_JOB = 10


class ShopifyLedgerCheck(models.Model):
    """A check of the books: every order of a store and a time, Shopify against Odoo.

    Runs in the background, page by page; only orders that differ are kept. In a shell:
    `backend._check_books(from, to)` runs it at once and returns the document.
    """

    _name = "shopify.ledger.check"
    _description = "Check of the Books"
    _order = "id desc"

    backend_id = fields.Many2one(
        "shopify.backend", string="Store", required=True, ondelete="cascade", index=True
    )
    date_from = fields.Datetime(
        string="Placed since",
        required=True,
        default=lambda self: fields.Datetime.now() - timedelta(days=30),
    )
    date_to = fields.Datetime(
        string="Placed before", required=True, default=fields.Datetime.now
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
    )
    position = fields.Datetime(readonly=True, copy=False)
    orders_checked = fields.Integer(readonly=True, copy=False)
    orders_differing = fields.Integer(compute="_compute_result")
    orders_agreeing = fields.Integer(compute="_compute_result")
    total_difference = fields.Char(compute="_compute_result")
    result = fields.Char(compute="_compute_result")
    error = fields.Char(readonly=True, copy=False)
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    line_ids = fields.One2many(
        "shopify.ledger.check.line", "check_id", string="Orders that differ"
    )

    @api.depends("backend_id", "date_from")
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._(
                "Books of %(store)s since %(day)s",
                store=check.backend_id.name,
                day=fields.Date.to_string(check.date_from),
            )

    @api.depends("orders_checked", "line_ids.difference", "state", "error")
    def _compute_result(self):
        for check in self:
            check.orders_differing = len(check.line_ids)
            check.orders_agreeing = check.orders_checked - check.orders_differing
            check.total_difference = ", ".join(
                f"{sum(map(abs, lines.mapped('difference'))):.{each.decimal_places}f}"
                f" {each.name}"
                for each, lines in check.line_ids.grouped("currency_id").items()
            )
            check.result = check._result()

    def _result(self):
        """The outcome in a sentence."""
        checked = f"{self.orders_checked:,}"
        if self.state == "failed":
            return self.error
        if self.state == "new":
            return False
        if self.orders_differing:
            return self.env._(
                "%(differing)s of %(checked)s orders differ, by %(difference)s.",
                differing=f"{self.orders_differing:,}",
                checked=checked,
                difference=self.total_difference,
            )
        if self.state == "running":
            return self.env._("%s orders agree to the cent so far.", checked)
        return self.env._("%s orders agree to the cent.", checked)

    # -- running -------------------------------------------------------------------

    def action_start(self):
        """Begin, or begin anew; it goes on in the background."""
        self.check_access("write")
        for check in self.sudo():
            check._begin()
            if self.env["shopify.event"]._runner_lives():
                check._enqueue()
            else:
                self.env.ref("connector_shopify.cron_ledger_check")._trigger()
        return True

    def _begin(self):
        self.line_ids.unlink()
        self.write(
            {
                "state": "running",
                "position": self.date_from,
                "orders_checked": 0,
                "error": False,
                "started_at": fields.Datetime.now(),
                "ended_at": False,
            }
        )

    def _enqueue(self):
        self.with_delay(
            channel="root.shopify.scan",
            identity_key=f"shopify-ledger-check-{self.id}-{self.position}",
            max_retries=0,
            description=self.display_name,
        )._job_check()

    @api.model
    def _cron_check(self):
        """Without a job runner: work on the checks that were started."""
        if self.env["shopify.event"]._runner_lives():
            return
        for check in self.search([("state", "=", "running")]):
            try:
                while check._work():
                    self.env["ir.cron"]._commit_progress(1)
            except TransientError:
                # The store does not answer just now: the next run comes back to it.
                self.env.cr.rollback()

    def _job_check(self):
        """Some pages of orders; come again when there are more."""
        self.ensure_one()
        if self.state != "running":
            return
        try:
            if self._work():
                self._enqueue()
        except TransientError as error:
            raise RetryableJobError(str(error), seconds=error.retry_after) from error

    def _on_job_failed(self, exc_name=None, exc_message=None, exc_info=None):
        """queue_job's hook: the job broke as a whole."""
        self._end("failed", exc_message)
        self.env["shopify.issue"]._report_broken_job(
            self.backend_id, exc_message, exc_info
        )

    def _work(self):
        """Check some pages; whether there are more."""
        try:
            more = self._check_pages()
        except BusinessError as error:
            self._end("failed", str(error))
            return False
        if not more:
            self._end("done")
        return more

    def _end(self, state, error=False):
        self.write({"state": state, "error": error, "ended_at": fields.Datetime.now()})

    def _check_pages(self):
        """Pages of orders in the order in which they were placed.

        Shopify ends a listing after 25,000 records, so each job begins a new one, at
        the last second that was seen: its orders are left to the next job.
        """
        client = self.backend_id._for_flow()._client()
        query = (
            f"created_at:>='{self.position.isoformat()}Z' "
            f"created_at:<'{self.date_to.isoformat()}Z'"
        )
        before = self.position
        pages = client.pages("orders_ledger", "orders", query=query)
        for number, page in enumerate(pages, start=1):
            complete(client, page)
            if page:
                self.position = instant(page[-1]["createdAt"])
            full = number >= PAGES_PER_JOB and self.position > before
            if full:
                page = [
                    node for node in page if instant(node["createdAt"]) < self.position
                ]
            self._check(page)
            if full:
                return True
        return False

    def _check(self, nodes):
        backend = self.backend_id._for_flow()
        ledger = backend.env["shopify.order.ledger"]
        rows, count = ledger._compare(backend, nodes)
        common = {"check_id": self.id, "backend_id": backend.id}
        self.env["shopify.ledger.check.line"].create([row | common for row in rows])
        self.orders_checked += count


class ShopifyLedgerCheckLine(models.Model):
    """An order of which Shopify and the books do not say the same."""

    _name = "shopify.ledger.check.line"
    _description = "Order that Differs"
    _order = "check_id, id"
    _log_access = False

    check_id = fields.Many2one(
        "shopify.ledger.check", required=True, ondelete="cascade", index=True
    )
    backend_id = fields.Many2one("shopify.backend", required=True, ondelete="cascade")
    external_id = fields.Char(string="Shopify ID", required=True)
    name = fields.Char(string="Order")
    binding_id = fields.Many2one("shopify.sale.order", ondelete="cascade")
    currency_id = fields.Many2one("res.currency")
    shopify_owed = fields.Monetary(string="Owed in Shopify")
    odoo_owed = fields.Monetary(string="Owed in Odoo")
    billed = fields.Monetary(
        help="Posted invoices less credit notes; 0 while some wait."
    )
    shopify_paid = fields.Monetary(
        string="Paid in Shopify", help="Payments less refunds."
    )
    odoo_paid = fields.Monetary(string="Paid in Odoo", help="Payments less refunds.")
    difference = fields.Monetary(help="The largest of the differences.")
    reason = fields.Text()

    def action_open_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.binding_id.odoo_id.id,
            "views": [(False, "form")],
        }


class ShopifyBackend(models.Model):
    _inherit = "shopify.backend"

    def action_check_books(self):
        """A new check of this store's books, to choose the time and start."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check the books"),
            "res_model": "shopify.ledger.check",
            "views": [(False, "form")],
            "context": {"default_backend_id": self.id},
        }

    def _check_books(self, date_from, date_to=None):
        """Check the books at once; returns the document.

        :param date_from: orders placed since; naive UTC time, or its text
        :param date_to: and before; default: now
        """
        self.ensure_one()
        check = self.env["shopify.ledger.check"].create(
            {
                "backend_id": self.id,
                "date_from": date_from,
                "date_to": date_to or fields.Datetime.now(),
            }
        )
        check._begin()
        while check._work():
            pass
        return check
