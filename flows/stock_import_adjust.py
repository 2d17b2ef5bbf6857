from typing import NamedTuple

from odoo import api, models
from odoo.models import BaseModel

from ..shopify.errors import BusinessError


class Change(NamedTuple):
    """Units to be added to (below 0: taken from) a product in some places."""

    product: BaseModel
    sources: BaseModel  # Odoo's locations, the one to put more into first
    units: int


class ShopifyStockAdjustment(models.AbstractModel):
    """Odoo's own inventory count, for stock that was changed in Shopify.

    The only way in which this connector changes Odoo's stock: quants are counted
    and Odoo makes the moves. No quant is ever written directly.
    """

    _name = "shopify.stock.adjustment"
    _description = "Shopify Stock: Inventory Adjustments"

    @api.model
    def _apply(self, changes, reason):
        """Let Odoo's stock change, by one multi-record count.

        :param changes: list of Change
        :param reason: what the moves are called
        :return: {change: why it was not made}, for those that were not
        """
        self = self.with_context(inventory_mode=True, inventory_name=reason)
        self._check_may_count()
        quants = self._quants(changes)
        counted, new, refused = {}, [], {}
        for change in changes:
            why_not = self._why_not(change, quants[change])
            if why_not:
                refused[change] = why_not
            elif change.units > 0:
                self._put(change, quants[change], counted, new)
            else:
                self._take(change, quants[change], counted)
        self._count(counted, new)
        return refused

    def _check_may_count(self):
        if not self.env.user.has_group("stock.group_stock_user"):
            raise BusinessError(
                "stock_forbidden",
                self.env._(
                    "%s may not adjust the inventory, so nothing was changed.",
                    self.env.user.name,
                ),
                cause="stock_forbidden",
            )

    def _quants(self, changes):
        """{change: quants without lot, package or owner in its places}"""
        found = {}
        model = self.env["stock.quant"]
        for change in changes:
            key = change.sources
            if key not in found:
                products = [each.product.id for each in changes if each.sources == key]
                found[key] = model.search(
                    [
                        ("product_id", "in", products),
                        ("location_id", "child_of", key.ids),
                        ("lot_id", "=", False),
                        ("package_id", "=", False),
                        ("owner_id", "=", False),
                    ]
                ).grouped("product_id")
        return {
            change: found[change.sources].get(change.product, model)
            for change in changes
        }

    def _why_not(self, change, quants):
        """Why a person has to do it, or None."""
        if not change.product.is_storable or change.product.tracking != "none":
            return self.env._(
                "%s is counted by lots, or as parts of a kit: adjust it in Odoo.",
                change.product.display_name,
            )
        if any(quant.inventory_quantity_set for quant in quants):
            return self.env._(
                "Somebody is counting %s in Odoo: finish that count first.",
                change.product.display_name,
            )
        if change.units < 0 and sum(map(there, quants)) < -change.units:
            return self.env._(
                "Odoo has fewer of %(product)s than Shopify took away: %(has)s.",
                product=change.product.display_name,
                has=sum(quants.mapped("quantity")),
            )
        return None

    def _put(self, change, quants, counted, new):
        home = quants.filtered(lambda quant: quant.location_id == change.sources[0])[:1]
        if home:
            counted[home] = counted.get(home, home.quantity) + change.units
        else:
            new.append(
                {
                    "product_id": change.product.id,
                    "location_id": change.sources[0].id,
                    "inventory_quantity": change.units,
                }
            )

    def _take(self, change, quants, counted):
        """From where most is free; reserved units go last."""
        missing = -change.units
        for quant in quants.sorted(lambda quant: -quant.available_quantity):
            units = min(missing, counted.get(quant, there(quant)))
            if units > 0:
                counted[quant] = counted.get(quant, quant.quantity) - units
                missing -= units

    def _count(self, counted, new):
        quants = self.env["stock.quant"].create(new)
        for quant, quantity in counted.items():
            quant.inventory_quantity = quantity
            quants |= quant
        if quants:
            quants.action_apply_inventory()


def there(quant):
    return max(0, quant.quantity)
