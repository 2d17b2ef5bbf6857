from odoo import api, fields, models

from odoo.addons.queue_job.exception import RetryableJobError

from ..flows.stock_import import FLOW
from ..shopify.errors import BusinessError, TransientError


class ShopifyPolicy(models.Model):
    """Settings and progress of the comparison of stock."""

    _inherit = "shopify.policy"

    stock_repair = fields.Selection(
        [
            ("ask", "Ask: list it for a person to decide"),
            ("odoo", "Send Odoo's figure again"),
            ("shopify", "Adjust Odoo's stock"),
        ],
        string="Stock changed in Shopify",
        required=True,
        default="ask",
        help="What to do about stock that somebody changed in Shopify. Nothing is "
        "decided before the orders of that time are in Odoo.",
    )
    compare_operation = fields.Char(
        string="Comparison under way", readonly=True, copy=False
    )
    compare_started_at = fields.Datetime(
        string="Comparison started", readonly=True, copy=False
    )
    compare_url = fields.Char(
        string="File of the comparison",
        readonly=True,
        copy=False,
        groups="base.group_system",
    )
    compare_position = fields.Integer(string="Lines read", readonly=True, copy=False)
    compare_unknown = fields.Integer(
        string="Unknown items found", readonly=True, copy=False
    )
    compared_at = fields.Datetime(
        string="Last full comparison", readonly=True, copy=False
    )
    stock_take_over = fields.Selection(
        [("empty", "Where Odoo has none"), ("all", "Everything")],
        string="Stock to take over",
        readonly=True,
        copy=False,
        help="Set by the button that takes over the first stock from Shopify.",
    )

    @api.model
    def _cron_settle_stock(self):
        """Decide about stock that was changed in Shopify, where a policy does."""
        runner = self.env["shopify.event"]._runner_lives()
        for policy in self.search([("flow", "=", FLOW), ("stock_repair", "!=", "ask")]):
            inward = self.env["shopify.stock.inward"]
            if not policy._may_run() or not inward._ripe(policy.backend_id):
                continue
            if runner:
                policy._enqueue_settle_stock()
            else:
                policy._settle_stock_in_cron()
            self.env["ir.cron"]._commit_progress(1)

    def _enqueue_settle_stock(self):
        self.with_delay(
            channel="root.shopify.scan",
            identity_key=f"shopify-settle-stock-{self.id}",
            max_retries=0,
            description=self.env._(
                "%s: stock changed in Shopify", self.backend_id.name
            ),
        )._job_settle_stock()

    def _settle_stock_in_cron(self):
        try:
            self._job_settle_stock()
        except RetryableJobError:
            # The store does not answer just now: the next run comes back to it.
            self.env.cr.rollback()

    def _job_settle_stock(self):
        self.ensure_one()
        backend = self.backend_id._for_flow()
        policy = self.with_env(backend.env)
        if not policy._may_run():
            return
        try:
            backend.env["shopify.stock.inward"]._settle(policy)
        except TransientError as error:
            raise RetryableJobError(str(error), seconds=error.retry_after) from error
        except BusinessError as error:
            self.env["shopify.issue"]._report_connection(backend, error)
