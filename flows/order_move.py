from odoo import api, models

from .order_address import main_place, prepare_main_address


class ShopifyOrderPartners(models.AbstractModel):
    """Orders stay where they were sent when their customer moves."""

    _inherit = "shopify.order.partners"

    @api.model
    def _keep_address(self, customer):
        """Give the customer's main address to the orders that use it, as a contact
        of its own; called before the main address changes."""
        if not any(main_place(customer).values()):
            return
        orders = self.env["sale.order"].search(
            [
                ("state", "!=", "cancel"),
                "|",
                ("partner_invoice_id", "=", customer.id),
                ("partner_shipping_id", "=", customer.id),
            ]
        )
        if not orders:
            return
        vals = prepare_main_address(customer)
        contact = self._contacts({"main": vals})["main"]
        billed = orders.filtered(lambda order: order.partner_invoice_id == customer)
        sent = orders.filtered(lambda order: order.partner_shipping_id == customer)
        # The place is the same, so the fiscal position is; a chosen one must stay.
        with self.env.protecting([orders._fields["fiscal_position_id"]], orders):
            billed.write({"partner_invoice_id": contact.id})
            # With this key Odoo takes the transfers along.
            sent.with_context(update_delivery_shipping_partner=True).write(
                {"partner_shipping_id": contact.id}
            )
