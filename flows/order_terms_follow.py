from odoo import api, models
from odoo.tools import format_date

from ..shopify.errors import BusinessError

OPEN = ("not_paid", "partial")


class ShopifyFlowOrderImport(models.AbstractModel):
    """Other payment terms are agreed on in the store, after the order came in.

    The order and its drafts have them at once. What the customer was told by a posted
    invoice is not rewritten: somebody has to know of it.
    """

    _inherit = "shopify.flow.order_import"

    @api.model
    def _describe(self, batch):
        for gid, binding in batch.bindings.items():
            node = batch.nodes.get(gid)
            if node and binding.synced_at and "paymentTerms" in node:
                self._follow_terms(batch, node, binding)
        return super()._describe(batch)

    def _follow_terms(self, batch, node, binding):
        before, now = binding.payment_terms or "", terms_name(node)
        if before == now:
            return
        order = binding.odoo_id
        term = self._term_of(batch, node, order)
        order.payment_term_id = term
        drafts = order.invoice_ids.filtered(lambda move: move.state == "draft")
        drafts.invoice_payment_term_id = term
        if self._billed_on_terms(order):
            binding.terms_before = binding.terms_before or before or self.env._("none")

    def _term_of(self, batch, node, order):
        """Odoo's terms for those of the store; else those of the customer."""
        term = self.env["shopify.order.lookups"]._payment_term(batch, node)
        customer = order.partner_id.with_company(order.company_id)
        return term or customer.property_payment_term_id

    def _billed_on_terms(self, order):
        """Invoices that the customer has and still owes."""
        return order.invoice_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.payment_state in OPEN
            )
        )

    @api.model
    def _after_import(self, batch, created):
        """Due dates of posted invoices are somebody's to change, or to leave: they are
        told until they agree with the terms, or nothing is owed any more."""
        result = super()._after_import(batch, created)
        for gid, binding in batch.bindings.items():
            if gid in batch.nodes and binding.terms_before:
                self._tell_due_dates(batch, gid, binding)
        return result

    def _tell_due_dates(self, batch, gid, binding):
        order, node = binding.odoo_id, batch.nodes[gid]
        term = self._term_of(batch, node, order)
        unknown = node.get("paymentTerms") and not self.env[
            "shopify.order.lookups"
        ]._payment_term(batch, node)
        told = []
        for invoice in self._billed_on_terms(order):
            due = due_date(term, invoice)
            if unknown:
                told.append(self._in_words(invoice))
            elif due not in due_dates(invoice):
                told.append(self._in_words(invoice, due))
        error = told and self._terms_error(binding, told)
        if error and not self._is_settled(binding, error):
            batch.problem(gid, error)
        else:
            binding.terms_before = False

    def _is_settled(self, binding, error):
        """Somebody read the very same and decided to leave it."""
        ignored = [
            ("backend_id", "=", binding.backend_id.id),
            ("resource_id", "=", binding.external_id),
            ("code", "=", error.code),
            ("message", "=", str(error)),
            ("state", "=", "ignored"),
        ]
        return bool(self.env["shopify.issue"].search_count(ignored, limit=1))

    def _in_words(self, invoice, due=None):
        values = {
            "invoice": invoice.name,
            "due": format_date(self.env, invoice.invoice_date_due),
        }
        if not due:
            return self.env._("%(invoice)s is due on %(due)s", **values)
        return self.env._(
            "%(invoice)s is due on %(due)s, by the new terms on %(new)s",
            new=format_date(self.env, due),
            **values,
        )

    def _terms_error(self, binding, told):
        return BusinessError(
            "terms_changed",
            self.env._(
                "The payment terms of order %(order)s were changed in Shopify, from "
                "%(before)s to %(now)s, after it was billed: %(invoices)s.",
                order=binding.odoo_id.name,
                before=binding.terms_before,
                now=binding.payment_terms or self.env._("none"),
                invoices="; ".join(told),
            ),
            name=binding.odoo_id.name,
            record=binding.odoo_id,
        )


def terms_name(node):
    terms = node["paymentTerms"]
    return terms["paymentTermsName"] if terms else ""


def due_dates(invoice):
    """What an invoice says, and when its last part is due in the books."""
    parts = invoice.line_ids.filtered("date_maturity").mapped("date_maturity")
    return {invoice.invoice_date_due, max(parts, default=None)}


def due_date(term, invoice):
    """When the last part of an invoice would be due."""
    begin = invoice.invoice_date
    return max((line._get_due_date(begin) for line in term.line_ids), default=begin)
