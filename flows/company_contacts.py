from odoo import api, models

from .company_match import tax_number


class ShopifyFlowCompanyImport(models.AbstractModel):
    """The people who order for companies: the contacts below the company."""

    _inherit = "shopify.flow.company_import"

    @api.model
    def _take_contacts(self, batch):
        """Link the customers who order for the batch's companies, and put them in."""
        rows = [
            (batch.bindings[gid], contact)
            for gid, node in batch.nodes.items()
            if gid in batch.bindings
            for contact in node["contacts"]["nodes"]
        ]
        customers = {each["customer"]["id"]: each["customer"] for _link, each in rows}
        part = self.env["shopify.order.partners"]._link_known(customers, batch)
        left = {}
        for link, contact in rows:
            if contact["customer"]["id"] not in part.bindings:
                continue
            person = part.bindings[contact["customer"]["id"]].odoo_id
            if not self._join(link.odoo_id, person):
                left.setdefault(link, []).append(person.display_name)
            elif contact["title"] and not person.function:
                person.function = contact["title"]
        for link, names in left.items():
            link._add_conflict(self.env._("belong elsewhere: %s", "; ".join(names)))

    @api.model
    def _join(self, company, person):
        """Put a person into a company; False if that is for somebody to decide.

        Nobody is taken out of another company. Nor is a tax number overwritten, or
        given to the company: Odoo would do one or the other, and refuses where the
        person was invoiced before.
        """
        if person.commercial_partner_id == company.commercial_partner_id:
            return True
        numbers = tax_number(person.vat), tax_number(company.vat)
        if (
            person.is_company
            or person.parent_id
            or (numbers[0] and len({*numbers}) > 1)
        ):
            return False
        if numbers[1] and not numbers[0] and self._has_entries(person):
            return False
        self.env["shopify.order.partners"]._keep_address(person)
        person.parent_id = company
        return True

    def _has_entries(self, person):
        lines = self.env["account.move.line"].sudo()
        return bool(lines.search_count([("partner_id", "=", person.id)], limit=1))
