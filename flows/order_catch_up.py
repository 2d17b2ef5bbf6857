from odoo import models


class ShopifyOrderInvoice(models.AbstractModel):
    """What is to be billed of orders that came in under other settings."""

    _inherit = "shopify.order.invoice"

    def _process(self, batch, orders):
        if batch.again:
            lines = self.env["sale.order.line"].union(
                *(binding.odoo_id.order_line for binding in orders.values())
            )
            self.env.add_to_compute(lines._fields["qty_to_invoice"], lines)
        return super()._process(batch, orders)
