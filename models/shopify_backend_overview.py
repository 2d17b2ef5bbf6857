from odoo import api, fields, models


class ShopifyBackend(models.Model):
    """The store at a glance: what waits, what needs a person, what came last."""

    _inherit = "shopify.backend"

    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    issue_count = fields.Integer(string="Open issues", compute="_compute_counts")
    last_event_at = fields.Datetime(
        string="Last activity", compute="_compute_last_event_at"
    )
    order_count = fields.Integer(string="Orders", compute="_compute_counts")
    product_count = fields.Integer(string="Products", compute="_compute_counts")
    customer_count = fields.Integer(string="Customers", compute="_compute_counts")
    location_ids = fields.One2many("shopify.location", "backend_id", string="Locations")
    tax_ids = fields.One2many("shopify.tax", "backend_id", string="Taxes")
    carrier_ids = fields.One2many(
        "shopify.carrier", "backend_id", string="Delivery methods"
    )
    needed_scopes = fields.Char(
        string="Permissions needed",
        compute="_compute_needed_scopes",
        help="The access scopes that the app in Shopify must have.",
    )
    runner_missing = fields.Boolean(compute="_compute_runner_missing")

    @api.depends_context("uid")
    def _compute_counts(self):
        waiting = self._count_by_store("shopify.event", [("state", "=", "waiting")])
        issues = self._count_by_store("shopify.issue", [("state", "=", "open")])
        orders = self._count_by_store("shopify.sale.order")
        products = self._count_by_store("shopify.product.template")
        customers = self._count_by_store("shopify.res.partner")
        for backend in self:
            backend.order_count = orders.get(backend.id, 0)
            backend.product_count = products.get(backend.id, 0)
            backend.customer_count = customers.get(backend.id, 0)
            backend.waiting_count = waiting.get(backend.id, 0)
            backend.issue_count = issues.get(backend.id, 0)

    def _count_by_store(self, model, domain=()):
        """{store id: number of records}, in one query."""
        groups = self.env[model]._read_group(
            [("backend_id", "in", self.ids), *domain], ["backend_id"], ["__count"]
        )
        return {backend.id: count for backend, count in groups}

    def _compute_last_event_at(self):
        for backend in self:
            last = self.env["shopify.event"].search(
                [("backend_id", "=", backend.id)], order="id desc", limit=1
            )
            backend.last_event_at = last.received_at

    def _compute_needed_scopes(self):
        """Of the flows that are on; before a store is saved: of all."""
        every = {
            scope
            for flow in self.env["shopify.flow"]._flows()
            for scope in flow._shopify_scopes
        }
        for backend in self:
            scopes = backend._wanted_scopes() if backend.policy_ids else every
            backend.needed_scopes = ",".join(sorted(scopes))

    def _compute_runner_missing(self):
        missing = not self.env["shopify.event"]._runner_lives()
        for backend in self:
            backend.runner_missing = missing

    def _open(self, action, **context):
        """An action of this module, narrowed down to this store."""
        self.ensure_one()
        values = self.env["ir.actions.act_window"]._for_xml_id(
            f"connector_shopify.{action}"
        )
        return {
            **values,
            "domain": [("backend_id", "=", self.id)],
            "context": {"default_backend_id": self.id, **context},
        }

    def action_open_waiting(self):
        return self._open("action_shopify_event", search_default_waiting=1)

    def action_open_issues(self):
        return self._open("action_shopify_issue", search_default_open=1)

    def action_open_orders(self):
        return self._open("action_shopify_sale_order")

    def action_open_products(self):
        return self._open("action_shopify_product_template")

    def action_open_customers(self):
        return self._open("action_shopify_res_partner")
