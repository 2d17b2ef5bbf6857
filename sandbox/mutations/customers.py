"""Creating, changing and deleting customers. Texts as seen in recordings."""

from ..actions.addresses import mailing_address
from ..graph.errors import FieldError
from .addresses import checked, named, same
from .registry import UserError, get, mutation

CONSENTS = ("emailMarketingConsent", "smsMarketingConsent", "whatsAppMarketingConsent")


@mutation("customerCreate", "customer")
def customer_create(store, args):
    """`CustomerInput` to a new customer."""
    values = _values(args["input"])
    _check_identity(values)
    _check_taken(store, None, values, ())
    addresses = values.pop("addresses", None) or []
    book = [named(values, checked(address)) for address in addresses]
    return {"customer": store.create_customer(addresses=book, **values)}


@mutation("customerUpdate", "customer")
def customer_update(store, args):
    """Change the fields that are given."""
    customer = get(store, args["input"].get("id"), "Customer")
    if customer is None:
        raise UserError(["id"], "Customer does not exist")
    values = _values(args["input"])
    _check_identity({**customer, **values})
    _check_taken(store, customer, values, ())
    if values.get("addresses") is not None:
        _set_addresses(store, customer, values.pop("addresses"))
    return {"customer": store.update_customer(customer["id"], **values)}


@mutation("customerDelete", "deletedCustomerId", "shop")
def customer_delete(store, args):
    """Remove a customer who never ordered."""
    gid = args["input"]["id"]
    if get(store, gid, "Customer") is None:
        message = "Customer can't be found"
        raise UserError(["id"], message, payload={"shop": store.shop})
    if any(order.get("customer") == gid for order in store.all("Order")):
        message = "Customer can’t be deleted because they have associated orders"
        raise UserError(["id"], message, payload={"shop": store.shop})
    store.delete_customer(gid)
    return {"deletedCustomerId": gid, "shop": store.shop}


@mutation("customerSet", "customer")
def customer_set(store, args):
    """Create or change the customer who is named; the addresses are replaced."""
    identifier, values = args.get("identifier") or {}, args["input"]
    customer = _identified(store, identifier, values)
    if values.get("taxExempt", False) is None:
        message = "Tax exempt is of unexpected type NilClass"
        raise UserError(["input", "taxExempt"], message, "INVALID")
    values = _values(values)
    if customer is None:
        _check_identity(values, ["input"])
    _check_taken(store, customer, values, ("input",))
    addresses = values.pop("addresses", None)
    if customer is None:
        customer = store.create_customer(**values)
    if addresses is not None:
        _set_addresses(store, customer, addresses)
    return {"customer": store.update_customer(customer["id"], **values)}


def _identified(store, identifier, values):
    """The customer an identifier names; None if one has to be made."""
    if identifier and "id" in values:
        message = "The id field is not allowed if identifier is provided."
        raise UserError(["input"], message, "ID_NOT_ALLOWED")
    if "customId" in identifier:
        message = "Metafield definition of type 'id' is required when using custom ids."
        raise FieldError(message, "NOT_FOUND")
    gid = identifier.get("id") or values.get("id")
    if gid:
        customer = get(store, gid, "Customer")
        if customer is None:
            message = "Resource matching the identifier was not found."
            raise UserError(["input"], message, "NOT_FOUND")
        return customer
    for key, value in identifier.items():
        if key not in values:
            message = "The input field corresponding to the identifier is required."
            raise UserError(["input"], message, "MISSING_FIELD_REQUIRED")
        if values[key] != value:
            message = (
                "The identifier value does not match the value of the corresponding "
                "field in the input."
            )
            raise UserError(["input"], message, "INPUT_MISMATCH")
        return _holder(store, key, value)
    return None


def _values(given):
    """The input as fields of a customer: tags sorted, blanks as null."""
    values = {k: v for k, v in given.items() if k not in ("id", *CONSENTS)}
    for key in ("email", "phone", "firstName", "lastName", "note"):
        if key in values:
            values[key] = values[key] or None
    if values.get("tags"):
        values["tags"] = sorted(set(values["tags"]))
    return values


def _check_identity(values, where=None):
    if not any(values.get(k) for k in ("firstName", "lastName", "phone", "email")):
        message = "A name, phone number, or email address must be present"
        raise UserError(where, message, "INVALID")


def _check_taken(store, customer, values, path):
    for key, name in (("email", "Email"), ("phone", "Phone")):
        holder = values.get(key) and _holder(store, key, values[key])
        if holder and holder is not customer:
            raise UserError([*path, key], f"{name} has already been taken", "TAKEN")


def _holder(store, key, value):
    """The customer who has this e-mail address or phone number."""
    return next((c for c in store.all("Customer") if c.get(key) == value), None)


def _set_addresses(store, customer, addresses):
    """Replace the address book; an address that is in it twice counts once."""
    book = []
    for values in addresses:
        values = named(customer, checked(values))
        address = mailing_address(store, values, "CustomerAddress")
        if not any(same(address, known) for known in book):
            book.append(address)
    customer["addressesV2"] = customer["addresses"] = book
    customer["defaultAddress"] = book[0] if book else None
