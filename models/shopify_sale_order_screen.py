from odoo import api, fields, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

# Shopify's states in plain words. Its lists may grow: an unknown state is shown as
# Shopify names it.
STATUS_LABELS = {
    "AUTHORIZED": _lt("Authorised"),
    "EXPIRED": _lt("Expired"),
    "PAID": _lt("Paid"),
    "PARTIALLY_PAID": _lt("Partly paid"),
    "PARTIALLY_REFUNDED": _lt("Partly refunded"),
    "PENDING": _lt("Not paid yet"),
    "REFUNDED": _lt("Refunded"),
    "VOIDED": _lt("Voided"),
    "FULFILLED": _lt("Sent"),
    "IN_PROGRESS": _lt("In progress"),
    "ON_HOLD": _lt("On hold"),
    "OPEN": _lt("Open"),
    "PARTIALLY_FULFILLED": _lt("Partly sent"),
    "PENDING_FULFILLMENT": _lt("Handed to a service"),
    "REQUEST_DECLINED": _lt("Declined by the service"),
    "RESTOCKED": _lt("Restocked"),
    "SCHEDULED": _lt("Scheduled"),
    "UNFULFILLED": _lt("Not sent yet"),
}


class ShopifySaleOrder(models.Model):
    """What the list of orders shows of the sale order besides.

    Computed without `@api.depends`: nothing that the import writes has to look for
    these fields.
    """

    _inherit = "shopify.sale.order"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", compute="_compute_from_order"
    )
    amount_total = fields.Monetary(string="Total", compute="_compute_from_order")
    payment_label = fields.Char(string="Payment status", compute="_compute_labels")
    fulfillment_label = fields.Char(
        string="Fulfilment status", compute="_compute_labels"
    )

    @api.depends_context("lang")
    def _compute_labels(self):
        for binding in self:
            binding.payment_label = binding._label(binding.financial_status)
            binding.fulfillment_label = binding._label(binding.fulfillment_status)

    def _label(self, status):
        if status in STATUS_LABELS:
            return STATUS_LABELS[status]._translate(self.env.lang or "en_US")
        return status

    def _compute_from_order(self):
        for binding in self:
            binding.partner_id = binding.odoo_id.partner_id
            binding.amount_total = binding.odoo_id.amount_total
