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
