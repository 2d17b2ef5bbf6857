from odoo import fields, models


class ShopifyAccountPayment(models.Model):
    """The link between a transaction of an order and the payment booked for it.

    It makes a payment be booked once, whatever the store repeats. It stays when the
    payment is deleted: what a person took out of the books does not come again.
    """

    _name = "shopify.account.payment"
    _inherit = "shopify.binding"
    _description = "Shopify Payment"

    odoo_id = fields.Many2one(
        "account.payment",
        string="Payment",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    order_id = fields.Many2one(
        "shopify.sale.order",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    gateway_id = fields.Many2one(
        "shopify.gateway", string="Means of payment", readonly=True
    )
    kind = fields.Char(readonly=True, help="As Shopify names it: SALE, REFUND …")
    fee = fields.Monetary(
        currency_field="fee_currency_id",
        readonly=True,
        help="What the payment provider keeps, without tax; in the currency in which "
        "it pays out. Known for Shopify Payments only, often some time after the "
        "payment.",
    )
    fee_tax = fields.Monetary(
        string="Tax on the fee", currency_field="fee_currency_id", readonly=True
    )
    fee_currency_id = fields.Many2one("res.currency", readonly=True)

    _odoo_unique = models.Constraint(
        "UNIQUE(backend_id, odoo_id)", "This payment is linked already."
    )


class ShopifySaleOrder(models.Model):
    """Payments of an order."""

    _inherit = "shopify.sale.order"

    paid_at = fields.Datetime(
        string="Last payment", readonly=True, help="When money last came in."
    )
    payment_ids = fields.One2many(
        "shopify.account.payment", "order_id", string="Payments"
    )
