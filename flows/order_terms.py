from odoo import api, models

from .payment_terms import terms_key

UNPAID = {"PENDING", "PARTIALLY_PAID"}


class ShopifyOrderLookups(models.AbstractModel):
    """The payment terms that an order was placed on."""

    _inherit = "shopify.order.lookups"

    @api.model
    def _prefetch(self, batch):
        super()._prefetch(batch)
        batch.lookups["payment_terms"] = self.env["shopify.payment.term"]._ensure(
            batch.backend,
            {
                terms_key(terms): terms["paymentTermsName"]
                for node in batch.nodes.values()
                if (terms := node.get("paymentTerms"))
            },
        )

    @api.model
    def _payment_term(self, batch, node):
        """What was chosen for the order's terms; empty: those of its customer."""
        terms = node.get("paymentTerms")
        if not terms:
            return self.env["account.payment.term"]
        return batch.lookups["payment_terms"][terms_key(terms)].payment_term_id


class ShopifyFlowDraftOrderImport(models.AbstractModel):
    """A quotation tells its terms, too."""

    _inherit = "shopify.flow.draft_order_import"

    @api.model
    def _query_variables(self, backend):
        orders = self.env["shopify.flow.order_import"]._query_variables(backend)
        return {"terms": orders["terms"]}


class ShopifyFlowOrderImport(models.AbstractModel):
    """The terms stay known when the order is billed later."""

    _inherit = "shopify.flow.order_import"

    @api.model
    def _prepare_binding(self, batch, node):
        terms = node.get("paymentTerms")
        return {
            **super()._prepare_binding(batch, node),
            "payment_terms": terms and terms["paymentTermsName"],
        }


class ShopifyOrderInvoice(models.AbstractModel):
    """Who is granted time to pay needs the invoice before."""

    _inherit = "shopify.order.invoice"

    @api.model
    def _is_billable(self, policy, binding):
        return super()._is_billable(policy, binding) or bool(binding.payment_terms)


class ShopifyOrderConfirm(models.AbstractModel):
    """Who is granted time to pay has the goods before."""

    _inherit = "shopify.order.confirm"

    @api.model
    def _may_confirm(self, batch, node):
        return super()._may_confirm(batch, node) or (
            batch.lookups["policy"].order_confirm == "paid"
            and batch.lookups["policy"].order_confirm_terms
            and bool(node.get("paymentTerms"))
            and node["displayFinancialStatus"] in UNPAID
        )
