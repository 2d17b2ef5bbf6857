from odoo import api, fields, models

from ..flows.batch import Batch


class ShopifyCompany(models.Model):
    """A company that buys in a store, and the company that stands for it in Odoo."""

    _name = "shopify.company"
    _inherit = "shopify.contact.binding"
    _description = "Shopify Company"
    _rec_name = "name"

    odoo_id = fields.Many2one(string="Company")
    name = fields.Char(string="Name in Shopify", readonly=True)
    location_ids = fields.One2many(
        "shopify.company.location", "company_bind_id", string="Locations"
    )

    # A company deleted in the store leaves the contact to the one who comes after.
    _odoo_unique = models.UniqueIndex(
        "(backend_id, odoo_id) WHERE active",
        "This contact is linked to another company of the store already.",
    )

    def _admin_path(self):
        return "companies"

    def _add_conflict(self, text):
        """One thing more that differs."""
        self.conflict = ", ".join(filter(None, [self.conflict, text]))

    @api.model
    def _follow_mapping(self, domain):
        """Companies with such locations get what was chosen for these just now."""
        links = self.env["shopify.company.location"].search(domain).company_bind_id
        for backend, theirs in links.grouped("backend_id").items():
            batch = Batch(backend._for_flow(), theirs.mapped("external_id"))
            flow = batch.env["shopify.flow.company_import"]
            flow._take_conditions(batch, theirs.with_env(batch.env))


class ShopifyCompanyLocation(models.Model):
    """A branch of such a company, and the delivery address that stands for it."""

    _name = "shopify.company.location"
    _inherit = "shopify.contact.binding"
    _description = "Shopify Company Location"
    _rec_name = "name"

    odoo_id = fields.Many2one(string="Address")
    company_bind_id = fields.Many2one(
        "shopify.company",
        string="Company",
        required=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(string="Name in Shopify", readonly=True)
    recipient = fields.Char(readonly=True)
    term_id = fields.Many2one(
        "shopify.payment.term", string="Payment terms in Shopify", readonly=True
    )
    catalog_ids = fields.Many2many(
        "shopify.catalog", string="Catalogues in Shopify", readonly=True
    )


class ResPartner(models.Model):
    """A contact leads to the company that it is in the store."""

    _inherit = "res.partner"

    def _shopify_customers(self):
        companies = self.env["shopify.company"]
        return super()._shopify_customers() or companies.search(
            [("odoo_id", "in", self.ids)]
        )
