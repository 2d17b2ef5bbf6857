from odoo import api, fields, models


class SaleOrder(models.Model):
    """Invoices and payments of orders from a store."""

    _inherit = "sale.order"

    shopify_payment_count = fields.Integer(compute="_compute_shopify_payment_count")

    def _compute_shopify_payment_count(self):
        for order in self:
            order.shopify_payment_count = len(order._shopify_payments())

    def _shopify_payments(self):
        return self.sudo().shopify_bind_ids.payment_ids.odoo_id

    def action_open_shopify_payments(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payments"),
            "res_model": "account.payment",
            "view_mode": "list,form",
            "domain": [("id", "in", self._shopify_payments().ids)],
            "context": {"create": False},
        }

    def _shopify_settings(self):
        """How the order's store wants it treated; empty when it is no store's order."""
        backend = self.sudo().shopify_bind_ids.backend_id[:1]
        if not backend:
            return self.env["shopify.policy"]
        return backend.env["shopify.flow.order_import"]._policy(backend)

    def _prepare_invoice(self):
        """The day of the sale, not the one on which Odoo got round to it."""
        values = super()._prepare_invoice()
        day = self.env.context.get("shopify_invoice_days", {}).get(self.id)
        return {**values, "invoice_date": day} if day else values

    def _action_confirm(self):
        result = super()._action_confirm()
        if not self.env.context.get("shopify_import"):
            billed = ("confirmed", "paid")
            self.filtered(
                lambda order: order._shopify_settings().order_invoice in billed
            )._shopify_bill_later()
        return result

    def _shopify_bill_later(self):
        """See to the invoices and payments of these orders once this is committed.

        Nobody waits for it: only a row of the inbox is written here.
        """
        bindings = self.sudo().shopify_bind_ids
        for backend, found in bindings.grouped("backend_id").items():
            rows = [
                {
                    "flow": "shopify.flow.order_billing",
                    "topic": "billing",
                    "resource_id": binding.external_id,
                }
                for binding in found
            ]
            self.env["shopify.event"].sudo()._store(backend, rows, source="odoo")


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.depends("shopify_refunded_qty")
    def _compute_qty_to_invoice(self):
        """What the store's setting says counts, not each product's.

        Units that were refunded are not billed, whether or not they came back.
        """
        super()._compute_qty_to_invoice()
        for line in self:
            if line.shopify_line_id and line.state == "sale":
                line.qty_to_invoice = line._shopify_qty_to_invoice()

    def _shopify_qty_to_invoice(self):
        if self._shopify_is_difference() and self.order_id.invoice_ids:
            return 0  # a credit note has it
        policy = self.order_id._shopify_settings().order_invoice
        sold = self.product_uom_qty - self.shopify_refunded_qty
        if policy == "delivered":
            by_delivery = self.product_id.type == "consu"
        elif policy in ("confirmed", "paid"):
            by_delivery = False
        else:
            by_delivery = self.product_id.invoice_policy == "delivery"
        billable = min(self.qty_delivered, sold) if by_delivery else sold
        return billable - self.qty_invoiced


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        """Stores that bill deliveries have something to bill now, and what a refund
        left with the customer may have come back."""
        result = super()._action_done()
        self.sale_id.filtered(
            lambda order: (
                (settings := order._shopify_settings())
                and (
                    settings.order_invoice == "delivered"
                    or any(order.order_line.mapped("shopify_refunded_qty"))
                )
            )
        )._shopify_bill_later()
        return result


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """An invoice that a person posts meets the payments that came before it."""
        posted = super()._post(soft)
        if not self.env.context.get("shopify_import"):
            sold = posted.filtered(lambda move: move.is_sale_document())
            sold.line_ids.sale_line_ids.order_id.filtered(
                lambda order: order._shopify_settings().order_payment
            )._shopify_bill_later()
        return posted
