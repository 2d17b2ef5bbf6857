from .rest import head


def location(store, record):
    """locations/*: the address is flat."""
    address = record.get("address") or {}
    return {
        **head(store, record),
        "name": record["name"],
        "active": record.get("isActive", True),
        "legacy": record.get("isFulfillmentService", False),
        "address1": address.get("address1"),
        "address2": address.get("address2"),
        "city": address.get("city"),
        "zip": address.get("zip"),
        "province": address.get("province"),
        "province_code": address.get("provinceCode"),
        "country": address.get("countryCode"),
        "country_code": address.get("countryCode"),
        "country_name": address.get("country"),
        "phone": address.get("phone"),
    }
