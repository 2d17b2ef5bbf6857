from odoo import api, fields, models


class ShopifySaleOrder(models.Model):
    """The link between an order of the store and a sale order.

    Keeps what Shopify says of the order and Odoo has no place for.
    """

    _name = "shopify.sale.order"
    _inherit = "shopify.binding"
    _description = "Shopify Order"
    _order = "remote_created_at desc, id desc"

    odoo_id = fields.Many2one(
        "sale.order", string="Sale order", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(string="Number", readonly=True)
    remote_created_at = fields.Datetime(string="Placed", readonly=True)
    financial_status = fields.Char(string="Payment", readonly=True)
    fulfillment_status = fields.Char(string="Fulfilment", readonly=True)
    return_status = fields.Char(string="Returns", readonly=True)
    source_name = fields.Char(string="Channel", readonly=True)
    gateways = fields.Char(string="Paid by", readonly=True)
    discount_codes = fields.Char(readonly=True)
    note = fields.Text(string="Customer's note", readonly=True)
    attributes = fields.Text(string="Additional details", readonly=True)
    is_test = fields.Boolean(string="Test order", readonly=True)
    held = fields.Boolean(
        readonly=True,
        help="Not confirmed because something has to be decided first.",
    )
    ordered_hash = fields.Char(
        readonly=True,
        help="What was ordered, at which prices. Another value: the order was edited.",
    )
    made_hash = fields.Char(
        readonly=True,
        help="The lines as they were imported. Another value: a person changed them.",
    )
    money_hash = fields.Char(
        readonly=True,
        help="Units and prices of the lines as they were imported. Another value: a "
        "person changed them, and the store's later changes are only told.",
    )
    asked_hash = fields.Char(
        readonly=True, help="The edit that waits for somebody to agree."
    )
    agreed_hash = fields.Char(readonly=True, help="The edit that was agreed to.")
    refund_ids = fields.One2many(
        "shopify.refund", "binding_id", string="Refunds", readonly=True
    )
    taxes_included = fields.Boolean(string="Prices contain taxes", readonly=True)
    currency_id = fields.Many2one(related="odoo_id.currency_id")
    other_total = fields.Char(
        string="In the other currency",
        readonly=True,
        help="The total in the currency that was not chosen for orders: the "
        "customer's, or the store's. For information only.",
    )
    part_ids = fields.One2many(
        "shopify.sale.order.part", "binding_id", string="Explained total"
    )

    _odoo_unique = models.Constraint(
        "UNIQUE(backend_id, odoo_id)", "This sale order is linked already."
    )

    def _admin_path(self):
        return "orders"

    def _keep_hashes(self):
        """Remember the lines as they are now as the import's own work."""
        order = self.odoo_id
        self.made_hash = order._shopify_lines_hash()
        self.money_hash = order._shopify_lines_hash(products=False)

    def _may_be_made_anew(self):
        """A quotation, as long as nobody has corrected its lines."""
        self.ensure_one()
        order = self.odoo_id
        return order.state == "draft" and self.made_hash == order._shopify_lines_hash()


# What explains the total and is no part of it.
INFORMATION = ("refunded", "collected", "rounding")


class ShopifySaleOrderPart(models.Model):
    """One part of an order's total: what Shopify says against what Odoo has."""

    _name = "shopify.sale.order.part"
    _description = "Part of a Shopify Order's Total"
    _order = "id"
    _log_access = False

    binding_id = fields.Many2one(
        "shopify.sale.order", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [
            ("items", "Items, after discounts"),
            ("shipping", "Shipping"),
            ("tax", "Taxes"),
            ("duties", "Duties"),
            ("fees", "Fees"),
            ("tip", "Tip"),
            ("difference", "Refund differences"),
            ("total", "Total"),
            ("refunded", "Refunded or removed since it was ordered"),
            ("collected", "Taxes that the marketplace pays"),
            ("rounding", "Cash rounding, booked with the payment"),
        ],
        string="Part",
        required=True,
        readonly=True,
    )
    currency_id = fields.Many2one(related="binding_id.currency_id")
    shopify_amount = fields.Monetary(string="Shopify", readonly=True)
    odoo_amount = fields.Monetary(string="Odoo", compute="_compute_odoo_amount")
    difference = fields.Monetary(compute="_compute_odoo_amount")
    is_information = fields.Boolean(compute="_compute_odoo_amount")

    @api.model
    def _keep(self, explained):
        """Replace the parts of orders, {binding: {kind: amount}}; the order of the
        kinds is kept.

        What only has other amounts is written, not made anew: deleting a record
        empties Odoo's whole cache.
        """
        rows, over = [], self.browse()
        for binding, amounts in explained.items():
            kinds, known = list(amounts), binding.part_ids
            if known.mapped("kind") != kinds[: len(known)]:
                over |= known
                known = known.browse()
            for part in known:
                if part.shopify_amount != amounts[part.kind]:
                    part.shopify_amount = amounts[part.kind]
            rows += [
                {"binding_id": binding.id, "kind": kind, "shopify_amount": amount}
                for kind, amount in list(amounts.items())[len(known) :]
            ]
        over.unlink()
        self.create(rows)

    def _compute_odoo_amount(self):
        for binding, parts in self.grouped("binding_id").items():
            amounts = binding.odoo_id._shopify_parts(binding.taxes_included)
            for part in parts:
                part.is_information = part.kind in INFORMATION
                part.odoo_amount = amounts.get(
                    part.kind, part.shopify_amount if part.is_information else 0.0
                )
                part.difference = part.currency_id.round(
                    part.odoo_amount - part.shopify_amount
                )
