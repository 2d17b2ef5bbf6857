from odoo import api, models


class ShopifyFlowOrderBilling(models.AbstractModel):
    """What Odoo's own events mean for the books of orders from a store.

    Deliveries that were validated, goods that came back, orders that a person
    confirmed, invoices that a person posted. They are rows of the inbox like what the
    store tells, so whoever works in Odoo does not wait, and nothing is lost. Nothing
    is read from the store here.
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
        self._settle(batch, orders)
        self._read_again(batch, orders)

    @api.model
    def _settle(self, batch, orders):
        self.env["shopify.order.invoice"]._process(batch, orders)
        self.env["shopify.order.credit"]._process(batch, orders)
        self.env["shopify.order.reconcile"]._process(batch, orders)

    @api.model
    def _read_again(self, batch, orders):
        """Refunded goods that came back leave their orders: the import sees to it."""
        lines = self.env["sale.order.line"].union(
            *(binding.odoo_id.order_line for binding in orders.values())
        )
        came_back = lines.filtered(
            lambda line: (
                line.shopify_refunded_qty
                and line.product_id.type == "consu"
                and line.qty_delivered < line.product_uom_qty
            )
        )
        bindings = came_back.order_id.shopify_bind_ids & self.env[
            "shopify.sale.order"
        ].union(*orders.values())
        bindings.content_hash = False
        rows = [
            {
                "flow": "shopify.flow.order_import",
                "topic": "goods came back",
                "resource_id": binding.external_id,
            }
            for binding in bindings
        ]
        self.env["shopify.event"]._store(batch.backend, rows, source="odoo")
