from odoo import api, models

from .order_address import addresses_of
from .order_company import is_company
from .partner_match import normal, stand_in_hash


class ShopifyOrderPartners(models.AbstractModel):
    """Who orders for a company of the store also orders for themselves.

    A company does not pay what its people buy at home. So such an order is for a
    contact of its own, without a company, which the person's next one uses again.
    The contact in the company stays what it is. People whom only Odoo has in a
    company are none of it: there the store does not say which of the two ordered.
    """

    _inherit = "shopify.order.partners"

    @api.model
    def _private(self, batch, places, customers):
        """{order gid: contact} of these private orders. Confirmed ones keep theirs."""
        people = {
            gid: person
            for gid, person in customers.items()
            if person.commercial_partner_id != person
            and not is_company(batch.nodes[gid])
            and not self._confirmed_for(batch, gid)
        }
        persons = self._of_companies(batch, people)
        if not persons:
            return {}
        people = {gid: each for gid, each in people.items() if each in persons}
        found = self._find_private(batch, persons)
        wanted = {}
        for gid, person in people.items():
            if person not in found:
                vals = self._prepare_private(batch, places, gid, person)
                wanted.setdefault(person, vals)
        created = self.env["res.partner"].create(list(wanted.values()))
        found |= dict(zip(wanted, created, strict=True))
        return {gid: found[person] for gid, person in people.items()}

    def _of_companies(self, batch, people):
        """Those of the persons who are in a company of this store."""
        persons = self.env["res.partner"].union(*people.values())
        if not persons:
            return persons
        links = self.env["shopify.company"].search(
            [
                ("backend_id", "=", batch.backend.id),
                (
                    "odoo_id.commercial_partner_id",
                    "in",
                    persons.commercial_partner_id.ids,
                ),
            ]
        )
        companies = links.odoo_id.commercial_partner_id
        return persons.filtered(lambda each: each.commercial_partner_id in companies)

    def _find_private(self, batch, persons):
        """{person: their private contact}; two jobs that make one at once leave one
        too many, but no doubt: the first counts."""
        contacts = self.env["res.partner"].search(
            [
                ("shopify_private_of_id", "in", persons.ids),
                ("parent_id", "=", False),
                ("company_id", "in", [False, batch.backend.company_id.id]),
            ],
            order="id desc",
        )
        return {each.shopify_private_of_id: each for each in contacts}

    def _prepare_private(self, batch, places, gid, person):
        """As the first such order tells. The mark keeps it from rivalling the person
        where somebody is looked for by an e-mail address."""
        address = addresses_of(batch.nodes[gid]).get("invoice")
        return {
            **(places.values(address) if address else {}),
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "lang": person.lang,
            "company_id": batch.backend.company_id.id,
            "shopify_private_of_id": person.id,
            "shopify_address_hash": stand_in_hash(
                normal(person.email) or f"private {person.id}"
            ),
        }
