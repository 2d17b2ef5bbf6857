import logging

from odoo import api, models
from odoo.fields import Command

from ..shopify.errors import BusinessError
from .guard import NOT_ONE_RECORDS_FAULT, guarded

_logger = logging.getLogger(__name__)


class Plan:
    """What the rules do with one order: nothing of it is done yet."""

    def __init__(self, company):
        self.company = company  # the order's
        self.values = {}  # field of the sale order -> value; the first rule counts
        self.said_by = {}  # field of the sale order -> the rule that counts
        self.rules = []  # all rules that are for the order, in their order

    def add(self, rule):
        self.rules.append(rule)
        for name, value in rule._header(self.company).items():
            if name not in self.values:
                self.values[name] = value
                self.said_by[name] = rule

    @property
    def tag_ids(self):
        return {tag.id for rule in self.rules for tag in rule.tag_ids}

    @property
    def key(self):
        """Orders of one key are written by one statement."""
        return (tuple(sorted(self.values.items())), tuple(sorted(self.tag_ids)))


class ShopifyOrderRules(models.AbstractModel):
    """Applies a store's rules to a batch of orders that were just made.

    Each rule is evaluated once for the whole batch. Confirmed orders are left
    alone. A quotation that is made anew gets the rules' values anew; notes,
    activities and server actions happen once per rule and order.
    """

    _name = "shopify.order.rules"
    _description = "Shopify Order Import: Rules"

    @api.model
    def _process(self, batch, orders):
        """Apply the rules to those of `orders` ({gid: binding}) made in this run.

        Leaves {gid: {rule: reason}} of holds in `batch.lookups["rule_holds"]`: only
        of the orders that were looked at.
        """
        made = {
            gid: binding
            for gid, binding in orders.items()
            if gid in batch.lookups["made"] and binding.odoo_id.state == "draft"
        }
        batch.lookups["rule_holds"] = {gid: {} for gid in made}
        rules = made and self.env["shopify.rule"]._switched_on(batch.backend)
        if not rules:
            return
        bindings = self.env["shopify.sale.order"].union(*made.values())
        plans, failures = self._plan(rules, bindings)
        failures += self._write_headers(plans)
        failures += self._do_once(plans)
        self._note_failures(batch, failures)
        for gid, binding in made.items():
            batch.lookups["rule_holds"][gid] = {
                rule: rule.hold_reason for rule in plans[binding].rules if rule.hold
            }

    @api.model
    def _plan(self, rules, bindings):
        """({binding: Plan}, failures) for Shopify orders; writes nothing."""
        plans = {binding: Plan(binding.odoo_id.company_id) for binding in bindings}
        failures = []
        for rule in rules:
            if rule.domain:
                found, failed = self._isolated(rule, bindings, rule._matching)
                failures += failed
            else:
                found = rule._matching(bindings)
            for binding in found:
                plans[binding].add(rule)
        return plans, failures

    def _write_headers(self, plans):
        """One write per distinct set of values."""
        groups, failures = {}, []
        for binding, plan in plans.items():
            if plan.rules:
                groups.setdefault(plan.key, []).append(binding)
        for (values, tag_ids), group in groups.items():
            bindings = group[0].union(*group)
            first = plans[group[0]].rules[0]
            write = _writer(dict(values), tag_ids)
            failures += self._isolated(first, bindings, write)[1]
        return failures

    def _do_once(self, plans):
        failures, news = [], {}
        for binding, plan in plans.items():
            known = binding.with_context(active_test=False).rule_ids
            for rule in plan.rules:
                if rule not in known:
                    news[rule] = news.get(rule, binding) | binding
        for rule, bindings in news.items():
            failures += self._isolated(rule, bindings, rule._do_once)[1]
        return failures

    def _isolated(self, rule, bindings, work):
        """Work on all; when that fails, on each by itself: only it is held.

        Returns what `work` returned and [(rule, binding, exception)].
        """
        try:
            with guarded(self.env.cr):
                return work(bindings) or bindings.browse(), []
        except NOT_ONE_RECORDS_FAULT:
            raise
        except Exception as error:
            if len(bindings) == 1:
                _logger.info("Rule %s: %s", rule.id, error)
                return bindings.browse(), [(rule, bindings, error)]
        found, failures = bindings.browse(), []
        for binding in bindings:
            done, failed = self._isolated(rule, binding, work)
            found |= done
            failures += failed
        return found, failures

    def _note_failures(self, batch, failures):
        for rule, binding, error in failures:
            order = binding.odoo_id
            batch.problem(
                binding.external_id,
                BusinessError(
                    "rule_failed",
                    self.env._(
                        "The rule “%(rule)s” failed for order %(order)s: %(reason)s",
                        rule=rule.name,
                        order=order.name,
                        reason=error,
                    ),
                    name=order.name,
                    record=order,
                    fix=rule,
                    cause=rule._cause(),
                ),
            )


def _writer(values, tag_ids):
    """What writes a set of values to the sale orders of bindings.

    A salesperson computes the team and the warehouse, and these belong to Shopify
    or to the rule: what is not named stays. Lines keep the taxes they have.
    """
    if tag_ids:
        values["tag_ids"] = [Command.link(tag_id) for tag_id in tag_ids]

    def write(bindings):
        orders = bindings.odoo_id
        kept = [
            orders._fields[name]
            for name in ("team_id", "user_id", "warehouse_id", "fiscal_position_id")
        ]
        lines = orders.order_line
        with orders.env.protecting(
            [(kept, orders), ([lines._fields["tax_ids"]], lines)]
        ):
            orders.write(values)

    return write
