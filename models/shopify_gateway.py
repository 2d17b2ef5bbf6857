from odoo import api, fields, models


class ShopifyGateway(models.Model):
    """On which journal the payments of one of the store's means of payment are booked.

    Rows appear when a means of payment is first seen. No journal is proposed: a
    wrong one would be found only when the books are closed.
    """

    _name = "shopify.gateway"
    _inherit = "shopify.mapping"
    _description = "Shopify Payment Mapping"
    _order = "backend_id, title, name"
    _rec_name = "title"
    _check_company_auto = True

    name = fields.Char(
        string="Technical name",
        required=True,
        readonly=True,
        help="What Shopify calls it: shopify_payments, gift_card …",
    )
    title = fields.Char(string="Means of payment", required=True, readonly=True)
    journal_id = fields.Many2one(
        "account.journal",
        check_company=True,
        domain="[('type', 'in', ('bank', 'cash', 'credit'))]",
        help="For gift cards and store credit: a journal of its own whose incoming "
        "and outgoing payments have the liability account as their outstanding "
        "account. Redeeming then lowers what you owe, and no bank is waited for.",
    )
    ignored = fields.Boolean(
        string="Booked elsewhere",
        help="These payments are not booked here, for instance because the bank "
        "statement or another program does it.",
    )

    _name_unique = models.Constraint(
        "UNIQUE(backend_id, company_id, name)", "A means of payment is mapped once."
    )

    def write(self, vals):
        """A decision lets all payments that wait for it go on."""
        result = super().write(vals)
        if vals.get("journal_id") or vals.get("ignored"):
            causes = [row._cause() for row in self]
            self.env["shopify.issue"]._retry_causes(causes)
        return result

    def _cause(self):
        return f"gateway_unmapped:{self.id}"

    @api.model
    def _ensure(self, backend, titles):
        """{name: mapping} of all means of payment, new ones without a journal.

        :param titles: {name: what Shopify shows people}
        """
        if not titles:
            return {}
        rows = self.search_fetch(
            [*self._own(backend), ("name", "in", list(titles))],
            ["name", "title", "journal_id", "ignored"],
        )
        found = {row.name: row for row in rows}
        missing = sorted(set(titles) - set(found))
        created = self.create(
            [
                {
                    **self._prepare_own(backend),
                    "name": name,
                    "title": titles[name] or name,
                }
                for name in missing
            ]
        )
        return {**found, **dict(zip(missing, created, strict=True))}


class ShopifyBackend(models.Model):
    _inherit = "shopify.backend"

    gateway_ids = fields.One2many(
        "shopify.gateway", "backend_id", string="Means of payment"
    )
