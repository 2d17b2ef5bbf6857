"""What a `Customer` node says, in Odoo's words."""

from ..shopify.errors import BusinessError
from ..shopify.values import gid_number
from .address import clean, full_name
from .partner_match import normal


def ambiguous(env, name, rivals, email):
    """The issue of a person for whom Odoo has several contacts."""
    return BusinessError(
        "customer_ambiguous",
        env._(
            "%(name)s: several contacts have the e-mail address %(email)s: %(rivals)s.",
            name=name,
            email=email,
            rivals="; ".join(rivals.mapped("display_name")),
        ),
        name=name,
        record=rivals[0],
        cause=f"customer_ambiguous:{email}",
    )


def email_of(node):
    """A customer's e-mail address as Odoo compares it; False without."""
    address = node["defaultEmailAddress"]
    return normal(address and address["emailAddress"])


def phone_of(node):
    """A customer's phone number, else that of the main address."""
    number, address = node["defaultPhoneNumber"], node["defaultAddress"]
    own = clean(number and number["phoneNumber"])
    return own or clean(address and address["phone"])


def customer_name(env, node):
    """What to call a customer who may have left no name."""
    return (
        full_name(node)
        or clean(node["defaultAddress"] and node["defaultAddress"]["name"])
        or email_of(node)
        or phone_of(node)
        or env._("Customer %s", gid_number(node["id"]))
    )


def language(locale, installed):
    """The installed language for a locale (`de`, `pt-BR`); None without."""
    code = (locale or "").replace("-", "_")
    if code in installed:
        return code
    same = (lang for lang in installed if lang.split("_")[0] == code.split("_")[0])
    return next(same, None)
