from odoo import api, models

from .address import clean, content_key, full_name
from .customer_values import ambiguous
from .order_address import addresses_of
from .partner_match import decide, find_persons, normal, stand_in_hash


class ShopifyOrderPartners(models.AbstractModel):
    """Buyers without a customer in Shopify.

    Who left an e-mail address is found again by it, who left but a name by name and
    address; who left nothing (walk-in sales, customer data withheld from the app)
    is one contact per store.
    """

    _inherit = "shopify.order.partners"

    @api.model
    def _guests(self, batch, places, known):
        """{order gid: contact} of the orders for nobody who is known."""
        orders = {gid: n for gid, n in batch.nodes.items() if gid not in known}
        if not orders:
            return {}
        guests = {gid: prepare_guest(places, node) for gid, node in orders.items()}
        known = {gid: vals for gid, vals in guests.items() if vals}
        found = self._find_guests(batch, known)
        made = self._create_guests(
            batch, [vals for gid, vals in known.items() if gid not in found]
        )
        for gid, vals in guests.items():
            if not vals:
                found[gid] = self._walk_in(batch.backend)
            elif gid not in found:
                found[gid] = made[vals["shopify_address_hash"]]
        return found

    @api.model
    def _create_guests(self, batch, vals_list):
        """{mark: contact}; a guest's first order in the batch says who they are."""
        rows = {}
        for vals in vals_list:
            rows.setdefault(
                vals["shopify_address_hash"],
                {**vals, "company_id": batch.backend.company_id.id},
            )
        created = self.env["res.partner"].create(list(rows.values()))
        return dict(zip(rows, created, strict=True))

    @api.model
    def _find_guests(self, batch, guests):
        """{order gid: contact} of those there are; a doubt is the order's problem."""
        if not guests:
            return {}
        marks = {vals["shopify_address_hash"] for vals in guests.values()}
        emails = {email for vals in guests.values() if (email := normal(vals["email"]))}
        persons = find_persons(batch.backend, emails, marks)
        found = {}
        for gid, vals in guests.items():
            match = decide(same_guest(persons, vals), vals["shopify_address_hash"])
            if match.rivals:
                batch.problem(
                    gid,
                    ambiguous(self.env, vals["name"], match.rivals, vals["email"]),
                )
            if match.partner:
                found[gid] = match.partner
        return found

    @api.model
    def _walk_in(self, backend):
        """The store's contact for those who left nothing. Two jobs that make it at
        once collide on the store's row, and one of them starts again."""
        if not backend.guest_partner_id:
            backend.guest_partner_id = self.env["res.partner"].create(
                {
                    "name": self.env._("Walk-in customer (%s)", backend.name),
                    "company_id": backend.company_id.id,
                }
            )
        return backend.guest_partner_id


def same_guest(persons, vals):
    """Those of the persons who have the guest's e-mail address, or mark."""
    email = normal(vals["email"])
    if email:
        return persons.filtered(lambda person: person.email_normalized == email)
    mark = vals["shopify_address_hash"]
    return persons.filtered(lambda person: person.shopify_address_hash == mark)


def prepare_guest(places, node):
    """Values of a guest's contact; None when the order tells nothing of them."""
    address = addresses_of(node).get("invoice")
    email = normal(node["email"]) and clean(node["email"])
    name, company, values = False, False, {}
    if address:
        name, company = full_name(address), clean(address["company"])
        values = {**places.values(address), "phone": clean(address["phone"])}
    if not (email or name or company):
        return None
    key = normal(email) or content_key((name, company), values)
    return {
        **values,
        "name": name or company or email,
        "company_name": company if name else False,
        "email": email,
        "phone": values.get("phone") or clean(node["phone"]),
        "shopify_address_hash": stand_in_hash(key),
    }
