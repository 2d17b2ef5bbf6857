from functools import partial

from odoo import api, models
from odoo.service.model import retrying

from .stock_import_adjust import Change

PRODUCTS = 500  # of one transaction


class ShopifyStockFirst(models.AbstractModel):
    """The first stock: what a full comparison has just read becomes Odoo's stock.

    Odoo's stock is set to Shopify's, not added to it, and what has stock already is
    left alone: so it may be run again, also after half of it.
    """

    _name = "shopify.stock.first"
    _description = "Shopify Stock: Take Over"

    @api.model
    def _run(self, policy):
        after = 0
        while after is not None:
            after = self._apart(policy, after)

    def _apart(self, policy, after):
        self.env.flush_all()
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            first = env["shopify.stock.first"]
            work = partial(first._take_batch, policy.with_env(env), after)
            result = retrying(work, env)
        self.env.invalidate_all(flush=False)
        return result

    def _take_batch(self, policy, after):
        """Take over the next products; id of the last one, None: all are done."""
        backend = policy.backend_id
        locations = self.env["shopify.location"]._pushed(backend)
        products = self._next_products(backend, locations, after)
        if not products:
            return None
        levels = self.env["shopify.stock.level"].search(
            [("product_id", "in", products.ids), ("location_id", "in", locations.ids)]
        )
        groups = levels.grouped(
            lambda level: (level.product_id, level.location_id._stock_sources())
        )
        self._take(backend, groups, policy.stock_take_over)
        self.env["shopify.stock.compare"]._compute(backend, levels)
        return products[-1].id

    def _next_products(self, backend, locations, after):
        self.env.cr.execute(
            """SELECT DISTINCT product_id FROM shopify_stock_level
                WHERE backend_id = %s AND location_id = ANY(%s)
                  AND known_on_hand > 0 AND product_id > %s
             ORDER BY product_id LIMIT %s""",
            [backend.id, locations.ids, after, PRODUCTS],
        )
        ids = [id_ for (id_,) in self.env.cr.fetchall()]
        return self.env["product.product"].browse(ids)

    def _take(self, backend, groups, scope):
        """Set Odoo's stock to what lies at all locations that show the same places."""
        there = self._there(groups)
        changes = {}
        for (product, sources), levels in groups.items():
            has = there[product, sources]
            if scope == "empty" and (has or any(map(agreed_on_some, levels))):
                continue
            units = sum(max(0, level.known_on_hand) for level in levels) - round(has)
            if units:
                changes[Change(product, sources, units)] = levels
        reason = self.env._("Taken over from Shopify (%s)", backend.name)
        refused = self.env["shopify.stock.adjustment"]._apply(list(changes), reason)
        self.env["shopify.stock.inward"]._report(
            backend,
            [levels[0] for levels in changes.values()],
            {changes[change][0]: why for change, why in refused.items()},
        )

    def _there(self, groups):
        """{(product, places): what Odoo has on hand}; Odoo is asked once per place."""
        found = {}
        model = self.env["product.product"]
        for sources in {sources for _product, sources in groups}:
            products = model.union(*(p for p, s in groups if s == sources))
            quantities = products.with_context(
                location=sources.ids
            )._compute_quantities_dict(None, None, None)
            for product in products:
                found[product, sources] = quantities[product.id]["qty_available"]
        return found


def agreed_on_some(level):
    """Both sides had the same stock of it before: it was taken over already."""
    return bool(level.confirmed_at and level.agreed_on_hand)
