from dataclasses import dataclass
from decimal import Decimal

from odoo import api, models

from ..models.sale_order_line_amounts import decimal
from ..shopify.values import amount, instant
from .order_payment import DIRECTIONS, moment, successful
from .refund_differences import adjustments

DIRECTION_SIGNS = {"inbound": 1, "outbound": -1}


@dataclass
class Books:
    """What both sides say of one order, in the currency of its sale order.

    None where there is nothing to compare: units are still to be billed, or payments
    are not booked here.
    """

    owed: Decimal
    received: Decimal
    odoo_owed: Decimal = Decimal(0)
    billed: Decimal | None = None
    paid: Decimal | None = None

    def in_words(self, decimals):
        """The same with amounts as people write them."""
        told = {
            name: None if value is None else f"{value:.{decimals}f}"
            for name, value in vars(self).items()
        }
        return Books(**told)

    @property
    def difference(self):
        """The largest of the differences, 0 when all agrees."""
        found = [self.odoo_owed - self.owed]
        if self.billed is not None:
            found.append(self.billed - self.owed)
        if self.paid is not None:
            found.append(self.paid - self.received)
        return max(found, key=abs)


class ShopifyOrderLedger(models.AbstractModel):
    """Whether Shopify and the books say the same of orders, to the cent.

    Owed: what the order is worth now, and what refunds paid back beside that. The sale
    order says it, posted invoices less credit notes bill it, and the payments booked
    here are what Shopify has received and not paid back. A page of orders is read at
    once.
    """

    _name = "shopify.order.ledger"
    _description = "Shopify Orders: Check of the Books"

    @api.model
    def _compare(self, backend, nodes):
        """`([values of a line for each order that differs], number of orders)`.

        Orders that are not to be in Odoo do not count.
        """
        self.env.flush_all()
        bindings = self.env["shopify.sale.order"]._find(
            backend, [node["id"] for node in nodes]
        )
        policy = self.env["shopify.flow.order_import"]._policy(backend)
        nodes = [node for node in nodes if self._counts(policy, node, bindings)]
        paid, elsewhere = self._paid(bindings), self._elsewhere(backend)
        rows = []
        for node in nodes:
            binding = bindings.get(node["id"])
            books = self._books(policy, node, binding, paid, elsewhere)
            if not binding or books.difference:
                rows.append(self._prepare_line(policy, node, binding, books))
        self._explain(backend, rows)
        return rows, len(nodes)

    def _counts(self, policy, node, bindings):
        """All that came in; and what should have come in and did not."""
        if node["id"] in bindings:
            return True
        ignored = node["test"] and policy.order_test == "ignore"
        return not ignored and instant(node["createdAt"]) >= policy.order_since

    # -- both sides ------------------------------------------------------------------

    def _books(self, policy, node, binding, paid, elsewhere):
        side = policy.order_currency
        if binding:
            same = binding.currency_id.name == node["currencyCode"]
            side = "shop" if same else "presentment"
        books = Books(owed(node, side), amount(node["totalReceivedSet"], side))
        books.received -= amount(node["totalRefundedSet"], side)
        if binding:
            books.received -= self._not_booked(policy, node, binding, side, elsewhere)
            order = binding.odoo_id
            books.odoo_owed = order._shopify_owed_total()
            books.billed = order._shopify_billed_total()
            if policy.order_payment:
                books.paid = paid.get(binding, Decimal(0))
        return books

    def _not_booked(self, policy, node, binding, side, elsewhere):
        """What of Shopify's net payment is not booked here by intention."""
        since = self.env["shopify.order.payment"]._booked_since(policy, binding)
        return sum(
            DIRECTION_SIGNS[DIRECTIONS[each["kind"]]] * amount(each["amountSet"], side)
            for each in successful(node)
            if (binding.odoo_id.company_id, each["gateway"]) in elsewhere
            or (since and moment(each) < since)
            or (each["test"] and policy.order_test != "same")
        )

    def _elsewhere(self, backend):
        """{(company, name)} of the means of payment that are booked elsewhere."""
        ignored = backend.gateway_ids.filtered("ignored")
        return {(gateway.company_id, gateway.name) for gateway in ignored}

    def _paid(self, bindings):
        """{binding: what its booked payments took off what customers owe}."""
        bindings = self.env["shopify.sale.order"].union(*bindings.values())
        orders = {
            payment.odoo_id.move_id: payment.order_id
            for payment in bindings.payment_ids
            if payment.odoo_id.move_id
        }
        lines = self.env["account.move.line"].search_fetch(
            [
                ("move_id", "in", [move.id for move in orders]),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
            ],
            ["move_id", "amount_currency"],
        )
        paid = {}
        for line in lines:
            binding = orders[line.move_id]
            paid[binding] = paid.get(binding, Decimal(0)) - line._shopify_money(
                line.amount_currency
            )
        return paid

    # -- orders that differ ----------------------------------------------------------

    def _prepare_line(self, policy, node, binding, books):
        side_code = (
            node["presentmentCurrencyCode"]
            if policy.order_currency == "presentment"
            else node["currencyCode"]
        )
        currency = binding.currency_id if binding else self._currency(side_code)
        return {
            "external_id": node["id"],
            "name": node["name"],
            "binding_id": binding.id if binding else False,
            "currency_id": currency.id,
            "shopify_owed": float(books.owed),
            "odoo_owed": float(books.odoo_owed),
            "billed": float(books.billed or 0),
            "shopify_paid": float(books.received),
            "odoo_paid": float(books.paid or 0),
            "difference": float(books.difference),
            "reason": " ".join(
                self._reasons(node, binding, books.in_words(currency.decimal_places))
                if binding
                else [self.env._("This order is not in Odoo.")]
            ),
        }

    def _currency(self, code):
        return (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", code)])
        )

    def _reasons(self, node, binding, books):
        """Sentences. `books` has its amounts in words."""
        if books.odoo_owed != books.owed:
            yield self.env._(
                "Shopify says that %(shopify)s is owed, the sale order says %(odoo)s.",
                shopify=books.owed,
                odoo=books.odoo_owed,
            )
        if books.billed is not None and books.billed != books.owed:
            yield self.env._(
                "Invoices less credit notes are %(billed)s, owed is %(owed)s.",
                billed=books.billed,
                owed=books.owed,
            )
        if books.paid is not None and books.paid != books.received:
            yield self.env._(
                "Payments less refunds are %(paid)s in Odoo and %(received)s in "
                "Shopify.",
                paid=books.paid,
                received=books.received,
            )
        updated_at = instant(node["updatedAt"])
        if binding.remote_updated_at and binding.remote_updated_at < updated_at:
            yield self.env._("Its latest change was not taken over yet.")

    def _explain(self, backend, rows):
        """Open issues of these orders say why."""
        issues = self.env["shopify.issue"].search(
            [
                ("backend_id", "=", backend.id),
                ("state", "=", "open"),
                ("resource_id", "in", [row["external_id"] for row in rows]),
            ]
        )
        for row in rows:
            told = issues.filtered(
                lambda i, row=row: i.resource_id == row["external_id"]
            )
            row["reason"] = " ".join([row["reason"], *told.mapped("message")])


