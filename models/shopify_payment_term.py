from odoo import api, fields, models


class ShopifyPaymentTerm(models.Model):
    """Which payment terms stand for those that the store grants its companies.

    Rows appear when terms are first seen. Odoo's terms with the same number of days
    are proposed, if just one has it. Orders never wait for a choice: without one
    they get the terms of their customer, as any other order.
    """

    _name = "shopify.payment.term"
    _inherit = "shopify.mapping"
    _description = "Shopify Payment Terms Mapping"
    _order = "backend_id, kind, days"
    _rec_name = "title"
    _check_company_auto = True

    title = fields.Char(string="Payment terms in Shopify", required=True, readonly=True)
    kind = fields.Char(
        required=True,
        readonly=True,
        help="NET: some days after the order. RECEIPT: at once. FULFILLMENT: when it "
        "was sent. FIXED: on a date of its own.",
    )
    days = fields.Integer(readonly=True)
    payment_term_id = fields.Many2one(
        "account.payment.term", string="Payment terms", check_company=True
    )

    _terms_unique = models.Constraint(
        "UNIQUE(backend_id, company_id, kind, days)", "Payment terms are mapped once."
    )

    def write(self, vals):
        """The companies that have these terms get what was chosen."""
        result = super().write(vals)
        if vals.get("payment_term_id"):
            self.env["shopify.company"]._follow_mapping([("term_id", "in", self.ids)])
        return result

    @api.model
    def _ensure(self, backend, titles):
        """{(kind, days): mapping} of all the terms; new ones get a proposal.

        :param titles: {(kind, days): what Shopify shows people}
        """
        if not titles:
            return {}
        rows = self.search_fetch(
            self._own(backend), ["kind", "days", "payment_term_id"]
        )
        found = {(row.kind, row.days): row for row in rows}
        missing = sorted(set(titles) - set(found))
        proposals = self._proposals() if missing else {}
        created = self.create(
            [
                {
                    **self._prepare_own(backend),
                    "kind": kind,
                    "days": days,
                    "title": titles[kind, days],
                    "payment_term_id": kind in ("NET", "RECEIPT")
                    and proposals.get(days),
                }
                for kind, days in missing
            ]
        )
        return {**found, **dict(zip(missing, created, strict=True))}

    def _proposals(self):
        """{days: the payment terms that are all due after them, if just one}"""
        model = self.env["account.payment.term"]
        terms = model.search(model._check_company_domain(self.env.company))
        found = {}
        for term in terms:
            line = term.line_ids
            if (
                len(line) == 1
                and (line.value, line.value_amount) == ("percent", 100.0)
                and line.delay_type == "days_after"
                and not term.early_discount
            ):
                found.setdefault(line.nb_days, []).append(term.id)
        return {days: ids[0] for days, ids in found.items() if len(ids) == 1}
