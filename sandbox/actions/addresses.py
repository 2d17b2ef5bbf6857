"""Postal addresses in the shape of `MailingAddress`."""

COUNTRIES = {
    "AT": "Austria",
    "AU": "Australia",
    "BE": "Belgium",
    "CA": "Canada",
    "CH": "Switzerland",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IT": "Italy",
    "JP": "Japan",
    "LU": "Luxembourg",
    "NL": "Netherlands",
    "NO": "Norway",
    "PL": "Poland",
    "PT": "Portugal",
    "SE": "Sweden",
    "US": "United States",
}
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


def mailing_address(store, values):
    """`MailingAddress` of the given parts; None for None.

    :param values: keys of `MailingAddressInput` or `MailingAddress`
    """
    if values is None:
        return None
    code = values.get("countryCodeV2") or values.get("countryCode")
    address = {part: values.get(part) for part in PARTS}
    address["province"] = address["province"] or address["provinceCode"]
    names = [address["firstName"], address["lastName"]]
    country = values.get("country") or COUNTRIES.get(code, code)
    return {
        "__typename": "MailingAddress",
        "id": store.new_gid("MailingAddress"),
        **address,
        "name": " ".join(filter(None, names)) or None,
        "country": country,
        "countryCode": code,
        "countryCodeV2": code,
        "formatted": _formatted(address, country),
        "formattedArea": ", ".join(filter(None, [address["city"], country])) or None,
        "coordinatesValidated": False,
        "latitude": None,
        "longitude": None,
        "timeZone": None,
        "validationResultSummary": None,
    }


def _formatted(address, country):
    town = " ".join(filter(None, [address["zip"], address["city"]]))
    return list(filter(None, [address["address1"], address["address2"], town, country]))
