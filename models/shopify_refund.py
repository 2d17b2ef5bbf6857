from odoo import fields, models


class ShopifyRefund(models.Model):
    """A refund of the store, and what it became in Odoo.

    Keeps no figures of its own beside what was paid back: the lines of the order and
    its credit notes have them.
    """

    _name = "shopify.refund"
    _description = "Shopify Refund"
    _order = "refunded_at desc, id desc"
    _log_access = False

    backend_id = fields.Many2one(
        "shopify.backend", required=True, ondelete="cascade", index=True
    )
    external_id = fields.Char(string="Shopify ID", required=True, readonly=True)
    binding_id = fields.Many2one(
        "shopify.sale.order",
        string="Order",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    refunded_at = fields.Datetime(string="Refunded", readonly=True)
    note = fields.Char(string="Reason", readonly=True)
    currency_id = fields.Many2one(related="binding_id.currency_id")
    amount = fields.Monetary(string="Paid back", readonly=True)
    credit_note_ids = fields.One2many(
        "account.move", "shopify_refund_id", string="Credit notes", readonly=True
    )
    picking_ids = fields.One2many(
        "stock.picking", "shopify_refund_id", string="Returns", readonly=True
    )

    _external_unique = models.Constraint(
        "UNIQUE(backend_id, external_id)", "This refund is known already."
    )


class AccountMove(models.Model):
    _inherit = "account.move"

    shopify_refund_id = fields.Many2one(
        "shopify.refund",
        string="Shopify refund",
        copy=False,
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    shopify_return = fields.Boolean(
        string="Return from Shopify",
        readonly=True,
        help="Made because Shopify told of it; taken back when Shopify does.",
    )
    shopify_refund_id = fields.Many2one(
        "shopify.refund",
        string="Shopify refund",
        copy=False,
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
