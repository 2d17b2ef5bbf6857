"""Shopify's notations as plain Python values."""

import hashlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal

GID = re.compile(r"^gid://shopify/(?P<type>\w+)/(?P<number>\d+)(\?.*)?$")


def amount(money_bag, side="shop"):
    """The Decimal of one side ("shop" or "presentment") of a MoneyBag.

    Shopify sends null for money that does not exist on an order (duties, fees):
    that is 0. Trailing zeros vary ("15.0", "15.00"); the value counts.
    """
    if money_bag is None:
        return Decimal(0)
    return Decimal(money_bag[f"{side}Money"]["amount"])


def money_currency(money_bag, side="shop"):
    """The ISO currency code of one side of a MoneyBag."""
    return money_bag[f"{side}Money"]["currencyCode"]


def instant(text):
    """ISO-8601 text with a zone -> naive datetime in UTC, whole seconds (Odoo's form).

    None and "" give None. GraphQL sends "Z", webhooks the shop's offset.
    Raises ValueError when there is no zone: such a time is not an instant.
    """
    if not text:
        return None
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def gid(kind, number):
    """`gid("Order", 1)` -> "gid://shopify/Order/1"."""
    return f"gid://shopify/{kind}/{number}"


def gid_number(text):
    """The number (int) in a GID. Raises ValueError when it is none."""
    return int(_gid_parts(text)["number"])


def gid_type(text):
    """The type name in a GID ("Order"). Raises ValueError when it is none."""
    return _gid_parts(text)["type"]


def _gid_parts(text):
    match = GID.match(text or "")
    if not match:
        raise ValueError(f"{text!r} is not a Shopify id")
    return match


def content_hash(node, ignore=("updatedAt",)):
    """A hash (hex, 64 characters) of what a JSON `node` says.

    Keys named in `ignore` are left out at every level; the order of keys does not
    matter, the order of lists does.
    """
    text = json.dumps(
        _without(node, frozenset(ignore)),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _without(value, keys):
    if isinstance(value, dict):
        return {k: _without(v, keys) for k, v in value.items() if k not in keys}
    if isinstance(value, list):
        return [_without(item, keys) for item in value]
    return value
