from odoo import fields, models


class ShopifySaleOrder(models.Model):
    _inherit = "shopify.sale.order"

    payment_terms = fields.Char(readonly=True)
    terms_before = fields.Char(
        string="Payment terms when it was billed",
        readonly=True,
        help="They were changed in the store afterwards, and due dates differ.",
    )


class ShopifyPolicy(models.Model):
    """How orders on payment terms are treated."""

    _inherit = "shopify.policy"

    order_confirm_terms = fields.Boolean(
        string="Confirm orders on payment terms before they are paid",
        default=True,
        help="Companies that you grant time to pay (net 30 days, on fulfilment …) "
        "order without paying. Switched off, such orders wait for the payment, too.",
    )
