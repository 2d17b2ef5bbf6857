from odoo import fields, models


class ShopifyPolicy(models.Model):
    """Settings of the order import that concern the books."""

    _inherit = "shopify.policy"

    order_invoice = fields.Selection(
        [
            ("never", "By hand"),
            ("confirmed", "When the order is confirmed"),
            ("paid", "When it is paid"),
            ("delivered", "When goods are delivered"),
        ],
        string="Make invoices",
        required=True,
        default="never",
        help="When confirmed or paid, everything ordered is billed, whatever the "
        "products' own invoicing policy says. When goods are delivered, what was "
        "delivered is billed, and with the first goods shipping and services. Orders "
        "on payment terms do not wait for the payment. Test orders only where they "
        "are treated like any other.",
    )
    order_invoice_post = fields.Boolean(
        string="Post invoices at once",
        default=True,
        help="Off: they stay drafts until somebody posts them.",
    )
    order_payment = fields.Boolean(
        string="Book payments",
        help="Each payment and refund of an order is booked on the journal of its "
        "means of payment (tab Payments of the store) and reconciled with the "
        "order's invoices; those of test orders only where these are treated like "
        "any other.",
    )
    order_payment_since = fields.Datetime(
        string="Payments made since",
        help="Earlier payments are left to you. Set by itself when you switch on "
        "the booking of payments, so that nothing is booked twice.",
    )

    def write(self, vals):
        """What was paid before payments are switched on may be in the books."""
        started = vals.get("order_payment") and not any(self.mapped("order_payment"))
        if started and "order_payment_since" not in vals:
            vals = {**vals, "order_payment_since": fields.Datetime.now()}
        return super().write(vals)
