from ..shopify.errors import BusinessError


def read_items(client, gids):
    """{inventory item: node or None}, `inventoryLevels` a list of all its levels.

    One call; an item with more than 250 locations takes one more per 250.
    """
    items = dict(client.nodes("inventory_levels", sorted(gids)))
    for gid, item in items.items():
        if item:
            levels = _all_levels(client, gid, item["inventoryLevels"])
            items[gid] = None if levels is None else {**item, "inventoryLevels": levels}
    return items


def _all_levels(client, gid, connection):
    """The levels of a connection's further pages, too; None: deleted meanwhile."""
    levels, page = list(connection["nodes"]), connection["pageInfo"]
    if not page["hasNextPage"]:
        return levels
    try:
        for more in client.pages(
            "inventory_item_levels",
            "inventoryItem.inventoryLevels",
            id=gid,
            cursor=page["endCursor"],
        ):
            levels += more
    except BusinessError as error:
        if error.code != "record_missing":
            raise
        return None
    return levels


def quantities_of(level):
    """{name: quantity} of a level's node; {} of None."""
    rows = level["quantities"] if level else ()
    return {each["name"]: each["quantity"] for each in rows}
