from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from .stock_figure import compensation, on_its_way, sellable

ODOO_QUANTITY = {
    "free": "free_qty",
    "on_hand": "qty_available",
    "forecast": "virtual_available",
}


class Figure(NamedTuple):
    """How the figure of one level comes about."""

    available: float  # by Odoo, as the rule names it
    sellable: int  # by the rule, for this location
    compensation: int  # of orders that both sides have subtracted
    incoming: int | None = None  # on its way; None: the store is not told

    @property
    def wanted(self):
        """What Shopify is to have on hand, which is never negative."""
        return max(0, self.sellable + self.compensation)


class ShopifyStockQuantity(models.AbstractModel):
    """What Shopify is to have on hand, for many levels in few statements.

    Shopify sells `on hand - committed`, and its open orders are committed. Odoo has
    taken some of the same orders off what is available: those are given back, so
    that each order is subtracted exactly once, by Shopify.
    """

    _name = "shopify.stock.quantity"
    _description = "Shopify Stock Quantities"

    @api.model
    def _figures(self, backend, levels):
        """{level: Figure} of levels of one store."""
        rules = self.env["shopify.stock.rule"]._for_levels(backend, levels)
        quantities = self._quantities(levels, rules)
        taken = self._compensations(backend, levels, rules)
        tells = self.env["shopify.flow.stock_export"]._policy(backend).stock_incoming
        figures = {}
        for level in levels:
            rule, share = rules[level], level.location_id.share_percent
            available = quantities[level][ODOO_QUANTITY[rule.kind or "free"]]
            figures[level] = Figure(
                available,
                sellable(available, rule, share),
                taken.get(level, 0),
                on_its_way(quantities[level]["incoming_qty"], share) if tells else None,
            )
        return figures

    # -- what Odoo has -----------------------------------------------------------

    def _quantities(self, levels, rules):
        """{level: Odoo's quantities}; Odoo is asked once per (places, horizon)."""
        found = {}
        for (sources, until), group in levels.grouped(
            lambda level: (level.location_id._stock_sources(), horizon(rules[level]))
        ).items():
            products = group.product_id.with_context(location=sources.ids)
            quantities = products._compute_quantities_dict(
                None, None, None, to_date=until
            )
            for level in group:
                found[level] = quantities[level.product_id.id]
        return found

    # -- what both have subtracted -------------------------------------------------

    def _compensations(self, backend, levels, rules):
        """{level: units}; one statement per (location, horizon)."""
        self.env.flush_all()
        homes = self._homes(backend)
        found = {}
        for (location, until), group in levels.grouped(
            lambda level: (level.location_id, horizon(rules[level]))
        ).items():
            level_of = {level.product_id.id: level for level in group}
            warehouses = [id_ for id_, home in homes.items() if home == location]
            lines = self._open_lines(location, warehouses, level_of, until)
            for product_id, unfulfilled, fulfilled, *quantities in lines:
                level = level_of[product_id]
                taken = subtracted(rules[level].kind or "free", *quantities)
                units = compensation(unfulfilled, fulfilled, *taken)
                found[level] = found.get(level, 0) + units
        return found

    def _homes(self, backend):
        """{warehouse id: location} for orders whose location Shopify did not tell."""
        homes = {}
        for location in self.env["shopify.location"]._pushed(backend):
            for source in location._stock_sources():
                homes.setdefault(source.warehouse_id.id, location)
        return homes

    def _open_lines(self, location, warehouses, product_ids, until):
        """What is open of this store's order lines, in units of the product.

        A list of (product id, unfulfilled, fulfilled, reserved, gone, to go, kept,
        delivered): `reserved` in the location's places, `gone` from them (less what
        came back), `to go` is planned to leave them until then; `kept` is reserved
        anywhere. A kit counts as often as its scarcest component.
        """
        self.env.cr.execute(
            SQL(
                OPEN_LINES,
                sources=tuple(location._stock_sources().ids),
                backend=location.backend_id.id,
                location=location.id,
                warehouses=warehouses,
                products=list(product_ids),
                until=until or None,
            )
        )
        return self.env.cr.fetchall()


def horizon(rule):
    """Up to when planned moves count: a naive UTC time, or False."""
    if rule.kind != "forecast" or not rule.days:
        return False
    today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=rule.days + 1)


