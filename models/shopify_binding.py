from odoo import api, fields, models


class ShopifyBinding(models.AbstractModel):
    """The link between one record of a store and one record of Odoo.

    Concrete bindings name the Odoo model in `odoo_id`. A binding remembers what
    was last taken from the store; it has no sync verbs: those are the flows'.
    """

    _name = "shopify.binding"
    _description = "Link to a Shopify record"
    _rec_name = "external_id"
    _order = "id desc"
    _log_access = False

    backend_id = fields.Many2one(
        "shopify.backend", string="Store", required=True, ondelete="cascade"
    )
    external_id = fields.Char(string="Shopify ID", required=True, readonly=True)
    active = fields.Boolean(
        default=True, help="Off once the record is gone in the store."
    )
    remote_updated_at = fields.Datetime(string="Changed in Shopify", readonly=True)
    content_hash = fields.Char(
        readonly=True,
        help="What was last taken over. Empty: take it over again next time.",
    )
    synced_at = fields.Datetime(string="Taken over", readonly=True)
    conflict = fields.Char(
        readonly=True,
        help="What differs in Shopify but is owned by Odoo.",
    )
    issue_count = fields.Integer(
        string="Open issues", compute="_compute_issue_count", compute_sudo=True
    )
    sync_state = fields.Selection(
        [
            ("synced", "In step"),
            ("attention", "Needs attention"),
            ("gone", "Gone in Shopify"),
        ],
        string="Status",
        compute="_compute_sync_state",
        compute_sudo=True,
    )
    admin_url = fields.Char(
        string="In Shopify", compute="_compute_admin_url", compute_sudo=True
    )

    _external_unique = models.Constraint(
        "UNIQUE(backend_id, external_id)", "This Shopify record is linked already."
    )

    def _open_issue_domain(self):
        return [
            ("backend_id", "in", self.backend_id.ids),
            ("resource_id", "in", self.mapped("external_id")),
            ("state", "=", "open"),
        ]

    def _compute_issue_count(self):
        groups = self.env["shopify.issue"]._read_group(
            self._open_issue_domain(), ["backend_id", "resource_id"], ["__count"]
        )
        counts = {(backend.id, gid): count for backend, gid, count in groups}
        for binding in self:
            key = (binding.backend_id.id, binding.external_id)
            binding.issue_count = counts.get(key, 0)

    @api.depends("active", "external_id")
    def _compute_sync_state(self):
        for binding in self:
            if not binding.active:
                binding.sync_state = "gone"
            else:
                binding.sync_state = "attention" if binding.issue_count else "synced"

    def _compute_admin_url(self):
        for binding in self:
            binding.admin_url = binding._admin_path() and (
                f"https://{binding.backend_id.shop_domain}/admin/"
                f"{binding._admin_path()}/{binding.external_id.rsplit('/', 1)[-1]}"
            )

    def _admin_path(self):
        """Where Shopify's admin shows such records (`orders`), or None."""
        return None

    def action_open_issues(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Issues"),
            "res_model": "shopify.issue",
            "view_mode": "list,form",
            "domain": self._open_issue_domain(),
        }

    @api.model
    def _find(self, backend, external_ids):
        """{external id: binding} of those that exist, archived ones included."""
        bindings = self.with_context(active_test=False).search_fetch(
            [("backend_id", "=", backend.id), ("external_id", "in", external_ids)],
            ["external_id", "odoo_id", "content_hash", "remote_updated_at", "active"],
        )
        # Without the context: what follows from a binding is as usual.
        return {binding.external_id: binding for binding in bindings.with_env(self.env)}
