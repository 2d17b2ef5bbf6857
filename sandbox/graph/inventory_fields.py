"""Fields of inventory: levels, quantities, what they add up to."""

from ..actions.inventory import NAMES, ON_HAND, find_level, quantity_of
from .fields import exactly
from .registry import field

TITLES = {
    "available": "Available",
    "committed": "Committed",
    "damaged": "Damaged",
    "incoming": "Incoming",
    "on_hand": "On hand",
    "quality_control": "Quality control",
    "reserved": "Reserved",
    "safety_stock": "Safety stock",
}


@field("QueryRoot", "inventoryProperties")
def inventory_properties(_context, _node, _args):
    return {
        "__typename": "InventoryProperties",
        "quantityNames": [
            {
                "__typename": "InventoryQuantityName",
                "name": name,
                "displayName": TITLES[name],
                "isInUse": True,
                "belongsTo": ["on_hand"] if name in ON_HAND else [],
                "comprises": list(ON_HAND) if name == "on_hand" else [],
            }
            for name in NAMES
        ],
    }


@field("InventoryLevel", "quantities")
def quantities(_context, level, args):
    """In the order of the names asked for; unknown names are left out (seen)."""
    return [
        {
            "__typename": "InventoryQuantity",
            "name": name,
            "quantity": quantity_of(level, name),
            "updatedAt": level["setAt"].get(name),
            "_level": level["id"],
        }
        for name in args["names"]
        if name in NAMES
    ]


@field("InventoryQuantity", "id")
def quantity_id(_context, quantity, _args):
    tail = quantity["_level"].rpartition("/")[2]
    return f"gid://shopify/InventoryQuantity/{tail}&name={quantity['name']}"


@field("InventoryLevel", "deactivationAlert")
def deactivation_alert(_context, level, _args):
    """Why units keep the level from being deactivated; words are ours."""
    kept = [n for n in ("committed", "incoming", "reserved") if quantity_of(level, n)]
    return f"There are units {', '.join(kept)} at this location." if kept else None


@field("InventoryLevel", "canDeactivate")
def can_deactivate(context, level, _args):
    item = context.store.objects[level["item"]]
    only = [found for found in item["inventoryLevels"] if found["isActive"]] == [level]
    return not only and deactivation_alert(context, level, {}) is None


@field("InventoryItem", "inventoryLevels")
def levels_of_item(_context, item, args):
    return _shown(item["inventoryLevels"], args)


@field("Location", "inventoryLevels")
def levels_of_location(_context, location, args):
    return _shown(location.get("_levels", {}).values(), args)


@field("InventoryItem", "inventoryLevel")
def level_of_item(context, item, args):
    return _level(context, item["id"], args["locationId"], args)


@field("Location", "inventoryLevel")
def level_of_location(context, location, args):
    return _level(context, args["inventoryItemId"], location["id"], args)


@field("InventoryItem", "locationsCount")
def locations_count(_context, item, _args):
    return exactly(len(_shown(item["inventoryLevels"], {})))


@field("ProductVariant", "inventoryQuantity")
def inventory_quantity(context, variant, _args):
    """What can be sold of it, at all locations where it is active (seen)."""
    item = context.store.objects[variant["inventoryItem"]]
    levels = _shown(item["inventoryLevels"], {})
    return sum(quantity_of(level, "available") for level in levels)


@field("Product", "totalInventory")
def total_inventory(context, product, _args):
    """The real one lags some seconds behind (seen); this one does not."""
    return sum(
        inventory_quantity(context, variant, {}) for variant in product["variants"]
    )


@field("Product", "tracksInventory")
def tracks_inventory(context, product, _args):
    objects = context.store.objects
    return any(objects[v["inventoryItem"]]["tracked"] for v in product["variants"])


def _shown(levels, args):
    """Inactive levels only if they are asked for (seen)."""
    if args.get("includeInactive"):
        return list(levels)
    return [level for level in levels if level["isActive"]]


def _level(context, item, location, args):
    if location not in context.store.objects:
        return None
    level = find_level(context.store, item, location)
    return next(iter(_shown([level] if level else [], args)), None)
