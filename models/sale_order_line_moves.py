from collections import defaultdict

from odoo import models


class SaleOrderLine(models.Model):
    """How many units of a line left the house and came back, kits included."""

    _inherit = "sale.order.line"

    def _get_qty_procurement(self, previous_product_uom_qty=False):
        """Units that are to come back are not sent anew: they stay on the line until
        they are here, or refunded."""
        units = super()._get_qty_procurement(previous_product_uom_qty)
        if not self.shopify_line_id:
            return units
        return units + self._shopify_units_expected()

    def _shopify_units_out(self):
        """Units of the line that were delivered, whether they came back or not."""
        return self._shopify_units(lambda move: move._shopify_is_out())

    def _shopify_units_back(self, done=False):
        """Units of the line that came back, or (but for `done`) are to come back."""
        return self._shopify_units(
            lambda move: (
                move.origin_returned_move_id and (move.state == "done" or not done)
            )
        )

    def _shopify_units_expected(self):
        """Units of the line that are to come back, and did not yet."""
        return self._shopify_units(
            lambda move: (
                move.origin_returned_move_id and move.to_refund and move.state != "done"
            )
        )

    def _shopify_units(self, counts):
        """Units of the line in the moves that count; of a kit: complete ones."""
        self.ensure_one()
        counted = defaultdict(float)
        for move in self.move_ids:
            if move.state != "cancel" and counts(move):
                counted[move.product_id] += move._shopify_moved()
        per_unit = self._shopify_per_unit()
        return min(
            (counted[product] / factor for product, factor in per_unit.items()),
            default=0.0,
        )

    def _shopify_per_unit(self):
        """{product: how many of it are moved for one unit of the line}."""
        planned = defaultdict(float)
        for move in self.move_ids:
            if move.state != "cancel" and not move.origin_returned_move_id:
                planned[move.product_id] += move._shopify_moved()
        if set(planned) <= {self.product_id}:
            return dict.fromkeys(planned, 1.0)
        units = self.product_uom_qty
        return {product: moved / units for product, moved in planned.items() if units}


class StockMove(models.Model):
    _inherit = "stock.move"

    def _shopify_moved(self):
        """What was moved, or is to be."""
        return self.quantity if self.state == "done" else self.product_uom_qty

    def _shopify_is_out(self):
        """It brought goods to a customer."""
        return (
            self.state == "done"
            and not self.origin_returned_move_id
            and self.location_dest_id.usage == "customer"
        )
