from odoo import models
from odoo.exceptions import UserError

LINKS = ("shopify.res.partner", "shopify.company", "shopify.company.location")


class MergePartner(models.TransientModel):
    """Contacts that are two customers of one store are merged in the store."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        self._check_shopify_links(partner_ids)
        return super()._merge(partner_ids, dst_partner, extra_checks)

    def _check_shopify_links(self, partner_ids):
        """One of the two links would be lost, and the customer come back anew."""
        for model in LINKS:
            found = self.env[model].sudo().search([("odoo_id", "in", partner_ids)])
            for backend, links in found.grouped("backend_id").items():
                if len(links) > 1:
                    raise UserError(self._shopify_refusal(backend))

    def _shopify_refusal(self, backend):
        return self.env._(
            "These contacts stand for different customers of the store %(store)s. "
            "Merge the customers in Shopify: Odoo follows. If they are different "
            "people, keep both contacts.",
            store=backend.name,
        )
