import traceback

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..shopify.errors import BusinessError
from .shopify_issue_codes import CATEGORIES, ISSUE_CODES, UNKNOWN_CODE


class ShopifyIssue(models.Model):
    """What could not be done by itself, for a person to decide.

    At most one open issue per resource and code: a problem that comes again
    counts up. It closes itself when the resource goes through.
    """

    _name = "shopify.issue"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Shopify Issue"
    _order = "last_seen_at desc, id desc"
    _rec_name = "message"

    backend_id = fields.Many2one(
        "shopify.backend", string="Store", required=True, ondelete="cascade"
    )
    flow = fields.Selection(selection="_selection_flow", readonly=True)
    resource_id = fields.Char(string="Shopify ID", required=True, readonly=True)
    resource_name = fields.Char(string="Concerns", readonly=True)
    code = fields.Char(required=True, readonly=True)
    category = fields.Selection(
        CATEGORIES, compute="_compute_from_code", store=True, index=True
    )
    suggestion = fields.Text(string="What to do", compute="_compute_suggestion")
    message = fields.Text(string="What happened", required=True, readonly=True)
    cause = fields.Char(
        index=True, readonly=True, help="Issues of one cause are fixed together."
    )
    details = fields.Text(
        string="Technical details",
        readonly=True,
        groups="connector_shopify.group_manager",
    )
    res_model = fields.Char(string="Record model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True
    )
    fix_model = fields.Char(readonly=True)
    fix_res_id = fields.Many2oneReference(model_field="fix_model", readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("resolved", "Resolved"), ("ignored", "Ignored")],
        required=True,
        default="open",
        readonly=True,
        tracking=True,
        index=True,
    )
    attempts = fields.Integer(default=1, readonly=True)
    last_seen_at = fields.Datetime(
        string="Last seen", default=fields.Datetime.now, readonly=True
    )
    closed_at = fields.Datetime(string="Closed", readonly=True)
    user_id = fields.Many2one("res.users", string="Assigned to", tracking=True)
    ignore_reason = fields.Char(readonly=True, tracking=True)

    _open_unique = models.UniqueIndex(
        "(backend_id, resource_id, code) WHERE state = 'open'"
    )

    @api.model
    def _selection_flow(self):
        return self.env["shopify.event"]._selection_flow()

    @api.depends("code")
    def _compute_from_code(self):
        for issue in self:
            issue.category = ISSUE_CODES.get(issue.code, UNKNOWN_CODE)[0]

    @api.depends_context("lang")
    @api.depends("code")
    def _compute_suggestion(self):
        for issue in self:
            suggestion = ISSUE_CODES.get(issue.code, UNKNOWN_CODE)[1]
            issue.suggestion = suggestion._translate(self.env.lang or "en_US")

    @api.model
    def _report(self, backend, flow, problems):
        """Open or count up issues, all at once; close those that no longer hold.

        Whoever's work runs into a problem, the problem is told: hence sudo.

        :param problems: `BusinessError` by resource id: {gid: [error, …]}
        """
        self = self.sudo()
        wanted = [
            self._prepare(backend, flow, gid, error)
            for gid, errors in problems.items()
            for error in errors
        ]
        if not wanted:
            return self.browse()
        there = {
            (issue.resource_id, issue.code): issue
            for issue in self.search(
                [
                    ("backend_id", "=", backend.id),
                    ("state", "=", "open"),
                    ("resource_id", "in", list(problems)),
                ]
            )
        }
        new = {}
        for vals in wanted:
            key = (vals["resource_id"], vals["code"])
            if key in there:
                there.pop(key)._see_again(vals)
            else:
                new.setdefault(key, vals)
        gone = self.union(*(issue for issue in there.values() if issue.flow == flow))
        gone._resolve()
        return self.create(list(new.values()))

    def _prepare(self, backend, flow, gid, error):
        details = error.details
        record = details.get("record")
        fix = details.get("fix")
        return {
            "backend_id": backend.id,
            "flow": flow,
            "resource_id": gid,
            "resource_name": details.get("name") or gid,
            "code": error.code,
            "message": str(error),
            "cause": details.get("cause") or f"{error.code}:{gid}",
            "details": details.get("traceback"),
            "res_model": record._name if record else False,
            "res_id": record.id if record else False,
            "fix_model": fix._name if fix else False,
            "fix_res_id": fix.id if fix else False,
        }

    def _see_again(self, vals):
        self.write(
            {
                **vals,
                "attempts": self.attempts + 1,
                "last_seen_at": fields.Datetime.now(),
            }
        )

    @api.model
    def _close(self, backend, gids, flow=None):
        """Close the open issues of resources that went through."""
        if not gids:
            return
        domain = [
            ("backend_id", "=", backend.id),
            ("state", "=", "open"),
            ("resource_id", "in", list(gids)),
        ]
        if flow:
            domain.append(("flow", "in", [flow, False]))
        self.sudo().search(domain)._resolve()

    def _resolve(self):
        if self:
            self.write({"state": "resolved", "closed_at": fields.Datetime.now()})

    @api.model
    def _report_broken_job(self, backend, message, details):
        """A job of ours broke as a whole: tell it once, not once per job."""
        error = BusinessError(
            "job_broken",
            self.env._("A background job failed: %s", message),
            traceback=details,
        )
        # A key of its own: news of the connection must not close it.
        self._report(backend, False, {f"{backend.shop_domain}/jobs": [error]})

    @api.model
    def _close_connection(self, backend):
        """The store answers again."""
        issues = self.search(
            [
                ("backend_id", "=", backend.id),
                ("state", "=", "open"),
                ("category", "=", "connection"),
            ]
        )
        self._close(backend, issues.mapped("resource_id"))

    @api.model
    def _report_connection(self, backend, error):
        """The store as a whole refuses us: one issue for it."""
        self._report(backend, False, {backend.shop_domain: [error]})

    def action_retry(self):
        """Work on these issues' resources again, now."""
        self.check_access("write")
        told = self.filtered("flow")
        for (backend, flow), issues in told.grouped(
            lambda issue: (issue.backend_id, issue.flow)
        ).items():
            self.env[flow].sudo()._retry(backend, set(issues.mapped("resource_id")))
        if self - told:
            self.env["shopify.event"].sudo()._wake_cron()

    def action_retry_cause(self):
        """Retry every open issue that has the same cause as these."""
        same = self.search(
            [
                ("state", "=", "open"),
                ("cause", "in", self.mapped("cause")),
                ("backend_id", "in", self.backend_id.ids),
            ]
        )
        same.action_retry()

    @api.model
    def _retry_causes(self, causes):
        """Something was decided: what waited for it goes on."""
        issues = self.search([("state", "=", "open"), ("cause", "in", causes)])
        issues.action_retry()

    def _ignore(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Say why this may be ignored."))
        self.write(
            {
                "state": "ignored",
                "ignore_reason": reason,
                "closed_at": fields.Datetime.now(),
            }
        )

    def action_fix(self):
        """Open the record in which a person can put this right."""
        self.ensure_one()
        model, res_id = (
            (self.fix_model, self.fix_res_id)
            if self.fix_model
            else (self.res_model, self.res_id)
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": res_id,
            "views": [(False, "form")],
        }

    @api.model
    def _unexpected(self, error):
        """An unknown exception in the form of an issue, traceback and all."""
        return BusinessError(
            "unexpected_error",
            self.env._("Something unexpected happened: %s", error),
            cause=f"unexpected_error:{type(error).__name__}",
            traceback="".join(traceback.format_exception(error)),
        )
