from odoo import fields, models


class ShopifyContactBinding(models.AbstractModel):
    """The link between a customer, a company or a location and its contact."""

    _name = "shopify.contact.binding"
    _inherit = "shopify.binding"
    _description = "Link to a Shopify customer or company"

    odoo_id = fields.Many2one(
        "res.partner", string="Contact", required=True, index=True, ondelete="cascade"
    )
    known_before = fields.Boolean(
        string="Known to Odoo before",
        help="Odoo had this contact before it was linked: only its empty fields are "
        "filled from Shopify. Switch it off to let Shopify's changes in.",
    )
