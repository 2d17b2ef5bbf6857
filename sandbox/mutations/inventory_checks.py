"""What is wrong with quantities an app sends: `(where, message, code)` of each.

Texts as seen in recordings; of duplicates, stale rows, documents and bundles as
documented.
"""

import re
from collections import Counter

from ..actions.inventory import find_level, quantity_of
from ..graph.errors import FieldError
from .registry import UserError, get

LIMIT = 1_000_000_000
URI = re.compile(r"^[A-Za-z][\w+.-]*:\S+$")
REASONS = (
    "correction",
    "cycle_count_available",
    "damaged",
    "movement_canceled",
    "movement_created",
    "movement_received",
    "movement_updated",
    "other",
    "promotion",
    "quality_control",
    "received",
    "reservation_created",
    "reservation_deleted",
    "reservation_updated",
    "restock",
    "safety_stock",
    "shrinkage",
)


def check_compared(rows, typename):
    """The old quantity has to be said; null means: whatever it was."""
    if any("changeFromQuantity" not in row for row in rows):
        message = f"{typename} must include the following argument: changeFromQuantity."
        raise FieldError(message, "INVALID_FIELD_ARGUMENTS")


def check_reason(given):
    """Reason and reference document of the whole call."""
    if given["reason"] not in REASONS:
        message = (
            f"The specified reason is invalid. Valid values are: {', '.join(REASONS)}."
        )
        raise UserError(["input", "reason"], message, "INVALID_REASON")
    if not URI.match(given.get("referenceDocumentUri") or "app:none"):
        message = "The specified reference document is invalid."
        where = ["input", "referenceDocumentUri"]
        raise UserError(where, message, "INVALID_REFERENCE_DOCUMENT")


def numbered(key, rows):
    """`[(where, row)]` of the rows of an input list."""
    return [(["input", key, str(index)], row) for index, row in enumerate(rows)]


def refuse(errors):
    """UserError with all the errors, if there are any."""
    errors = list(errors)
    if errors:
        refusal = UserError(*errors[0])
        refusal.entries = [
            {"field": where, "message": message, "code": code}
            for where, message, code in errors
        ]
        raise refusal


def unknown(store, where, row):
    """Of a row with item and location: what does not exist, or is not to be counted."""
    item = get(store, row["inventoryItemId"], "InventoryItem")
    if item is None:
        message = "The specified inventory item could not be found."
        yield [*where, "inventoryItemId"], message, "INVALID_INVENTORY_ITEM"
        return
    yield from unknown_place(store, where, row)
    if store.objects[item["variant"]]["requiresComponents"]:
        message = (
            "The specified inventory item is not allowed to be adjusted via API. "
            "Example: if the inventory item is a parent bundle."
        )
        yield [*where, "inventoryItemId"], message, "NON_MUTABLE_INVENTORY_ITEM"


def unknown_place(store, where, row):
    """Of a row with a location."""
    if get(store, row["locationId"], "Location") is None:
        message = "The specified location could not be found."
        yield [*where, "locationId"], message, "INVALID_LOCATION"


def duplicates(rows):
    """Every numbered row of an item and location that come more than once."""
    pairs = [(row["inventoryItemId"], row["locationId"]) for _where, row in rows]
    counts = Counter(pairs)
    message = "The combination of inventoryItemId and locationId must be unique."
    for (where, _row), pair in zip(rows, pairs, strict=True):
        if counts[pair] > 1:
            code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
            yield [*where, "locationId"], message, code


def out_of_bounds(where, quantity, least=-LIMIT):
    """Of one quantity; `least` 0 = must not be negative."""
    if quantity < 0 == least:
        yield where, "The quantity can't be negative.", "INVALID_QUANTITY_NEGATIVE"
    elif quantity > LIMIT:
        message = "The quantity can't be higher than 1,000,000,000."
        yield where, message, "INVALID_QUANTITY_TOO_HIGH"
    elif quantity < -LIMIT:
        message = "The quantity can't be lower than -1,000,000,000."
        yield where, message, "INVALID_QUANTITY_TOO_LOW"


def stale(store, where, row, name):
    """The store has another quantity than the row was made from."""
    expected = row["changeFromQuantity"]
    if expected is None:
        return
    level = find_level(store, row["inventoryItemId"], row["locationId"])
    if expected != quantity_of(level, name):
        message = (
            "The changeFromQuantity argument no longer matches the persisted quantity."
        )
        told = [*where, "changeFromQuantity"] if store.tells_stale_rows else None
        yield told, message, "CHANGE_FROM_QUANTITY_STALE"


def wrong_document(where, name, uri):
    """A ledger document is for all quantities but `available`."""
    where = [*where, "ledgerDocumentUri"]
    if name == "available" and uri:
        message = "A ledger document URI is not allowed when adjusting available."
        yield where, message, "INVALID_AVAILABLE_DOCUMENT"
    elif name != "available" and not uri:
        message = "A ledger document URI is required except when adjusting available."
        yield where, message, "INVALID_QUANTITY_DOCUMENT"
    elif uri and uri.startswith("gid://shopify/"):
        message = (
            "Internal (gid://shopify/) ledger documents are not allowed to be adjusted "
            "via API."
        )
        yield where, message, "INTERNAL_LEDGER_DOCUMENT"
    elif uri and not URI.match(uri):
        message = "The specified ledger document is invalid."
        yield where, message, "INVALID_LEDGER_DOCUMENT"
