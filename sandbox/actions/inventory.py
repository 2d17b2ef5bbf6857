"""Inventory items and their levels per location."""

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


def level_of(store, item_gid, location_gid):
    """`InventoryLevel` of an item at a location, made if there is none."""
    item = store.objects[item_gid]
    for level in item["inventoryLevels"]:
        if level["location"] == location_gid:
            return level
    number = item_gid.rpartition("/")[2]
    gid = store.new_gid("InventoryLevel") + f"?inventory_item_id={number}"
    level = store.add(
        "InventoryLevel",
        {
            "item": item_gid,
            "location": location_gid,
            "isActive": True,
            "canDeactivate": True,
            "deactivationAlert": None,
            "quantities": [_quantity(store, name) for name in NAMES],
        },
        gid=gid,
    )
    item["inventoryLevels"].append(level)
    store.objects[location_gid]["hasActiveInventory"] = True
    return level


def _quantity(store, name):
    return {
        "__typename": "InventoryQuantity",
        "id": store.new_gid("InventoryQuantity"),
        "name": name,
        "quantity": 0,
        # Only quantities that were set have a time; on hand is a sum (seen).
        "updatedAt": store.now() if name == "available" else None,
    }


def quantity_of(level, name):
    """Quantity of a level by name (`available`, `on_hand` …)."""
    return next(
        found["quantity"] for found in level["quantities"] if found["name"] == name
    )


def set_available(store, item_gid, location_gid, quantity):
    """The available quantity becomes `quantity`."""
    level = level_of(store, item_gid, location_gid)
    change(store, level, available=quantity - quantity_of(level, "available"))


def change(store, level, **deltas):
    """Add to quantities by name; on hand follows (= sum of what lies there)."""
    by_name = {found["name"]: found for found in level["quantities"]}
    for name, delta in deltas.items():
        by_name[name]["quantity"] += delta
        by_name[name]["updatedAt"] = store.now()
    by_name["on_hand"]["quantity"] = sum(by_name[name]["quantity"] for name in ON_HAND)
    store.touch(level)
    variant = store.objects[store.objects[level["item"]]["variant"]]
    # A product's time moves with its stock (seen); its content did not change.
    store.touch(store.objects[variant["product"]])
    store.emit("inventory_levels/update", level)
