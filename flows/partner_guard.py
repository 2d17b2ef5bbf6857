"""What may be written on a contact at all, whoever owns its fields."""

from .address import PLACE_FIELDS

ADDRESS_FIELDS = (*PLACE_FIELDS, "company_name")


def fitting(partner, vals):
    """The part of the values that this contact can take.

    A company is nobody's to rename. The address of a person in a company is the
    company's: Odoo would write it there.
    """
    if partner.is_company:
        return {}
    if partner.parent_id:
        return {name: vals[name] for name in vals if name not in ADDRESS_FIELDS}
    return vals


def only_empty(partner, vals):
    """The values for fields in which nothing stands. An address is one thing."""
    has_address = any(partner[name] for name in ("street", "city", "zip"))
    return {
        name: value
        for name, value in vals.items()
        if name == "category_id"
        or not partner[name]
        and not (name in ADDRESS_FIELDS and has_address)
    }
