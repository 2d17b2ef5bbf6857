from odoo import api, models

from .stock_row import Row


class ShopifyFlowStockExport(models.AbstractModel):
    """What can be sold, per variant and location, told to the store within seconds.

    This file says which levels a change concerns and what they are to be; how they
    are sent is in `stock_push`.
    """

    _name = "shopify.flow.stock_export"
    _inherit = "shopify.flow.export"
    _description = "Stock levels"

    _shopify_resource = "InventoryLevel"
    _shopify_marks = "product.product"
    _shopify_binding = "shopify.product.product"
    _shopify_scopes = ("read_inventory", "write_inventory", "read_locations")
    _shopify_sequence = 50

    @api.model
    def _prepare_policy(self, backend):
        """Off until a person has mapped the locations and switches it on."""
        return {**super()._prepare_policy(backend), "enabled": False}

    @api.model
    def _subjects(self, backend, ids):
        """The levels of these products and of the kits they are part of."""
        ids = set(ids) | self._kits_with(ids)
        variants = self.env["shopify.product.product"].search(
            [
                ("backend_id", "=", backend.id),
                ("odoo_id", "in", list(ids)),
                ("inventory_item_id", "!=", False),
            ]
        )
        counted = variants.filtered(lambda variant: variant.odoo_id.is_storable)
        counted += self._kits_among(variants - counted)
        locations = self.env["shopify.location"]._pushed(backend)
        return self.env["shopify.stock.level"]._ensure(counted, locations)

    @api.model
    def _kits_with(self, ids):
        """Ids of products that are kits of these; manufacturing may not be there."""
        if "mrp.bom.line" not in self.env:
            return set()
        lines = self.env["mrp.bom.line"].search(
            [("product_id", "in", list(ids)), ("bom_id.type", "=", "phantom")]
        )
        kits = lines.bom_id
        direct = (
            kits.product_id
            | kits.filtered(
                lambda bom: not bom.product_id
            ).product_tmpl_id.product_variant_ids
        )
        found = set(direct.ids) - set(ids)
        return found | self._kits_with(found) if found else found

    @api.model
    def _kits_among(self, variants):
        if not variants or "mrp.bom" not in self.env:
            return variants.browse()
        kits = self.env["mrp.bom"]._bom_find(variants.odoo_id, bom_type="phantom")
        return variants.filtered(lambda variant: kits.get(variant.odoo_id))

    @api.model
    def _push(self, batch):
        batch.sent = self._rows(batch)
        self._compute(batch, batch.sent)
        self.env["shopify.stock.push"]._push(batch, batch.sent)

    @api.model
    def _rows(self, batch):
        """What is sent of each outbox row; levels that are gone need nothing."""
        levels = self.env["shopify.stock.level"].browse(
            [row.res_id for row in batch.rows]
        )
        there = set(levels.exists().ids)
        pushed = self.env["shopify.location"]._pushed(batch.backend)
        return [
            Row.of(outbox, level)
            for outbox, level in zip(batch.rows, levels, strict=True)
            if level.id in there
            and level.variant_id.active
            and level.location_id in pushed
        ]

    @api.model
    def _compute(self, batch, rows):
        levels = self.env["shopify.stock.level"].union(*(row.level for row in rows))
        quantities = self.env["shopify.stock.quantity"]
        figures = quantities._figures(batch.backend, levels)
        for row in rows:
            row.figure = figures[row.level]

    @api.model
    def _settled(self, batch):
        """Levels are judged as they are learnt: by then nothing of them waits."""
        self.env["shopify.stock.level"]._learn(
            {row.level: row.learned() for row in batch.sent}
        )
