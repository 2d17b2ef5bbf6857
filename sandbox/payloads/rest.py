"""How GraphQL's values look in a REST-shaped payload."""

from collections import namedtuple
from datetime import datetime
from zoneinfo import ZoneInfo

from ..graph.registry import resolver
from ..money import rounded

Context = namedtuple("Context", "store")


def read(store, record, name):
    """A field as GraphQL would answer it: kept or computed; None if neither."""
    computed = resolver(record["__typename"], name)
    if computed:
        return computed(Context(store), record, {})
    return record.get(name)


def number(gid):
    """``gid://shopify/Order/1`` -> 1; None -> None."""
    if not gid:
        return None
    return int(gid.rsplit("/", 1)[1].split("?")[0])


def moment(store, text):
    """ISO time in UTC -> the same instant with the shop's offset; None -> None."""
    if not text:
        return None
    instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
    local = instant.astimezone(ZoneInfo(store.shop["ianaTimezone"]))
    return local.isoformat(timespec="seconds")


def head(store, record):
    """The keys nearly every payload starts with."""
    return {
        "id": number(record["id"]),
        "admin_graphql_api_id": record["id"],
        "created_at": moment(store, record.get("createdAt")),
        "updated_at": moment(store, record.get("updatedAt")),
    }


def amount(bag):
    """MoneyBag -> shop amount as text with the currency's decimals; None -> None."""
    return _text(bag["shopMoney"]) if bag else None


def money_set(bag):
    """MoneyBag -> ``{"shop_money": {...}, "presentment_money": {...}}``."""
    if not bag:
        return None
    return {
        f"{side}_money": {
            "amount": _text(bag[f"{side}Money"]),
            "currency_code": bag[f"{side}Money"]["currencyCode"],
        }
        for side in ("shop", "presentment")
    }


def address(mailing_address):
    """MailingAddress -> address; None -> None."""
    if not mailing_address:
        return None
    keys = "firstName lastName name company address1 address2 city zip phone".split()
    values = {snake(key): mailing_address.get(key) for key in keys}
    values.update(
        province=mailing_address.get("province"),
        province_code=mailing_address.get("provinceCode"),
        country=mailing_address.get("country"),
        country_code=mailing_address.get("countryCodeV2"),
    )
    return values


def name_values(attributes):
    """``[{"key", "value"}]`` -> ``[{"name", "value"}]``."""
    return [
        {"name": found["key"], "value": found["value"]} for found in attributes or []
    ]


def lower(value):
    """``"PARTIALLY_PAID"`` -> ``"partially_paid"``; None -> None."""
    return value.lower() if value else None


def snake(name):
    """``"firstName"`` -> ``"first_name"``."""
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)


def price(store, value):
    """``"20.0"`` in the shop's currency -> ``"20.00"``; None -> None."""
    return None if value is None else f"{rounded(value, store.currency)}"


def _text(money):
    return f"{rounded(money['amount'], money['currencyCode'])}"
