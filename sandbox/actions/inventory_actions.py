from . import action
from .inventory import change, find_level, level_of, quantity_of


class InventoryActions:
    """Stock: counted, corrected, moved to and from locations by the shop's staff.

    `item` and `location` are gids; a level is an `InventoryLevel`.
    """

    @action
    def set_inventory(self, item, location, available=None, on_hand=None):
        """Staff counted: what can be sold, or what lies there; returns the level."""
        level = level_of(self, item, location)
        name, wanted = ("available", available)
        if on_hand is not None:
            name, wanted = ("on_hand", on_hand)
        change(self, level, available=wanted - quantity_of(level, name))
        return level

    @action
    def adjust_inventory(self, item, location, delta, name="available"):
        """Units came (or went, below 0), in whatever state; returns the level."""
        level = level_of(self, item, location)
        change(self, level, **{name: delta})
        return level

    @action
    def activate_inventory(self, item, location, available=None):
        """Stock an item at a location; one stocked before keeps its units (seen)."""
        level = find_level(self, item, location)
        if level and not level["isActive"]:
            level["isActive"] = True
            self.touch(level)
            self.emit("inventory_levels/connect", level)
        level = level or level_of(self, item, location)
        if available is not None:
            change(self, level, available=available - quantity_of(level, "available"))
        return level

    @action
    def deactivate_inventory(self, level):
        """Stock an item no longer at a location: units are kept, not sold (seen).

        :param level: gid
        """
        level = self.objects[level]
        level["isActive"] = False
        self.touch(level)
        self.emit("inventory_levels/disconnect", level)
        return level

    @action
    def update_inventory_item(self, gid, **fields):
        """Change fields of an `InventoryItem`: `tracked`, `unitCost`, `sku` …"""
        item = self.objects[gid]
        item.update(fields)
        if "sku" in fields:
            self.objects[item["variant"]]["sku"] = fields["sku"]
        self.touch(item)
        self.emit("inventory_items/update", item)
        return item
