"""Customers' address books. Texts and order of the checks as seen in recordings."""

from ..actions.addresses import mailing_address
from ..countries import is_province
from .registry import UserError, get, invalid_id, mutation

COMPARED = (
    "firstName", "lastName", "company", "address1", "address2", "city",
    "provinceCode", "countryCodeV2", "zip", "phone",
)  # fmt: skip


def checked(values):
    """The parts of an address input, blanks as null; UserError for bad places."""
    values = {key: value or None for key, value in values.items() if key != "id"}
    country, province = values.get("countryCode"), values.get("provinceCode")
    if country == "ZZ":
        raise UserError(["address", "country"], "Country is invalid")
    if province and not is_province(country, province):
        raise UserError(["address", "province"], "Province is invalid")
    return values


def named(customer, values):
    """The address input with the customer's names where it has none."""
    names = {key: customer.get(key) for key in ("firstName", "lastName")}
    return {**values, **{key: values.get(key) or name for key, name in names.items()}}


def same(one, other):
    """Whether two addresses say the same."""
    return all(one.get(key) == other.get(key) for key in COMPARED)


@mutation("customerAddressCreate", "address")
def customer_address_create(store, args):
    """Add an address; the first one becomes the default."""
    customer = _customer(store, args)
    values = named(customer, checked(args["address"]))
    address = mailing_address(store, values, "CustomerAddress")
    book = customer.setdefault("addressesV2", [])
    if any(same(address, known) for known in book):
        raise UserError(["address"], "Address already exists")
    default = address if args.get("setAsDefault") or not book else None
    _write(store, customer, [*book, address], default)
    return {"address": address}


@mutation("customerAddressUpdate", "address")
def customer_address_update(store, args):
    """Change the parts that are given."""
    customer = _customer(store, args)
    address = _address(store, customer, args["addressId"])
    if "id" in args["address"] and args["address"]["id"] != address["id"]:
        raise UserError(
            ["addressId"], "The id of the address does not match the id in the input"
        )
    changed = {**address, **checked(args["address"])}
    if "countryCode" in args["address"]:
        changed |= {"countryCodeV2": changed["countryCode"], "country": None}
    if "provinceCode" in args["address"]:
        changed["province"] = None
    address.update(mailing_address(store, changed), id=address["id"])
    default = address if args.get("setAsDefault") else None
    _write(store, customer, customer["addressesV2"], default)
    return {"address": address}


@mutation("customerAddressDelete", "deletedAddressId")
def customer_address_delete(store, args):
    """Remove an address; the default moves to the first that is left."""
    customer = _customer(store, args)
    address = _address(store, customer, args["addressId"])
    left = [known for known in customer["addressesV2"] if known is not address]
    was_default = customer["defaultAddress"] is address
    customer["defaultAddress"] = None if was_default else customer["defaultAddress"]
    _write(store, customer, left, left[0] if was_default and left else None)
    return {"deletedAddressId": address["id"]}


@mutation("customerUpdateDefaultAddress", "customer")
def customer_update_default_address(store, args):
    """Make an address of the customer the default one."""
    customer = _customer(store, args)
    address = _address(store, customer, args["addressId"], {"customer": customer})
    _write(store, customer, customer["addressesV2"], address)
    return {"customer": customer}


def _customer(store, args):
    customer = get(store, args["customerId"], "Customer")
    if customer is None:
        raise UserError(["customerId"], "Customer does not exist")
    return customer


def _address(store, customer, gid, payload=None):
    for owner in store.all("Customer"):
        for address in owner.get("addressesV2") or []:
            if address["id"] == gid and owner is customer:
                return address
            if address["id"] == gid:
                message = "Address does not exist"
                raise UserError(["addressId"], message, payload=payload)
    raise invalid_id()


def _write(store, customer, book, default):
    customer["addressesV2"] = customer["addresses"] = book
    customer["defaultAddress"] = default or customer.get("defaultAddress")
    store.update_customer(customer["id"])
