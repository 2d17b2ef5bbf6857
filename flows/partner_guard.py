"""What may be written on a contact that Odoo had before."""

from .address import PLACE_FIELDS

ADDRESS_FIELDS = (*PLACE_FIELDS, "company_name")


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
