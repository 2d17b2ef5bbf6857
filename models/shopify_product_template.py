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

    def _is_still_sold(self):
        """Whether Odoo sells what the store no longer has, under no other link."""
        self.ensure_one()
        template = self.odoo_id
        if not template.active or not template.sale_ok:
            return False
        return not self.variant_ids.search_count(
            [
                ("backend_id", "=", self.backend_id.id),
                ("odoo_id", "in", template.product_variant_ids.ids),
            ]
        )

    def _admin_path(self):
        return "products"
