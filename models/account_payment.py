from odoo import fields, models


class AccountPayment(models.Model):
    """Payments that were made in a store: what their provider keeps of them."""

    _inherit = "account.payment"

    shopify_bind_ids = fields.One2many(
        "shopify.account.payment", "odoo_id", string="In Shopify"
    )
    shopify_fee = fields.Monetary(
        related="shopify_bind_ids.fee",
        currency_field="shopify_fee_currency_id",
        string="Fee of the payment provider",
        help="What the provider keeps when it pays out. It is only noted here: the "
        "bank statement or the payout says what arrived.",
    )
    shopify_fee_tax = fields.Monetary(
        related="shopify_bind_ids.fee_tax", currency_field="shopify_fee_currency_id"
    )
    shopify_fee_currency_id = fields.Many2one(
        related="shopify_bind_ids.fee_currency_id"
    )
