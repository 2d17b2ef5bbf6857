"""Quantities set, adjusted and moved: all rows of a call, or none.

At a location where an item is not stocked its quantities can be changed as well
(documented); its level is inactive then, until the item is activated there.
"""

from ..actions.inventory import ON_HAND, change, find_level, level_of, quantity_of
from .inventory_checks import (
    LIMIT,
    check_compared,
    check_reason,
    duplicates,
    numbered,
    out_of_bounds,
    refuse,
    stale,
    unknown,
    unknown_place,
    wrong_document,
)
from .registry import UserError, get, mutation

ADJUSTABLE = tuple(name for name in (*ON_HAND, "incoming") if name != "committed")
GROUP = "inventoryAdjustmentGroup"


@mutation("inventorySetQuantities", GROUP, idempotent=True)
def inventory_set_quantities(store, args):
    """Set `available` or `on_hand` of items at locations."""
    given = args["input"]
    check_compared(given["quantities"], "InventoryQuantityInput")
    check_reason(given)
    if given["name"] not in ("available", "on_hand"):
        message = "The quantity name must be either 'available' or 'on_hand'."
        raise UserError(["input", "name"], message, "INVALID_NAME")
    return _set(store, given, given["name"], "quantities")


@mutation("inventorySetOnHandQuantities", GROUP, idempotent=True)
def inventory_set_on_hand_quantities(store, args):
    """The older way to set `on_hand`."""
    given = args["input"]
    check_compared(given["setQuantities"], "InventorySetQuantityInput")
    check_reason(given)
    return _set(store, given, "on_hand", "setQuantities")


@mutation("inventoryAdjustQuantities", GROUP, idempotent=True)
def inventory_adjust_quantities(store, args):
    """Add to a quantity of items at locations."""
    given, name = args["input"], args["input"]["name"]
    check_compared(given["changes"], "InventoryChangeInput")
    check_reason(given)
    refuse(_unknown_name(["input", "name"], name))
    rows = numbered("changes", given["changes"])
    refuse(error for where, row in rows for error in unknown(store, where, row))
    refuse(error for where, row in rows for error in _beyond(store, where, row, name))
    refuse(error for where, row in rows for error in stale(store, where, row, name))
    return _changed(store, given, [(row, name, row["delta"]) for _where, row in rows])


@mutation("inventoryMoveQuantities", GROUP, idempotent=True)
def inventory_move_quantities(store, args):
    """Move units from one state to another at a location."""
    given, rows = args["input"], numbered("changes", args["input"]["changes"])
    ends = list(_ends(rows))
    check_compared([end for _w, end, _d in ends], "InventoryMoveQuantityTerminalInput")
    check_reason(given)
    refuse(error for where, row in rows for error in _unknown_move(store, where, row))
    refuse(error for where, row in rows for error in _impossible_move(where, row))
    refuse(error for w, end, _d in ends for error in stale(store, w, end, end["name"]))
    changes = [(end, end["name"], delta) for _where, end, delta in ends]
    return _changed(store, given, changes)


def _ends(rows):
    """(where, its row, delta) of both ends of each move."""
    for where, row in rows:
        for side, sign in (("from", -1), ("to", 1)):
            end = {**row[side], "inventoryItemId": row["inventoryItemId"]}
            yield [*where, side], end, sign * row["quantity"]


def _set(store, given, name, key):
    rows = numbered(key, given[key])
    least = 0 if name == "on_hand" else -LIMIT
    refuse(error for where, row in rows for error in _wrong(store, where, row, least))
    refuse(duplicates(rows))
    refuse(error for where, row in rows for error in stale(store, where, row, name))
    changes = [
        (row, name, row["quantity"] - _quantity(store, row, name))
        for _where, row in rows
    ]
    return _changed(store, given, changes)


def _changed(store, given, changes):
    """Make the changes; null if nothing changes, else the group that lists them."""
    made = [
        entry
        for row, name, delta in changes
        if delta
        for entry in _change(store, row, name, delta)
    ]
    if not made:
        return {GROUP: None}
    group = store.add(
        "InventoryAdjustmentGroup",
        {
            "reason": given["reason"],
            "referenceDocumentUri": given.get("referenceDocumentUri"),
            "app": store.app["id"],
            "staffMember": None,
            "changes": made,
        },
    )
    return {GROUP: group}


def _change(store, row, name, delta):
    """Change one quantity; what is on hand follows and is listed as well (seen)."""
    level = level_of(store, row["inventoryItemId"], row["locationId"], active=False)
    if name == "on_hand":
        name = "available"
    change(store, level, **{name: delta})
    return [
        {
            "__typename": "InventoryChange",
            "name": changed,
            "delta": delta,
            "quantityAfterChange": None,
            "ledgerDocumentUri": row.get("ledgerDocumentUri"),
            "item": level["item"],
            "location": level["location"],
        }
        for changed in ([name, "on_hand"] if name in ON_HAND else [name])
    ]


def _quantity(store, row, name):
    level = find_level(store, row["inventoryItemId"], row["locationId"])
    return quantity_of(level, name)


def _wrong(store, where, row, least):
    yield from unknown(store, where, row)
    yield from out_of_bounds([*where, "quantity"], row["quantity"], least)


def _beyond(store, where, row, name):
    yield from wrong_document(where, name, row.get("ledgerDocumentUri"))
    total = _quantity(store, row, name) + row["delta"]
    yield from out_of_bounds([*where, "delta"], total)


def _unknown_move(store, where, row):
    if get(store, row["inventoryItemId"], "InventoryItem") is None:
        yield from unknown(store, where, row)
        return
    for side in ("from", "to"):
        yield from unknown_place(store, [*where, side], row[side])


def _unknown_name(where, name):
    if name not in ADJUSTABLE:
        names = ", ".join(sorted(ADJUSTABLE))
        message = f"The specified quantity name is invalid. Valid values are: {names}."
        yield where, message, "INVALID_QUANTITY_NAME"


def _impossible_move(where, row):
    origin, target = row["from"], row["to"]
    for side in ("from", "to"):
        yield from _unknown_name([*where, side, "name"], row[side]["name"])
        document = row[side].get("ledgerDocumentUri")
        yield from wrong_document([*where, side], row[side]["name"], document)
    if origin["locationId"] != target["locationId"]:
        message = "The quantities can't be moved between different locations."
        yield where, message, "DIFFERENT_LOCATIONS"
    if origin["name"] == target["name"]:
        message = "The quantity names for each change can't be the same."
        yield where, message, "SAME_QUANTITY_NAME"
    yield from out_of_bounds([*where, "quantity"], row["quantity"], least=0)
