"""Where items are stocked, and what they are. Texts as seen in recordings."""

from ..actions.inventory import change, level_of
from ..money import money, rounded
from .inventory import LIMIT
from .registry import UserError, get, mutation
from .variant_input import write_item


@mutation("inventoryActivate", "inventoryLevel", idempotent=True)
def inventory_activate(store, args):
    """Stock an item at a location; one that was stocked before keeps its units."""
    item = get(store, args["inventoryItemId"], "InventoryItem")
    location = get(store, args["locationId"], "Location")
    if item is None:
        raise UserError(["inventoryItemId"], "Inventory item could not be found.")
    if location is None:
        raise UserError(["locationId"], "Location could not be found.")
    given = {k: args[k] for k in ("available", "onHand") if args.get(k) is not None}
    _check_given(location, given)
    known = _known(item, location)
    if known and known["isActive"] and given:
        raise _already(known, given)
    level = known or level_of(store, item["id"], location["id"])
    level["isActive"] = True
    if given and not known:
        change(store, level, available=next(iter(given.values())))
    return {"inventoryLevel": level}


@mutation("inventoryDeactivate")
def inventory_deactivate(store, args):
    """Stock an item no longer at a location; the units are kept (seen)."""
    level = get(store, args["inventoryLevelId"], "InventoryLevel")
    if level is None:
        message = "The inventory level could not be found."
        raise UserError(["inventoryLevelId"], message)
    level["isActive"] = False
    store.touch(level)
    store.emit("inventory_levels/disconnect", level)


@mutation("inventoryItemUpdate", "inventoryItem")
def inventory_item_update(store, args):
    """Change cost, SKU, tracking, origin or weight."""
    item, given = get(store, args["id"], "InventoryItem"), args["input"]
    if item is None:
        raise UserError(
            ["id"], "The product couldn't be updated because it does not exist."
        )
    write_item(item, given)
    if given.get("cost") is not None:
        amount = rounded(given["cost"], store.currency)
        item["unitCost"] = money(amount, store.currency)
    if "sku" in given:
        item["sku"] = store.objects[item["variant"]]["sku"] = given["sku"]
    store.touch(item)
    store.emit("inventory_items/update", item)
    return {"inventoryItem": item}


def _check_given(location, given):
    start = f"The product couldn't be stocked at {location['name']} because"
    if len(given) == 2:
        message = (
            f"{start} not allowed to set available and on_hand quantities at the same "
            "time."
        )
        error = UserError(["available"], message)
        error.entries.append({**error.entries[0], "field": ["onHand"]})
        raise error
    for name, quantity in given.items():
        if abs(quantity) > LIMIT:
            message = (
                f"{start} the quantity needs to be between -1 billion and 1 billion."
            )
            raise UserError([name], message)


def _already(level, given):
    name = next(iter(given))
    said = "an on_hand" if name == "onHand" else "an available"
    message = (
        f"Not allowed to set {said} quantity when the item is already active at the "
        "location."
    )
    return UserError([name], message, payload={"inventoryLevel": level})


def _known(item, location):
    levels = item["inventoryLevels"]
    return next((lv for lv in levels if lv["location"] == location["id"]), None)
