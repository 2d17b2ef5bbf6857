from ..actions.inventory import quantity_of
from .rest import head, lower, moment, number, price, read

FULL_VARIANTS = 100


def product(store, record):
    """products/create and update: full variants only for the first 100, the ids and
    times of all in ``variant_gids``.
    """
    variants = record["variants"]
    full = enumerate(variants[:FULL_VARIANTS], start=1)
    return {
        **head(store, record),
        "title": record["title"],
        "handle": record.get("handle"),
        "body_html": record.get("descriptionHtml"),
        "vendor": record.get("vendor"),
        "product_type": record.get("productType"),
        "status": lower(record["status"]),
        "tags": ", ".join(record.get("tags") or []),
        "published_at": moment(store, record.get("publishedAt")),
        "has_variants_that_requires_components": False,
        "options": [_option(record, option) for option in record.get("options") or []],
        "variants": [_variant(store, record, *numbered) for numbered in full],
        "variant_gids": [
            {
                "admin_graphql_api_id": variant["id"],
                "updated_at": moment(store, variant["updatedAt"]),
            }
            for variant in variants
        ],
        "images": [],
    }


def _option(record, option):
    return {
        "id": number(option["id"]),
        "product_id": number(record["id"]),
        "name": option["name"],
        "position": option["position"],
        "values": option.get("values") or [],
    }


def _variant(store, record, position, variant):
    chosen = [found["value"] for found in variant.get("selectedOptions") or []]
    chosen += [None] * (3 - len(chosen))
    return {
        **head(store, variant),
        "product_id": number(record["id"]),
        "title": variant.get("title"),
        "price": price(store, variant["price"]),
        "compare_at_price": price(store, variant.get("compareAtPrice")),
        "sku": variant.get("sku"),
        "barcode": variant.get("barcode"),
        "position": position,
        "taxable": variant.get("taxable", True),
        "inventory_policy": lower(variant.get("inventoryPolicy")),
        "inventory_item_id": number(variant.get("inventoryItem")),
        "inventory_quantity": read(store, variant, "inventoryQuantity"),
        **{f"option{i}": value for i, value in enumerate(chosen[:3], start=1)},
    }


def inventory_item(store, record):
    """inventory_items/*."""
    cost = record.get("unitCost") or {}
    return {
        **head(store, record),
        "sku": record.get("sku"),
        "cost": price(store, cost.get("amount")),
        "tracked": record.get("tracked", True),
        "requires_shipping": record.get("requiresShipping", True),
    }


def disconnected_level(_store, record):
    """inventory_levels/disconnect: only the two ids."""
    return {
        "inventory_item_id": number(record["item"]),
        "location_id": number(record["location"]),
    }


def inventory_level(store, record):
    """inventory_levels/*: no ``id``, but the ids of item and location."""
    return {
        "admin_graphql_api_id": record["id"],
        "inventory_item_id": number(record["item"]),
        "location_id": number(record["location"]),
        "available": quantity_of(record, "available"),
        "updated_at": moment(store, record.get("updatedAt")),
    }
