from odoo import api, models


class ShopifyFlowOrderBilling(models.AbstractModel):
    """What Odoo's own events mean for the books of orders from a store.

    Deliveries that were validated, orders that a person confirmed, invoices that a
    person posted. They are rows of the inbox like what the store tells, so whoever
    works in Odoo does not wait, and nothing is lost. Nothing is read from the store.
    """

    _name = "shopify.flow.order_billing"
    _inherit = "shopify.flow"
    _description = "Invoices and payments"

    _shopify_resource = "Order"
    _shopify_system = True

    @api.model
    def _process(self, batch):
        """Make the invoices that are due now, and reconcile.

        What was given back before the order was billed is credited with the invoice.
        """
        orders = self.env["shopify.sale.order"]._find(batch.backend, batch.gids)
        self.env["shopify.order.invoice"]._process(batch, orders)
        self.env["shopify.order.credit"]._process(batch, orders)
        self.env["shopify.order.reconcile"]._process(batch, orders)
