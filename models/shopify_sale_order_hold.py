from odoo import api, fields, models

from ..shopify.errors import BusinessError

FLOW = "shopify.flow.order_import"
CODE = "order_held"


class ShopifySaleOrderHold(models.Model):
    """One reason for which an order is held, and who released it.

    There is one row per order and reason. A released reason holds the order again
    only when it got worse since: its level is above the one that was released.
    """

    _name = "shopify.sale.order.hold"
    _description = "Reason to Hold a Shopify Order"
    _order = "id"
    _log_access = False

    binding_id = fields.Many2one(
        "shopify.sale.order", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [
            ("risk", "Risk of fraud"),
            ("amount", "High amount"),
            ("address", "Incomplete address"),
            ("test", "Test order"),
            ("rule", "Rule"),
        ],
        required=True,
        readonly=True,
    )
    rule_id = fields.Many2one("shopify.rule", ondelete="set null", readonly=True)
    reason = fields.Char(required=True, readonly=True)
    level = fields.Float(readonly=True, help="How bad it is; more is worse.")
    state = fields.Selection(
        [("open", "Holds"), ("released", "Released"), ("gone", "No longer true")],
        required=True,
        default="open",
        readonly=True,
    )
    released_level = fields.Float(readonly=True)
    released_at = fields.Datetime(readonly=True)
    released_by = fields.Many2one("res.users", readonly=True)
    release_note = fields.Char(readonly=True)

    @api.model
    def _follow(self, reasons):
        """Make the rows say what is true now, for all orders at once.

        :param reasons: {binding: {(kind, rule): (level, reason)}} of every order that
            was looked at; what is not in it is no longer true
        :return: the rows that hold one of these orders
        """
        bindings = self.env["shopify.sale.order"].union(*reasons)
        rows = {
            (row.binding_id, row.kind, row.rule_id): row
            for row in self.search([("binding_id", "in", bindings.ids)])
        }
        wanted = {
            (binding, kind, rule): (level, reason)
            for binding, each in reasons.items()
            for (kind, rule), (level, reason) in each.items()
        }
        for key, row in rows.items():
            row._update(*wanted.get(key, (0.0, row.reason)))
        created = self.create(
            [
                {
                    "binding_id": binding.id,
                    "kind": kind,
                    "rule_id": rule.id,
                    "level": level,
                    "reason": reason,
                }
                for (binding, kind, rule), (level, reason) in wanted.items()
                if (binding, kind, rule) not in rows
            ]
        )
        return (created | self.union(*rows.values())).filtered(
            lambda row: row.state == "open"
        )

    def _update(self, level, reason):
        """A reason as it is now; a level of 0 is none."""
        if level > self.released_level:
            state = "open"
        elif self.state == "open":
            state = "gone"
        else:
            state = self.state
        values = {"level": level, "reason": reason, "state": state}
        if any(self[name] != value for name, value in values.items()):
            self.write(values)

    def _release(self, note):
        """Somebody takes the responsibility for these reasons."""
        now = fields.Datetime.now()
        for row in self:
            row.write(
                {
                    "state": "released",
                    "released_level": row.level,
                    "released_at": now,
                    "released_by": self.env.uid,
                    "release_note": note,
                }
            )


class ShopifySaleOrder(models.Model):
    """What rules and holds need to know of an order, and what came of them."""

    _inherit = "shopify.sale.order"

    tags = fields.Char(string="Tags in Shopify", readonly=True)
    channel = fields.Char(string="Sales channel", readonly=True)
    risk = fields.Char(readonly=True, help="What Shopify recommends.")
    rule_ids = fields.Many2many(
        "shopify.rule", string="Rules that applied", readonly=True
    )
    rule_names = fields.Char(
        string="Rules", compute="_compute_rule_names", compute_sudo=True
    )
    hold_ids = fields.One2many("shopify.sale.order.hold", "binding_id")

    def _compute_rule_names(self):
        for binding in self.with_context(active_test=False):
            binding.rule_names = ", ".join(binding.rule_ids.mapped("name"))

    def _company_total(self):
        """The order's total in the currency of the store's company."""
        order, company = self.odoo_id, self.backend_id.company_id
        rate = order.currency_rate or 1.0
        own = order.company_id.currency_id
        total = own.round(order.amount_total / rate)
        if own == company.currency_id:
            return total
        return own._convert(total, company.currency_id, company, order.date_order)

    def _open_holds(self):
        return self.hold_ids.filtered(lambda row: row.state == "open")

    def _hold_error(self):
        """The problem that holds this order, for people."""
        order = self.odoo_id
        return BusinessError(
            CODE,
            self.env._(
                "Order %(order)s is held. %(reasons)s",
                order=order.name,
                reasons=" ".join(self._open_holds().mapped("reason")),
            ),
            name=order.name,
            record=order,
        )

    def _release(self, note):
        """Release these orders; what is confirmed then is up to the import.

        A quotation that nothing else holds is not made anew for it, so that what
        somebody corrected on it stays.
        """
        self._open_holds()._release(note)
        self.odoo_id._shopify_free_goods()
        issues = self.env["shopify.issue"].search(self._open_issue_domain())
        issues.filtered(lambda issue: issue.code == CODE)._resolve()
        for binding in self:
            binding.held = binding.held and bool(binding._count_issues())
        for backend, bindings in self.grouped("backend_id").items():
            self.env[FLOW]._retry(backend, bindings.mapped("external_id"))

    def _count_issues(self):
        return self.env["shopify.issue"].search_count(self._open_issue_domain())
