import re

from odoo import fields, models
from odoo.exceptions import ValidationError


class ShopifyTaxNumber(models.AbstractModel):
    """The tax number that somebody gave in the store, and what became of it.

    It goes to the contact that is billed, unless somebody gave that one another in
    Odoo. Whether it is one is for Odoo's own checks to say. What is not taken over
    stays here, with the reason; nothing else waits for it.
    """

    _name = "shopify.tax.number"
    _description = "Tax Number Given in Shopify"

    tax_number = fields.Char(string="Tax number", readonly=True)
    tax_number_note = fields.Char(
        string="Tax number not taken over",
        readonly=True,
        help="Why the tax number is not that of the contact.",
    )

    def _offer_tax_number(self, number, contact, may_take):
        """Note a number; give it to the contact. Once: what people do later stays.

        :param may_take: function of the contact's present number: does the store's
            say count?
        """
        if number == self.tax_number and not self.tax_number_note:
            return
        self.tax_number = number
        self.tax_number_note = bool(number) and self._give_tax_number(
            number, contact.commercial_partner_id, may_take
        )

    def _give_tax_number(self, number, contact, may_take):
        """False, or why the contact does not get it."""
        present = contact.vat
        if present and plain(number) in plain(present) or not may_take(present):
            return False
        if contact.is_company:
            return self.env._("The contact is a company's.")
        if present and present != contact.shopify_vat or self._has_newer(contact):
            return self.env._("The contact has another one: %s", present)
        try:
            with self.env.cr.savepoint():
                contact.vat, _country = contact._run_vat_checks(
                    contact.country_id, number, contact.name
                )
        except ValidationError as error:
            return " ".join(str(error).split())
        contact.shopify_vat = contact.vat
        return False

    def _has_newer(self, contact):
        """Whether the contact's present number is younger than this one."""
        return False


class ShopifyResPartner(models.Model):
    _name = "shopify.res.partner"
    _inherit = ["shopify.res.partner", "shopify.tax.number"]


class ShopifySaleOrder(models.Model):
    _name = "shopify.sale.order"
    _inherit = ["shopify.sale.order", "shopify.tax.number"]

    def _has_newer(self, contact):
        """An older order may come later: when history is imported."""
        domain = [
            ("tax_number", "!=", False),
            ("odoo_id.partner_invoice_id.commercial_partner_id", "=", contact.id),
            ("remote_created_at", ">", self.remote_created_at),
        ]
        return bool(contact.vat and self.search_count(domain, limit=1))


def plain(number):
    """A number without the ways to write it: `de 123.456` -> `DE123456`."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())
