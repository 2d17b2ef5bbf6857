"""Inputs of variants, from three mutations that name things differently."""

import re

from ..actions.inventory import set_available

PLAIN = ("sku", "barcode", "price", "compareAtPrice", "taxable", "inventoryPolicy")
KEPT = ("taxCode", "requiresComponents", "showUnitPrice")
ORIGIN = ("countryCodeOfOrigin", "provinceCodeOfOrigin", "tracked", "requiresShipping")


def variant_values(given):
    """What the store's actions take of `ProductVariant(Set|Bulk)Input`."""
    item = given.get("inventoryItem") or {}
    values = {key: given[key] for key in PLAIN if key in given}
    if "sku" in item:
        values["sku"] = item["sku"]
    if given.get("optionValues"):
        values["options"] = {o["optionName"]: o["name"] for o in given["optionValues"]}
    values |= {key: item[key] for key in ("tracked", "requiresShipping") if key in item}
    # Only tracked where asked for (seen); the store's own actions track by default.
    values.setdefault("tracked", False)
    if given.get("id"):
        values["id"] = given["id"]
    return values


def write_extras(store, variant, given):
    """Write the parts of the input that the store's actions do not know."""
    for key in KEPT:
        if key in given:
            variant[key] = given[key]
    if given.get("unitPriceMeasurement"):
        variant["unitPriceMeasurement"] = given["unitPriceMeasurement"]
    add_metafields(store, variant, given.get("metafields"), "PRODUCTVARIANT")
    write_item(
        store.objects[variant["inventoryItem"]], given.get("inventoryItem") or {}
    )
    for row in given.get("inventoryQuantities") or []:
        quantity = row.get("quantity", row.get("availableQuantity"))
        set_available(store, variant["inventoryItem"], row["locationId"], quantity)


def write_item(item, given):
    """Write the parts of an `InventoryItemInput` that need no calculation."""
    for key in ORIGIN:
        if key in given:
            item[key] = given[key]
    if given.get("harmonizedSystemCode"):
        # Kept as digits alone (seen).
        item["harmonizedSystemCode"] = re.sub(r"\D", "", given["harmonizedSystemCode"])
    if given.get("measurement"):
        item["measurement"]["weight"] |= given["measurement"]["weight"]


def add_metafields(store, owner, given, owner_type):
    """Set metafields of an object: those of the same namespace and key are replaced."""
    for values in given or []:
        key = values.get("namespace", "$app"), values["key"]
        others = [m for m in owner["metafields"] if (m["namespace"], m["key"]) != key]
        metafield = store.add(
            "Metafield",
            {
                "namespace": key[0],
                "key": key[1],
                "type": values.get("type", "single_line_text_field"),
                "value": values["value"],
                "ownerType": owner_type,
                "owner": owner["id"],
            },
        )
        owner["metafields"] = [*others, metafield]
