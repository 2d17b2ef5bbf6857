"""What a country wants to know with an order: tax numbers, ids for customs."""

from .registry import field


@field("Order", "localizedFields")
def localized_fields(_context, order, args):
    """Kept as `[{"key", "value"}]`; the key names purpose and country."""
    wanted, countries = args.get("purposes"), args.get("countryCodes")
    return [
        found
        for found in map(_described, order.get("localizedFields") or [])
        if (not wanted or found["purpose"] in wanted)
        and (not countries or found["countryCode"] in countries)
    ]


def _described(given):
    key = given["key"]
    return {
        "__typename": "LocalizedField",
        "purpose": key.partition("_")[0],
        "countryCode": key.rpartition("_")[2],
        "title": key.replace("_", " ").capitalize(),
        **given,
    }
