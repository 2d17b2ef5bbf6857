from odoo import fields, models


class ResPartner(models.Model):
    """What finds a contact again that a store spoke of, whatever their number."""

    _inherit = "res.partner"

    email_normalized = fields.Char(index="btree_not_null")
    shopify_address_hash = fields.Char(
        string="Shopify address key",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="What an order in Shopify said of this contact. An order that says "
        "the same uses the contact again.",
    )
    shopify_private_of_id = fields.Many2one(
        "res.partner",
        string="Orders for a company as",
        index="btree_not_null",
        copy=False,
        readonly=True,
        ondelete="set null",
        help="The same person as a contact of the company for which they order in a "
        "store. Their private orders are for this contact here.",
    )
    shopify_vat = fields.Char(
        string="Tax number from Shopify",
        copy=False,
        readonly=True,
        help="The tax number as it was taken from a store. As long as it is the "
        "contact's, the store may change it.",
    )

    def _shopify_links(self):
        """The stores' customers that these contacts stand for, gone ones included."""
        links = self.env["shopify.res.partner"].with_context(active_test=False)
        return links.search([("odoo_id", "in", self.ids)])
