from odoo import fields, models


class ShopifyProductProduct(models.Model):
    """A variant of a store's product and the Odoo variant that stands for it."""

    _name = "shopify.product.product"
    _inherit = "shopify.binding"
    _description = "Shopify Product Variant"
    _rec_name = "title"

    odoo_id = fields.Many2one(
        "product.product",
        string="Product variant",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    template_id = fields.Many2one(
        "shopify.product.template",
        string="Shopify product",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    title = fields.Char(readonly=True)
    sku = fields.Char(string="SKU", readonly=True)
    barcode = fields.Char(readonly=True)
    currency_id = fields.Many2one(related="backend_id.currency_id")
    price = fields.Monetary(
        readonly=True,
        help="The price in the store, also where Odoo's product cannot hold a "
        "price of its own for each variant.",
    )
    inventory_item_id = fields.Char(string="Inventory item", readonly=True)
    inventory_policy = fields.Selection(
        [("DENY", "No"), ("CONTINUE", "Yes")],
        string="Sold when out of stock",
        readonly=True,
        help="As Shopify last told it, or took it from Odoo.",
    )

    # A variant that was deleted and made anew in the store takes over.
    _odoo_unique = models.UniqueIndex("(backend_id, odoo_id) WHERE active")
