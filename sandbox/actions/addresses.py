"""Postal addresses in the shape of `MailingAddress`."""

from ..countries import country_name, province_name

PARTS = (
    "firstName",
    "lastName",
    "company",
    "address1",
    "address2",
    "zip",
    "city",
    "provinceCode",
    "province",
    "phone",
)


def mailing_address(store, values, owner="Address"):
    """`MailingAddress` of the given parts; None for None.

    :param values: keys of `MailingAddressInput` or `MailingAddress`
    :param owner: "Address" of an order or "CustomerAddress": a part of the gid (seen)
    """
    if values is None:
        return None
    code = values.get("countryCodeV2") or values.get("countryCode")
    address = {part: values.get(part) for part in PARTS}
    address["province"] = address["province"] or province_name(
        code, address["provinceCode"]
    )
    names = [address["firstName"], address["lastName"]]
    country = values.get("country") or country_name(code)
    return {
        "__typename": "MailingAddress",
        "id": store.new_gid("MailingAddress") + f"?model_name={owner}",
        **address,
        "name": " ".join(filter(None, names)) or None,
        "country": country,
        "countryCode": code,
        "countryCodeV2": code,
        "formatted": _formatted(address, country),
        "formattedArea": _area(address, country),
        "coordinatesValidated": False,
        "latitude": None,
        "longitude": None,
        "timeZone": None,
        "validationResultSummary": None,
    }


def _area(address, country):
    """City with province, then country: "Ottawa ON, Canada" (seen)."""
    town = " ".join(filter(None, [address["city"], address["provinceCode"]]))
    return ", ".join(filter(None, [town, country])) or None


def _formatted(address, country):
    town = " ".join(filter(None, [address["zip"], address["city"]]))
    return list(filter(None, [address["address1"], address["address2"], town, country]))
