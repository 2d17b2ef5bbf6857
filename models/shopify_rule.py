import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ShopifyRule(models.Model):
    """Which incoming orders are treated otherwise than the settings say.

    This file says for which orders a rule is; what it does with them is in
    `shopify_rule_action`, and `shopify.order.rules` applies it.
    """

    _name = "shopify.rule"
    _description = "Shopify Order Rule"
    _order = "backend_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(string="Rule", required=True, translate=False)
    sequence = fields.Integer(default=10)
    backend_id = fields.Many2one(
        "shopify.backend",
        string="Store",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self._default_backend(),
    )
    company_id = fields.Many2one(related="backend_id.company_id")
    currency_id = fields.Many2one(related="backend_id.company_id.currency_id")
    active = fields.Boolean(
        string="Switched on",
        default=False,
        help="A new rule is off: try it on past orders, then switch it on.",
    )

    tags = fields.Char(
        string="Tags in Shopify",
        help="Orders with any of these tags, separated by commas.",
    )
    discount_codes = fields.Char(
        string="Discount codes",
        help="Orders with any of these codes, separated by commas.",
    )
    channels = fields.Char(
        help="Where the order was placed, separated by commas: web, pos, "
        "shopify_draft_order, or the name of a sales channel. The order's Shopify "
        "tab tells it.",
    )
    country_ids = fields.Many2many(
        "res.country", string="Countries of delivery", help="Any of these."
    )
    risk = fields.Selection(
        [
            ("ACCEPT", "Shopify recommends to accept it"),
            ("INVESTIGATE", "Shopify recommends to look into it, or to cancel it"),
            ("CANCEL", "Shopify recommends to cancel it"),
        ],
        string="Risk of fraud",
    )
    amount_from = fields.Monetary(
        string="Total from", help="In the company's currency, taxes included."
    )
    amount_to = fields.Monetary(string="Total up to", help="0: no limit.")
    test_orders = fields.Selection(
        [("only", "Only test orders"), ("no", "No test orders")],
        string="Test orders",
    )
    domain = fields.Char(
        string="More conditions",
        help="On the sale order as it comes in, before it is confirmed.",
    )

    _amounts_sane = models.Constraint(
        "CHECK(amount_from >= 0 AND amount_to >= 0)",
        "The totals of a rule must not be negative.",
    )

    @api.model
    def _default_backend(self):
        """The store, when there is only one."""
        stores = self.env["shopify.backend"].search([], limit=2)
        return stores if len(stores) == 1 else False

    @api.constrains("domain")
    def _check_domain(self):
        for rule in self:
            try:
                rule._parsed_domain().validate(self.env["sale.order"])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The conditions of rule “%(rule)s” cannot be understood: "
                        "%(reason)s",
                        rule=rule.name,
                        reason=error,
                    )
                ) from error

    def _parsed_domain(self):
        return Domain(ast.literal_eval(self.domain or "[]"))

    @api.model
    def _switched_on(self, backend):
        return self.search([("backend_id", "=", backend.id)])

    def _matching(self, bindings):
        """Those of these Shopify orders that the rule is for; writes nothing.

        Raises whatever is wrong with the rule's domain.
        """
        found = bindings.filtered(self._fits)
        if not self.domain or not found:
            return found
        orders = found.odoo_id.filtered_domain(self._parsed_domain())
        return found.filtered(lambda binding: binding.odoo_id in orders)

    def _fits(self, binding):
        """Whether an order meets the conditions that have fields of their own."""
        country = binding.odoo_id.partner_shipping_id.country_id
        return (
            _any_of(self.tags, binding.tags)
            and _any_of(self.discount_codes, binding.discount_codes)
            and _any_of(self.channels, f"{binding.source_name},{binding.channel}")
            and (not self.country_ids or country in self.country_ids)
            and self._fits_risk(binding.risk)
            and self._fits_amount(binding._company_total())
            and self.test_orders in (False, "only" if binding.is_test else "no")
        )

    def _fits_risk(self, risk):
        if self.risk == "INVESTIGATE":
            return risk in ("INVESTIGATE", "CANCEL")
        return not self.risk or risk == self.risk

    def _fits_amount(self, total):
        currency = self.currency_id
        return currency.compare_amounts(total, self.amount_from) >= 0 and (
            not self.amount_to or currency.compare_amounts(total, self.amount_to) <= 0
        )

    def write(self, vals):
        """Orders that wait because the rule failed are tried again."""
        result = super().write(vals)
        self.env["shopify.issue"]._retry_causes([rule._cause() for rule in self])
        return result

    def action_try(self):
        """Show for which past orders the rule would have been; changes nothing."""
        self.ensure_one()
        return self.env["shopify.rule.try"]._open(self)

    def _cause(self):
        """What issues of this rule's failures have in common."""
        return f"rule_failed:{self.id}"


def _any_of(wanted, actual):
    """Whether two lists, separated by commas, have a word in common; or none asked."""
    return not wanted or not _words(wanted).isdisjoint(_words(actual))


def _words(text):
    return {word.strip().casefold() for word in (text or "").split(",") if word.strip()}
