"""Which contact of Odoo an e-mail address in Shopify stands for."""

from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.tools import email_normalize

from .address import text_hash


class Match(NamedTuple):
    """`partner` is the contact to take (may be empty).

    With `rivals` nobody can tell which one is meant; `partner` is then the contact
    that an earlier order got for the time being.
    """

    partner: models.Model
    rivals: models.Model


def normal(email):
    """An e-mail address as Odoo compares it; False when it is none."""
    return email_normalize(email or "", strict=False)


def stand_in_hash(key):
    """Marks the contact that an order got because no certain one was there.

    It is used again by the next order, and never rivals the others: two jobs that
    make one at the same time leave one too many, but no doubt.
    """
    return text_hash("stand-in", key)


def find_persons(backend, emails, hashes=(), taken=True):
    """The persons of the store's company with these e-mail addresses (or marks).

    Never companies, never addresses below a contact, never another company's
    contacts; without `taken` none that is linked to a customer of this store.
    """
    env = backend.env
    persons = env["res.partner"].search(
        [
            ("is_company", "=", False),
            ("type", "=", "contact"),
            ("company_id", "in", [False, backend.company_id.id]),
            "|",
            ("email_normalized", "in", list(emails)),
            ("shopify_address_hash", "in", list(hashes)),
        ],
        order="id",
    )
    if taken or not persons:
        return persons
    bindings = env["shopify.res.partner"].search_fetch(
        [("backend_id", "=", backend.id), ("odoo_id", "in", persons.ids)], ["odoo_id"]
    )
    return persons - bindings.odoo_id


def matches(backend, emails):
    """{normalised e-mail address: Match} for customers without a link."""
    found = defaultdict(backend.env["res.partner"].browse)
    if emails:
        for person in find_persons(backend, emails, taken=False):
            found[person.email_normalized] |= person
    return {email: decide(found[email], stand_in_hash(email)) for email in emails}


def decide(persons, mark):
    """The Match among persons with one e-mail address; `mark` is its stand-ins'."""
    stand_ins = persons.filtered(lambda person: person.shopify_address_hash == mark)
    others = persons - stand_ins
    if len(others) > 1:
        return Match(stand_ins[:1], others)
    return Match(others or stand_ins[:1], others.browse())
