from odoo import api, models

from ..shopify.errors import BusinessError
from ..shopify.values import amount, instant
from .refusal import all_or_each

# What moves money, and in which direction. Authorisations and voids do not.
DIRECTIONS = {
    "SALE": "inbound",
    "CAPTURE": "inbound",
    "REFUND": "outbound",
    "CHANGE": "outbound",
}


class ShopifyOrderPayment(models.AbstractModel):
    """Payments of a batch of orders, booked once and reconciled.

    Money is money: it is booked as soon as the store has it, also of an order that is
    held. Until there is an invoice it is the customer's credit.
    """

    _name = "shopify.order.payment"
    _description = "Shopify Order Import: Payments"

    @api.model
    def _process(self, batch, orders):
        """Book what moved and was not booked; reconcile what can be.

        :param orders: {gid: binding}; of those that were read just now the batch has
            the node, the others are only reconciled
        """
        policy = self.env["shopify.flow.order_import"]._policy(batch.backend)
        found = [
            (gid, each)
            for gid in orders
            for each in successful(batch.nodes.get(gid))
            if not each["test"] or policy.order_test == "same"
        ]
        gateways = self.env["shopify.gateway"]._ensure(
            batch.backend,
            {each["gateway"]: each["formattedGateway"] for _gid, each in found},
        )
        if policy.order_payment:
            waiting = self._waiting(batch, policy, gateways, found)
            self._book(batch, orders, waiting)
            self._keep_fees(batch, [each for _gid, each in found])
        self.env["shopify.order.reconcile"]._process(batch, orders)

    def _booked_since(self, policy, binding):
        """From when on an order's payments are ours to book; False: all of them."""
        return policy.order_payment_since

    def _waiting(self, batch, policy, gateways, found):
        """{transaction gid: (order gid, transaction, gateway)} to be booked now."""
        known = self.env["shopify.account.payment"]._find(
            batch.backend, [each["id"] for _gid, each in found]
        )
        waiting = {}
        for gid, each in found:
            gateway = gateways[each["gateway"]]
            if each["id"] in known or gateway.ignored:
                continue
            since = self._booked_since(policy, batch.bindings[gid])
            if since and moment(each) < since:
                continue
            if gateway.journal_id:
                waiting[each["id"]] = (gid, each, gateway)
            else:
                self._note_unmapped(batch, gid, gateway)
        return waiting

    def _book(self, batch, orders, waiting):
        """One create and one posting for all of them."""

        def book(keys):
            payments = self.env["account.payment"].with_context(shopify_import=True)
            payments = payments.create(
                [self._prepare(batch, orders, *waiting[key]) for key in keys]
            )
            self._ensure_entries(payments)
            payments.action_post()
            self._remember(
                batch, orders, waiting, dict(zip(keys, payments, strict=True))
            )

        def refused(key, error):
            gid, transaction, gateway = waiting[key]
            self._note_refusal(batch, gid, gateway, error)

        all_or_each(self.env.cr, list(waiting), book, refused)

    def _ensure_entries(self, payments):
        """Payments without an outstanding account would have no entry to reconcile."""
        for payment in payments:
            if not payment.outstanding_account_id:
                account = payment._get_outstanding_account(payment.payment_type)
                payment.outstanding_account_id = account

    def _prepare(self, batch, orders, gid, transaction, gateway):
        """Values of one payment, in the order's currency."""
        node, order = batch.nodes[gid], orders[gid].odoo_id
        side = batch.lookups["side"]
        direction = DIRECTIONS[transaction["kind"]]
        rounding = amount(transaction["amountRoundingSet"], side)
        values = {
            "payment_type": direction,
            "partner_type": "customer",
            "partner_id": order.partner_invoice_id.commercial_partner_id.id,
            "amount": float(amount(transaction["amountSet"], side) + rounding),
            "currency_id": order.currency_id.id,
            "date": self.env["shopify.order.invoice"]._local_day(moment(transaction)),
            "journal_id": gateway.journal_id.id,
            "payment_method_line_id": method_line(gateway.journal_id, direction).id,
            "memo": " ".join(
                filter(None, [node["name"], gateway.title, transaction["paymentId"]])
            ),
            "payment_reference": transaction["paymentId"],
        }
        if rounding:
            values["write_off_line_vals"] = [
                self._prepare_rounding(order, gateway, direction, values, rounding)
            ]
        return values

    def _prepare_rounding(self, order, gateway, direction, values, rounding):
        """Cash is rounded: the invoice is paid in full, the drawer has a bit less."""
        journal = gateway.journal_id
        difference = -rounding if direction == "inbound" else rounding
        company = journal.company_id
        return {
            "name": self.env._("Cash rounding of order %s", order.name),
            "account_id": (
                journal.loss_account_id if difference > 0 else journal.profit_account_id
            ).id,
            "partner_id": values["partner_id"],
            "currency_id": order.currency_id.id,
            "amount_currency": float(difference),
            "balance": order.currency_id._convert(
                float(difference), company.currency_id, company, values["date"]
            ),
        }

    def _remember(self, batch, orders, waiting, payments):
        rows = []
        for key, payment in payments.items():
            gid, transaction, gateway = waiting[key]
            rows.append(
                {
                    "backend_id": batch.backend.id,
                    "external_id": key,
                    "odoo_id": payment.id,
                    "order_id": orders[gid].id,
                    "gateway_id": gateway.id,
                    "kind": transaction["kind"],
                }
            )
        self.env["shopify.account.payment"].create(rows)

    # -- what a person has to decide -----------------------------------------------

    def _note_unmapped(self, batch, gid, gateway):
        name = batch.nodes[gid]["name"]
        batch.problem(
            gid,
            BusinessError(
                "gateway_unmapped",
                self.env._(
                    "Order %(order)s was paid by %(gateway)s, which has no journal "
                    "yet.",
                    order=name,
                    gateway=gateway.title,
                ),
                name=name,
                cause=gateway._cause(),
                fix=gateway,
            ),
        )

    def _note_refusal(self, batch, gid, gateway, error):
        name = batch.nodes[gid]["name"]
        batch.problem(
            gid,
            BusinessError(
                "payment_failed",
                self.env._(
                    "Odoo could not book the payment of order %(order)s by "
                    "%(gateway)s: %(reason)s",
                    order=name,
                    gateway=gateway.title,
                    reason=error.args[0],
                ),
                name=name,
                cause=f"payment_failed:{gateway.id}",
                fix=gateway,
            ),
        )


def successful(node):
    """Transactions of an order (None: of none) in which money really moved."""
    return [
        each
        for each in (node or {}).get("transactions", ())
        if each["kind"] in DIRECTIONS and each["status"] == "SUCCESS"
    ]


def moment(transaction):
    """When it happened; a naive UTC time."""
    return instant(transaction["processedAt"] or transaction["createdAt"])


def method_line(journal, direction):
    """The journal's first way to take or give money."""
    return journal[f"{direction}_payment_method_line_ids"][:1]
