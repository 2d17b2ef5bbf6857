from odoo import models


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

    def _booked_since(self, policy, binding):
        """Where the invoice is in our books, so is all that was ever paid."""
        if binding.backfill_id:
            return binding.books_since
        return super()._booked_since(policy, binding)
