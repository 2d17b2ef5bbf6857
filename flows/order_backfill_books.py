from odoo import models

from .order_payment import moment


class ShopifyOrderInvoice(models.AbstractModel):
    """Invoices of older orders: only where somebody wants them, with their own days."""

    _inherit = "shopify.order.invoice"

    def _is_due(self, policy, binding):
        return not binding.books_since and super()._is_due(policy, binding)

    def _day(self, policy, order):
        """Odoo does not know when older orders were delivered."""
        if policy.order_invoice == "delivered" and order.shopify_bind_ids[:1].past:
            return self._local_day(order.date_order)
        return super()._day(policy, order)


class ShopifyOrderPayment(models.AbstractModel):
    _inherit = "shopify.order.payment"

    def _waiting(self, batch, policy, gateways, found):
        """Earlier payments of orders that are in other books are left there."""
        ours = [
            (gid, each)
            for gid, each in found
            if not (since := batch.bindings[gid].books_since) or moment(each) >= since
        ]
        return super()._waiting(batch, policy, gateways, ours)
