"""What a country wants to know with an order: tax numbers, ids for customs."""

from .registry import field


@field("Order", "localizedFields")
def localized_fields(_context, order, args):
    """Kept as `[{"key", "value"}]`; the key names purpose and country."""
    wanted, countries = args.get("purposes"), args.get("countryCodes")
    return [
        found
        for found in _described(order)
        if (not wanted or found["purpose"] in wanted)
        and (not countries or found["countryCode"] in countries)
    ]


def _described(order):
    for given in order.get("localizedFields") or []:
        key = given["key"]
        yield {
            "__typename": "LocalizedField",
            "id": f"{order['id']}/{key}",  # for cursors; not in the schema
            "purpose": key.partition("_")[0],
            "countryCode": key.rpartition("_")[2],
            "title": key.replace("_", " ").capitalize(),
            **given,
        }
