"""The addresses on an order as contacts below the customer."""

from .address import PLACE_FIELDS, clean, content_key, digits, full_name, same_text


def addresses_of(node):
    """{"invoice": address, "delivery": address} of an order; the one that is missing
    is taken to be the other, as Shopify's checkout does."""
    billing, shipping = node["billingAddress"], node["shippingAddress"]
    roles = {"invoice": billing or shipping, "delivery": shipping or billing}
    return {role: address for role, address in roles.items() if address}


def prepare_contact(places, address, node, customer):
    """Values of the contact for an order's address below its customer.

    None when the address says nothing, or the same as the customer's main address.
    The type is `other`: a present sent to a friend must not become the address that
    Odoo proposes for the customer's next order. A company in the address is part
    of the name; no company is made of it.
    """
    name, company = own_name(address, node, customer), clean(address["company"])
    values = {**places.values(address), "phone": clean(address["phone"])}
    if not any([name, company, *values.values()]):
        return None
    if not name and says_same(values, company, customer):
        return None
    return below(customer, name, company, values)


def prepare_main_address(customer):
    """Values of a contact that says what the customer's main address says now.

    Beside a company's location, not below it: there the order looks for it again.
    """
    values = {**main_place(customer), "phone": customer.phone}
    owner = customer.parent_id if customer.type == "delivery" else customer
    return below(owner, False, customer.commercial_company_name, values)


def below(customer, name, company, values):
    """An address contact of a customer; without `name` it bears the customer's."""
    return {
        **values,
        "name": full_title(company, name or customer.name),
        "parent_id": customer.id,
        "type": "other",
        "company_id": customer.company_id.id,
        "lang": customer.lang,
        "shopify_address_hash": content_key((name, company), values),
    }


def full_title(company, name):
    """How an address is headed."""
    return f"{company}, {name}" if company and not same_text(company, name) else name


def main_place(customer):
    """The place fields of a contact, as values."""
    place = {name: customer[name] for name in PLACE_FIELDS}
    return place | {name: place[name].id for name in ("state_id", "country_id")}


def own_name(address, node, customer):
    """The name in an address, False when it is the customer's own."""
    name = full_name(address)
    names = [customer.name]
    if node["customer"]:
        names.append(full_name(node["customer"]))
    return False if any(same_text(name, own) for own in names) else name


def says_same(values, company, customer):
    """Whether an address says what the customer's main address says. A phone number
    that is missing in the address says nothing."""
    return (
        content_key((company,), {**values, "phone": None})
        == content_key((customer.commercial_company_name,), main_place(customer))
    ) and digits(values["phone"]) in ("", digits(customer.phone))


def identity(vals):
    """By what an address contact is found again."""
    return vals["parent_id"], vals["shopify_address_hash"]