def owed(node, side):
    """What the customer owes or has paid for: the order's worth now, and what refunds
    paid back less (below zero: more) than what they took off it."""
    found = [each for refund in node["refunds"] for each in adjustments(refund)]
    return amount(node["currentTotalPriceSet"], side) + sum(
        amount(each[name], side)
        for each in found
        for name in ("amountSet", "taxAmountSet")
    )


class SaleOrder(models.Model):
    """What an order from a store is worth by itself, and by its invoices."""

    _inherit = "sale.order"

    def _shopify_owed_total(self):
        """Decimal: what the lines say is owed, without what was refunded."""
        if self.state == "cancel":
            kept = (line._shopify_owed() for line in self.order_line)
            return sum((net + sum(taxes.values()) for net, taxes in kept), Decimal(0))
        return decimal(self.currency_id.round(self._shopify_parts(False)["total"]))

    def _shopify_billed_total(self):
        """Decimal: posted invoices less credit notes; None while units or invoices
        wait."""
        # No `filtered`: the moves of all orders are to be read at once.
        posted = [move for move in self.invoice_ids if move.state == "posted"]
        if self._shopify_is_to_bill(posted):
            return None
        return sum((move._shopify_billed_of(self) for move in posted), Decimal(0))

    def _shopify_is_to_bill(self, posted):
        """Whether units of the order are on no posted invoice yet."""
        if self.state == "cancel":
            return not posted and self._shopify_settings().order_invoice == "never"
        return not posted or any(
            line._shopify_units_billed() < line._shopify_units_owed()
            for line in self.order_line
            if not line.display_type and not line._shopify_is_difference()
        )


class AccountMove(models.Model):
    _inherit = "account.move"

    def _shopify_billed_of(self, order):
        """What this invoice (credit notes: below zero) bills of an order: all of it,
        unless it bills other orders as well."""
        lines = self.invoice_line_ids
        if lines.sale_line_ids.order_id == order:
            total = self.amount_total
        else:
            total = sum(
                lines.filtered(lambda x: order in x.sale_line_ids.order_id).mapped(
                    "price_total"
                )
            )
        return decimal(self.currency_id.round(-self.direction_sign * total))
