"""Quantities set, adjusted and moved. Texts and codes as seen in recordings."""

from ..actions.inventory import ON_HAND, change, level_of, quantity_of
from ..graph.errors import FieldError
from .registry import UserError, get, mutation

LIMIT = 1_000_000_000
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
ADJUSTABLE = tuple(name for name in (*ON_HAND, "incoming") if name != "committed")
GROUP = "inventoryAdjustmentGroup"


@mutation("inventorySetQuantities", GROUP, idempotent=True)
def inventory_set_quantities(store, args):
    """Set `available` or `on_hand` of items at locations."""
    given = args["input"]
    if given["name"] not in ("available", "on_hand"):
        message = "The quantity name must be either 'available' or 'on_hand'."
        raise UserError(["input", "name"], message, "INVALID_NAME")
    rows = given["quantities"]
    _check_compared(rows, "InventoryQuantityInput")
    return _set(store, given, given["name"], "quantities", rows)


@mutation("inventorySetOnHandQuantities", GROUP, idempotent=True)
def inventory_set_on_hand_quantities(store, args):
    """The older way to set `on_hand`."""
    given = args["input"]
    rows = given["setQuantities"]
    _check_compared(rows, "InventorySetQuantityInput")
    return _set(store, given, "on_hand", "setQuantities", rows)


@mutation("inventoryAdjustQuantities", GROUP, idempotent=True)
def inventory_adjust_quantities(store, args):
    """Add to a quantity of items at locations."""
    given, rows = args["input"], args["input"]["changes"]
    _check_compared(rows, "InventoryChangeInput")
    if given["name"] not in ADJUSTABLE:
        names = ", ".join(sorted(ADJUSTABLE))
        message = f"The specified quantity name is invalid. Valid values are: {names}."
        raise UserError(["input", "name"], message, "INVALID_QUANTITY_NAME")
    _check(store, given, "changes", rows, given["name"])
    return _changed(store, given, [(row, given["name"], row["delta"]) for row in rows])


@mutation("inventoryMoveQuantities", GROUP, idempotent=True)
def inventory_move_quantities(store, args):
    """Move units from one state to another at a location."""
    given, rows = args["input"], args["input"]["changes"]
    ends = [row[side] for row in rows for side in ("from", "to")]
    _check_compared(ends, "InventoryMoveQuantityTerminalInput")
    _check_reason(given)
    _refuse_all(_unknown_in_moves(store, rows))
    moves = []
    for row in rows:
        for side, sign in (("from", -1), ("to", 1)):
            place = {**row[side], "inventoryItemId": row["inventoryItemId"]}
            moves.append((place, row[side]["name"], sign * row["quantity"]))
    return _changed(store, given, moves)


def _set(store, given, name, key, rows):
    _check(store, given, key, rows, name)
    for index, row in enumerate(rows):
        _check_amount(["input", key, str(index), "quantity"], row["quantity"], name)
    changes = [
        (row, name, row["quantity"] - quantity_of(_level(store, row), name))
        for row in rows
    ]
    return _changed(store, given, changes)


def _changed(store, given, changes):
    """Make the changes; null if there are none, else the group that lists them."""
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
    level = _level(store, row)
    change(store, level, **{"available" if name == "on_hand" else name: delta})
    names = [name, "on_hand"] if name in ON_HAND else [name]
    if name == "on_hand":
        names = ["available", "on_hand"]
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
        for changed in names
    ]


def _level(store, row):
    return level_of(store, row["inventoryItemId"], row["locationId"])


def _check(store, given, key, rows, name):
    _check_reason(given)
    _refuse_all(_unknown(store, ["input", key, str(i)], r) for i, r in enumerate(rows))
    for index, row in enumerate(rows):
        expected = row["changeFromQuantity"]
        if expected not in (None, quantity_of(_level(store, row), name)):
            raise UserError(
                ["input", key, str(index), "changeFromQuantity"],
                "The changeFromQuantity argument no longer matches the persisted "
                "quantity.",
                "CHANGE_FROM_QUANTITY_STALE",
            )


def _check_compared(rows, typename):
    """The old quantity has to be said; null means: whatever it was."""
    if any("changeFromQuantity" not in row for row in rows):
        message = f"{typename} must include the following argument: changeFromQuantity."
        raise FieldError(message, "INVALID_FIELD_ARGUMENTS")


def _check_reason(given):
    if given["reason"] not in REASONS:
        message = (
            f"The specified reason is invalid. Valid values are: {', '.join(REASONS)}."
        )
        raise UserError(["input", "reason"], message, "INVALID_REASON")


def _check_amount(where, quantity, name):
    if name == "on_hand" and quantity < 0:
        message = "The quantity can't be negative."
        raise UserError(where, message, "INVALID_QUANTITY_NEGATIVE")
    if quantity > LIMIT:
        message = "The quantity can't be higher than 1,000,000,000."
        raise UserError(where, message, "INVALID_QUANTITY_TOO_HIGH")
    if quantity < -LIMIT:
        message = "The quantity can't be lower than -1,000,000,000."
        raise UserError(where, message, "INVALID_QUANTITY_TOO_LOW")


def _unknown(store, where, row):
    """The first id of a row that nothing has, as (where, message, code)."""
    if get(store, row["inventoryItemId"], "InventoryItem") is None:
        message = "The specified inventory item could not be found."
        return [([*where, "inventoryItemId"], message, "INVALID_INVENTORY_ITEM")]
    return _unknown_place(store, where, row)


def _unknown_place(store, where, row):
    if get(store, row["locationId"], "Location") is None:
        message = "The specified location could not be found."
        return [([*where, "locationId"], message, "INVALID_LOCATION")]
    return []


def _unknown_in_moves(store, rows):
    for index, row in enumerate(rows):
        where = ["input", "changes", str(index)]
        if get(store, row["inventoryItemId"], "InventoryItem") is None:
            yield _unknown(store, where, row)
            continue
        for side in ("from", "to"):
            yield _unknown_place(store, [*where, side], row[side])


def _refuse_all(found):
    errors = [error for some in found for error in some]
    if errors:
        refusal = UserError(*errors[0])
        refusal.entries = [
            {"field": where, "message": message, "code": code}
            for where, message, code in errors
        ]
        raise refusal
