"""Inventory items and their levels per location.

A level keeps `quantities` by name, 0 left out, and when each was last set (`setAt`):
stores with hundreds of thousands of levels are to fit into memory.
"""

from ..money import money, rounded

NAMES = (
    "available",
    "committed",
    "damaged",
    "incoming",
    "on_hand",
    "quality_control",
    "reserved",
    "safety_stock",
)
ON_HAND = (
    "available",
    "committed",
    "damaged",
    "quality_control",
    "reserved",
    "safety_stock",
)


def new_inventory_item(store, variant, values):
    """`InventoryItem` of a new variant."""
    cost, weight = values.get("cost"), values.get("weight")
    cost = cost and money(rounded(cost, store.currency), store.currency)
    return store.add(
        "InventoryItem",
        {
            "variant": variant["id"],
            "variants": [variant["id"]],
            "sku": values.get("sku"),
            "tracked": values.get("tracked", True),
            "requiresShipping": values.get("requiresShipping", True),
            "unitCost": cost or None,
            "countryCodeOfOrigin": None,
            "provinceCodeOfOrigin": None,
            "harmonizedSystemCode": None,
            "duplicateSkuCount": 0,
            "inventoryLevels": [],
            "measurement": {
                "__typename": "InventoryItemMeasurement",
                "id": store.new_gid("InventoryItemMeasurement"),
                "weight": {"__typename": "Weight", "value": 0.0, "unit": "KILOGRAMS"}
                | (weight or {}),
            },
        },
    )


def remove_inventory_item(store, item_gid):
    """The item is gone, with all its levels."""
    for level in store.objects.pop(item_gid)["inventoryLevels"]:
        store.objects.pop(level["id"])
        del store.objects[level["location"]]["_levels"][item_gid]


def find_level(store, item_gid, location_gid):
    """`InventoryLevel` of an item at a location, active or not; None if none."""
    return store.objects[location_gid].get("_levels", {}).get(item_gid)


def level_of(store, item_gid, location_gid, active=True):
    """`InventoryLevel` of an item at a location, made if there is none.

    All levels of a location have one number, the item's is behind it (seen).
    """
    level = find_level(store, item_gid, location_gid)
    if level:
        return level
    location = store.objects[location_gid]
    if "_levels" not in location:
        location["_levels"] = {}
        location["_levelId"] = store.new_gid("InventoryLevel")
    level = store.add(
        "InventoryLevel",
        {
            "item": item_gid,
            "location": location_gid,
            "isActive": active,
            "quantities": {},
            # Only quantities that were set have a time; on hand is a sum (seen).
            "setAt": {"available": store.now()},
        },
        gid=f"{location['_levelId']}?inventory_item_id={item_gid.rpartition('/')[2]}",
    )
    location["_levels"][item_gid] = level
    location["hasActiveInventory"] = True
    store.objects[item_gid]["inventoryLevels"].append(level)
    if active:
        store.emit("inventory_levels/connect", level)
    return level


def quantity_of(level, name):
    """Quantity of a level by name (`available`, `on_hand` …); 0 where level is None."""
    quantities = level["quantities"] if level else {}
    if name == "on_hand":
        return sum(quantities.values()) - quantities.get("incoming", 0)
    return quantities.get(name, 0)


def set_available(store, item_gid, location_gid, quantity):
    """The available quantity becomes `quantity`."""
    level = level_of(store, item_gid, location_gid)
    change(store, level, available=quantity - quantity_of(level, "available"))


def change(store, level, **deltas):
    """Add to quantities by name; on hand follows (= sum of what lies there)."""
    now = store.now()
    for name, delta in deltas.items():
        level["quantities"][name] = level["quantities"].get(name, 0) + delta
        level["setAt"][name] = now
    level["updatedAt"] = now
    variant = store.objects[store.objects[level["item"]]["variant"]]
    # A product's time moves with its stock (seen); its content did not change.
    store.objects[variant["product"]]["updatedAt"] = now
    if level["isActive"]:
        store.emit("inventory_levels/update", level)
