from odoo import fields, models


class ShopifyProductTemplate(models.Model):
    """A product of the store, and the Odoo product that stands for all of it.

    `odoo_id` is empty when the variants are variants of several Odoo products:
    then only the variants are linked, each for itself.
    """

    _name = "shopify.product.template"
    _inherit = "shopify.binding"
    _description = "Shopify Product"
    _rec_name = "title"

    odoo_id = fields.Many2one(
        "product.template",
        string="Product",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
    )
    title = fields.Char(readonly=True)
    handle = fields.Char(readonly=True)
    status = fields.Selection(
        [
            ("ACTIVE", "Active"),
            ("DRAFT", "Draft"),
            ("UNLISTED", "Unlisted"),
            ("ARCHIVED", "Archived"),
        ],
        string="Status in Shopify",
        readonly=True,
    )
    vendor = fields.Char(readonly=True)
    product_type = fields.Char(string="Type in Shopify", readonly=True)
    follows_options = fields.Boolean(
        readonly=True,
        help="Attributes and variants of the Odoo product follow the store's. Off "
        "where Odoo's product had other attributes before it was linked.",
    )
    variant_ids = fields.One2many(
        "shopify.product.product", "template_id", string="Variants"
    )

    # A product that was deleted and made anew in the store takes over.
    _odoo_unique = models.UniqueIndex("(backend_id, odoo_id) WHERE active")

    def _still_sold(self):
        """Odoo variants that are sold although the store has nothing for them now."""
        self.ensure_one()
        products = self.with_context(active_test=False).variant_ids.odoo_id
        products = products.filtered(lambda p: p.active and p.sale_ok)
        others = self.env["shopify.product.product"].search(
            [("backend_id", "=", self.backend_id.id), ("odoo_id", "in", products.ids)]
        )
        return products - others.odoo_id

    def _admin_path(self):
        return "products"
