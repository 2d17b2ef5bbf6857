from odoo import fields, models

MARKETING = [
    ("not_subscribed", "Never asked"),
    ("pending", "To be confirmed"),
    ("subscribed", "Subscribed"),
    ("unsubscribed", "Unsubscribed"),
    ("invalid", "Address invalid"),
    ("redacted", "Erased"),
]


class ShopifyResPartner(models.Model):
    """A customer of a store and the contact that stands for them in Odoo."""

    _name = "shopify.res.partner"
    _inherit = "shopify.contact.binding"
    _description = "Shopify Customer"

    tax_exempt = fields.Boolean(readonly=True)
    tags = fields.Char(
        readonly=True,
        help="The tags as last taken from Shopify, to tell which were removed there.",
    )

    email_marketing = fields.Selection(
        MARKETING, string="E-mail marketing", readonly=True
    )
    blacklisted_email = fields.Char(
        string="Blacklisted address",
        readonly=True,
        help="The address that was put on Odoo's blacklist because this customer "
        "unsubscribed in the store.",
    )
    merged_into_id = fields.Many2one(
        "shopify.res.partner",
        string="Merged into",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The customer of the store with whom this one was merged.",
    )
    kept_apart = fields.Boolean(
        string="Contacts kept apart",
        readonly=True,
        help="Somebody decided that the merged customers' contacts stay two.",
    )

    # A customer deleted in the store leaves the contact to the one who comes after.
    _odoo_unique = models.UniqueIndex(
        "(backend_id, odoo_id) WHERE active",
        "This contact is linked to another customer of the store already.",
    )

    def _admin_path(self):
        return "customers"

    def _blacklist(self, email, refuses):
        """The customer unsubscribed, or subscribed again. What somebody else put on
        the blacklist, or took off it, stays as it is."""
        blacklist = self.env["mail.blacklist"].sudo()
        if not refuses and self.blacklisted_email:
            message = self.env._("Subscribed in Shopify (%s).", self.backend_id.name)
            blacklist._remove(self.blacklisted_email, message=message)
            self.blacklisted_email = False
        elif refuses and email and self.blacklisted_email != email:
            if not blacklist.search_count([("email", "=", email)]):
                message = self.env._(
                    "Unsubscribed in Shopify (%s).", self.backend_id.name
                )
                blacklist._add(email, message=message)
                self.blacklisted_email = email

    def _last_heir(self):
        """Who this customer is after all merges; nobody when they are just gone."""
        heir, seen = self, self.browse()
        while heir.merged_into_id and heir not in seen:
            seen |= heir
            heir = heir.merged_into_id
        return heir if heir.active else self.browse()

    def _is_apart(self):
        """Whether a merged customer has a contact of its own that nobody settled."""
        heir = self.merged_into_id
        return (
            bool(heir)
            and self.odoo_id.active
            and self.odoo_id != heir.odoo_id
            and not self.kept_apart
        )

    def _rival(self):
        """Another customer of the store who has this one's contact by now."""
        same = self.odoo_id._shopify_links().filtered("active") - self
        return same.filtered(lambda link: link.backend_id == self.backend_id)


class ShopifyBackend(models.Model):
    """The contact for those who left neither a name nor an address."""

    _inherit = "shopify.backend"

    guest_partner_id = fields.Many2one(
        "res.partner",
        string="Contact for anonymous orders",
        copy=False,
        help="Stands for buyers of whom Shopify tells nothing: walk-in sales, or "
        "customer data withheld from the app. Made when first needed.",
    )
