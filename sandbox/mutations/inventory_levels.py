"""Where items are stocked, and what they are.

Texts of activation as seen in recordings; the other refusals are documented by their
codes alone, their words are ours or told by others.
"""

from ..actions.inventory import find_level, quantity_of
from ..money import money, rounded
from .inventory_checks import LIMIT
from .registry import UserError, get, mutation
from .variant_input import write_item

ONLY_LOCATION = "products need to be stocked at a minimum of 1 location."


@mutation("inventoryActivate", "inventoryLevel", idempotent=True)
def inventory_activate(store, args):
    """Stock an item at a location; one that was stocked before keeps its units."""
    item = get(store, args["inventoryItemId"], "InventoryItem")
    location = get(store, args["locationId"], "Location")
    _check_known(item, location)
    given = {k: args[k] for k in ("available", "onHand") if args.get(k) is not None}
    _check_given(location, given)
    level = find_level(store, item["id"], location["id"])
    if level and level["isActive"] and given:
        raise _already(level, given)
    available = given.get("available")
    if "onHand" in given:
        others = quantity_of(level, "on_hand") - quantity_of(level, "available")
        available = given["onHand"] - others
    level = store.activate_inventory(item["id"], location["id"], available)
    return {"inventoryLevel": level}


@mutation("inventoryDeactivate")
def inventory_deactivate(store, args):
    """Stock an item no longer at a location; the units are kept (seen)."""
    level = get(store, args["inventoryLevelId"], "InventoryLevel")
    if level is None:
        message = "The product couldn't be unstocked because the product was deleted."
        raise UserError(None, message)
    if problem := _keeps(store, level):
        name = store.objects[level["location"]]["name"]
        message = f"The product couldn't be unstocked from {name} because {problem[0]}"
        raise UserError(None, message)
    if level["isActive"]:
        store.deactivate_inventory(level["id"])


@mutation("inventoryBulkToggleActivation", "inventoryItem", "inventoryLevels")
def inventory_bulk_toggle_activation(store, args):
    """Stock an item at some locations and no longer at others: all, or nothing."""
    item, wanted = args["inventoryItemId"], args["inventoryItemUpdates"]
    if get(store, item, "InventoryItem") is None:
        message = "The inventory item was not found."
        raise UserError(["inventoryItemId"], message, "INVENTORY_ITEM_NOT_FOUND")
    for index, row in enumerate(wanted):
        _check_toggle(store, item, ["inventoryItemUpdates", str(index)], row)
    for row in wanted:
        _toggle(store, item, row)
    levels = [find_level(store, item, row["locationId"]) for row in wanted]
    return {"inventoryItem": item, "inventoryLevels": list(filter(None, levels))}


@mutation("inventoryItemUpdate", "inventoryItem")
def inventory_item_update(store, args):
    """Change cost, SKU, tracking, origin or weight."""
    item, given = get(store, args["id"], "InventoryItem"), args["input"]
    if item is None:
        raise UserError(
            ["id"], "The product couldn't be updated because it does not exist."
        )
    write_item(item, given)
    fields = {key: given[key] for key in ("sku",) if key in given}
    if given.get("cost") is not None:
        amount = rounded(given["cost"], store.currency)
        fields["unitCost"] = money(amount, store.currency)
    return {"inventoryItem": store.update_inventory_item(item["id"], **fields)}


def _check_known(item, location):
    start = "The product couldn't be stocked because the"
    if item is None:
        raise UserError(["inventoryItemId"], f"{start} product was deleted.")
    if location is None:
        raise UserError(["locationId"], f"{start} location was deleted.")
    if not location["isActive"]:
        raise UserError(["locationId"], f"{start} location is not active.")


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
    said = "an on_hand" if name == "onHand" else "available"
    message = (
        f"Not allowed to set {said} quantity when the item is already active at the "
        "location."
    )
    return UserError([name], message, payload={"inventoryLevel": level})


def _keeps(store, level):
    """(words, code) of what an active level is kept for; None if nothing."""
    item = store.objects[level["item"]]
    if [found for found in item["inventoryLevels"] if found["isActive"]] == [level]:
        return ONLY_LOCATION, "CANNOT_DEACTIVATE_FROM_ONLY_LOCATION"
    for name in ("committed", "incoming", "reserved"):
        if level["isActive"] and quantity_of(level, name):
            code = f"{name.upper()}_INVENTORY_AT_LOCATION"
            return f"it has {name} inventory there.", code
    return None


def _check_toggle(store, item, where, row):
    where = [*where, "locationId"]
    if get(store, row["locationId"], "Location") is None:
        message = "The quantity couldn't be updated because the location was not found."
        raise UserError(where, message, "LOCATION_NOT_FOUND")
    level = find_level(store, item, row["locationId"])
    problem = level and not row["activate"] and _keeps(store, level)
    if problem:
        name = store.objects[row["locationId"]]["name"]
        message = f"The variant couldn't be unstocked from {name} because {problem[0]}"
        raise UserError(where, message, problem[1])


def _toggle(store, item, row):
    level = find_level(store, item, row["locationId"])
    if row["activate"]:
        store.activate_inventory(item, row["locationId"])
    elif level and level["isActive"]:
        store.deactivate_inventory(level["id"])
