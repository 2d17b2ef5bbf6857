from collections import defaultdict

from odoo import models


class SaleOrderLine(models.Model):
    """How many units of a line left the house and came back, kits included."""

    _inherit = "sale.order.line"

    def _shopify_units_out(self):
        """Units of the line that were delivered, whether they came back or not."""
        self.ensure_one()
        return self._shopify_units(lambda move: move._shopify_is_out())

    def _shopify_units_back(self):
        """Units of the line that came back or are on their way back."""
        self.ensure_one()
        return self._shopify_units(lambda move: move.origin_returned_move_id)

    def _shopify_units(self, counts):
        """Units of the line in the moves that count; of a kit: complete ones."""
        planned, counted = defaultdict(float), defaultdict(float)
        for move in self.move_ids:
            if move.state == "cancel":
                continue
            units = move.quantity if move.state == "done" else move.product_uom_qty
            if not move.origin_returned_move_id:
                planned[move.product_id] += units
            if counts(move):
                counted[move.product_id] += units
        return min(
            (
                counted[product] * self._shopify_per_unit(product, planned[product])
                for product in planned
            ),
            default=0.0,
        )

    def _shopify_per_unit(self, product, planned):
        """Units of the line per unit of a product moved for it."""
        if product == self.product_id:
            return 1.0
        return self.product_uom_qty / planned if planned else 0.0


class StockMove(models.Model):
    _inherit = "stock.move"

    def _shopify_is_out(self):
        """It brought goods to a customer."""
        return (
            self.state == "done"
            and not self.origin_returned_move_id
            and self.location_dest_id.usage == "customer"
        )
