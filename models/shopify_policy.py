from odoo import api, fields, models, tools


class ShopifyPolicy(models.Model):
    """How one flow works for one store: on or off, when, and its own settings.

    Flows that need settings add fields here, next to their flow's code.
    """

    _name = "shopify.policy"
    _description = "Shopify Flow Settings"
    _order = "backend_id, sequence, id"
    _rec_name = "flow"

    backend_id = fields.Many2one(
        "shopify.backend", required=True, ondelete="cascade", readonly=True
    )
    flow = fields.Selection(selection="_selection_flow", required=True, readonly=True)
    sequence = fields.Integer(default=10)
    enabled = fields.Boolean(string="On", default=True)
    paused = fields.Boolean(
        help="What the store sends is kept and worked off when the pause ends."
    )
    mode = fields.Selection(
        [
            ("realtime", "At once"),
            ("batch", "In batches, by schedule"),
            ("manual", "Only when somebody asks"),
        ],
        required=True,
        default="realtime",
    )
    batch_size = fields.Integer(
        required=True, default=25, help="How many records one job takes at most."
    )
    interval_minutes = fields.Integer(
        string="Every (minutes)",
        required=True,
        default=15,
        help="In batches: how often. At once: how often Odoo looks for changes "
        "whose message never arrived.",
    )
    direction = fields.Selection(
        [("in", "Store to Odoo"), ("out", "Odoo to store")],
        compute="_compute_direction",
    )
    gather_seconds = fields.Integer(
        string="Gather for (seconds)",
        required=True,
        default=2,
        help="To the store: changes within this time are sent together.",
    )
    scan_cursor = fields.Datetime(
        string="Compared up to",
        copy=False,
        help="Changes in the store up to this time have been seen. Empty: from "
        "the beginning.",
    )
    next_scan_at = fields.Datetime(string="Next comparison", copy=False)
    waiting_count = fields.Integer(string="Waiting", compute="_compute_waiting_count")

    _flow_unique = models.Constraint(
        "UNIQUE(backend_id, flow)", "A flow has one row of settings per store."
    )
    _batch_size_sane = models.Constraint(
        "CHECK(batch_size BETWEEN 1 AND 250)", "Use a batch of 1 to 250 records."
    )
    _interval_positive = models.Constraint(
        "CHECK(interval_minutes > 0)", "The interval must be at least one minute."
    )

    @api.model
    def _selection_flow(self):
        return [
            (flow._name, flow._label())
            for flow in self.env["shopify.flow"]._flows()
            if not flow._shopify_system
        ]

    @api.depends("flow")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for policy in self:
            policy.display_name = policy.flow and policy._flow()._label()

    @api.depends("flow")
    def _compute_direction(self):
        for policy in self:
            policy.direction = policy._flow()._shopify_direction

    def _compute_waiting_count(self):
        counts = {
            **self._count_waiting("shopify.event"),
            **self._count_waiting("shopify.outbox"),
        }
        for key, count in self._count_marks().items():
            counts[key] = counts.get(key, 0) + count
        for policy in self:
            policy.waiting_count = counts.get((policy.backend_id.id, policy.flow), 0)

    def _count_waiting(self, model):
        """{(store id, flow): number of rows that wait}: a flow uses one of the two."""
        groups = self.env[model]._read_group(
            [
                ("backend_id", "in", self.backend_id.ids),
                ("state", "=", "waiting"),
            ],
            ["backend_id", "flow"],
            ["__count"],
        )
        return {(backend.id, flow): count for backend, flow, count in groups}

    def _count_marks(self):
        """{(store id, flow): records with a note that the flow has not taken yet}"""
        groups = self.env["shopify.mark"]._read_group(
            [("backend_id", "in", self.backend_id.ids)],
            ["backend_id", "flow"],
            ["res_id:count_distinct"],
        )
        return {(backend.id, flow): count for backend, flow, count in groups}

    @api.model
    def _create_missing(self, backends):
        """Give each store a row for each flow that has none yet."""
        flows = [
            flow
            for flow in self.env["shopify.flow"]._flows()
            if not flow._shopify_system
        ]
        there = {
            (policy.backend_id.id, policy.flow)
            for policy in self.search([("backend_id", "in", backends.ids)])
        }
        self.create(
            [
                flow._prepare_policy(backend)
                for backend in backends
                for flow in flows
                if (backend.id, flow._name) not in there
            ]
        )

    @api.model
    def _get(self, backend, flow_name):
        """The settings of one flow of one store."""
        policies = backend.env["shopify.policy"]
        return policies.browse(self._id_of(backend.id, flow_name))

    @api.model
    @tools.ormcache("backend_id", "flow_name")
    def _id_of(self, backend_id, flow_name):
        """Every message and every job asks; it changes when a flow is added.

        Only the id is remembered. What people switch is read: a thread that looks
        before the switch is committed would remember the wrong thing.
        """
        domain = [("backend_id", "=", backend_id), ("flow", "=", flow_name)]
        return self.sudo().search(domain, limit=1).id

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self.env.registry.clear_cache()
        return policies

    def write(self, vals):
        """A flow switched on or off needs other messages from the store."""
        if vals.keys() & {"enabled", "mode", "paused"}:
            self.env.ref("connector_shopify.cron_connections").sudo()._trigger()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def _flow(self):
        return self.env[self.flow]

    def _may_run(self):
        self.ensure_one()
        return self.enabled and not self.paused and self.backend_id.state == "connected"