def subtracted(kind, reserved, gone, to_go, kept, delivered):
    """Units of a line no longer in Odoo's quantity of that kind: (here, anywhere)."""
    if kind == "on_hand":
        return gone, delivered
    return gone + (reserved if kind == "free" else to_go), kept + delivered


# Component moves of a kit are turned into kits: the share of what was planned.
OPEN_LINES = """
WITH inside AS (
    SELECT DISTINCT l.id
      FROM stock_location l
      JOIN stock_location p ON l.parent_path LIKE p.parent_path || '%%'
     WHERE p.id IN %(sources)s
), line AS (
    SELECT sol.id, sol.product_id, sol.product_uom_qty, sol.qty_delivered,
           sol.shopify_unfulfilled_qty AS unfulfilled,
           sol.shopify_fulfilled_qty AS fulfilled
      FROM sale_order_line sol
      JOIN sale_order so ON so.id = sol.order_id
      JOIN shopify_sale_order b
        ON b.odoo_id = so.id AND b.backend_id = %(backend)s AND b.active
     WHERE (sol.shopify_unfulfilled_qty > 0
            OR sol.shopify_fulfilled_qty > sol.qty_delivered)
       AND sol.product_id = ANY(%(products)s)
       AND so.state <> 'cancel'
       AND (b.location_id = %(location)s
            OR b.location_id IS NULL AND so.warehouse_id = ANY(%(warehouses)s))
), moved AS (
    SELECT line.id, m.product_id,
           COALESCE(SUM(m.product_qty) FILTER (WHERE out.planned), 0) AS planned,
           COALESCE(SUM(m.product_qty) FILTER (
               WHERE out.planned AND m.state IN (
                   'waiting', 'confirmed', 'assigned', 'partially_available')
                 AND (%(until)s::timestamp IS NULL OR m.date <= %(until)s)
           ), 0) AS to_go,
           COALESCE(SUM(lines.reserved), 0) AS reserved,
           COALESCE(SUM(lines.gone), 0) AS gone,
           COALESCE(SUM(lines.kept), 0) AS kept
      FROM line
      JOIN stock_move m ON m.sale_line_id = line.id AND m.state <> 'cancel'
     CROSS JOIN LATERAL (
        SELECT m.location_id IN (SELECT id FROM inside)
               AND (CASE WHEN m.state = 'done' THEN m.location_dest_id
                         ELSE COALESCE(m.location_final_id, m.location_dest_id) END
                   ) NOT IN (SELECT id FROM inside) AS planned
     ) AS out
     CROSS JOIN LATERAL (
        SELECT SUM(l.quantity_product_uom) FILTER (
                   WHERE l.state <> 'done' AND place.source) AS reserved,
               SUM(l.quantity_product_uom) FILTER (
                   WHERE l.state <> 'done' AND source.usage = 'internal') AS kept,
               SUM(CASE WHEN l.state <> 'done' THEN 0
                        ELSE l.quantity_product_uom
                             * (place.source::int - place.target::int) END) AS gone
          FROM stock_move_line l
          JOIN stock_location source ON source.id = l.location_id
         CROSS JOIN LATERAL (
            SELECT l.location_id IN (SELECT id FROM inside) AS source,
                   l.location_dest_id IN (SELECT id FROM inside) AS target
         ) AS place
         WHERE l.move_id = m.id
     ) AS lines
     GROUP BY line.id, m.product_id
), taken AS (
    SELECT line.*, moved.reserved, moved.gone, moved.to_go, moved.kept,
           CASE WHEN moved.product_id = line.product_id THEN 1.0
                WHEN COALESCE(moved.planned, 0) = 0 THEN 0.0
                ELSE line.product_uom_qty / moved.planned END AS factor
      FROM line LEFT JOIN moved ON moved.id = line.id
)
SELECT product_id, unfulfilled, fulfilled,
       COALESCE(MIN(factor * reserved), 0), COALESCE(MIN(factor * gone), 0),
       COALESCE(MIN(factor * to_go), 0), COALESCE(MIN(factor * kept), 0),
       COALESCE(qty_delivered, 0)
  FROM taken
 GROUP BY id, product_id, unfulfilled, fulfilled, qty_delivered
"""
