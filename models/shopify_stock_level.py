from odoo import api, fields, models


class ShopifyStockLevel(models.Model):
    """Stock of one variant at one location of a store: ours, and what the store says.

    Shopify computes what it sells as on hand less what open orders wait for. So it
    is told what is on hand; an order that is placed meanwhile changes nothing of
    that. `wanted` = `sellable` + `compensation`; see `shopify.stock.quantity`.
    """

    _name = "shopify.stock.level"
    _description = "Shopify Stock Level"
    _order = "backend_id, variant_id, location_id"
    _log_access = False

    backend_id = fields.Many2one(
        "shopify.backend", string="Store", required=True, ondelete="cascade"
    )
    location_id = fields.Many2one(
        "shopify.location",
        required=True,
        ondelete="cascade",
        readonly=True,
    )
    variant_id = fields.Many2one(
        "shopify.product.product",
        string="Shopify variant",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    product_id = fields.Many2one(
        related="variant_id.odoo_id", string="Product", store=True, index=True
    )
    available = fields.Float(
        string="In Odoo",
        digits="Product Unit",
        readonly=True,
        help="The quantity that the availability rule names.",
    )
    sellable = fields.Integer(
        string="To offer", readonly=True, help="What is left of it by the rule."
    )
    compensation = fields.Integer(
        string="Open orders",
        readonly=True,
        help="Units of this store's open orders that Odoo has subtracted already. "
        "Shopify subtracts them as well, so they are added once. Below zero: sent in "
        "Shopify, and Odoo has not subtracted them yet.",
    )
    wanted = fields.Integer(
        string="To send",
        readonly=True,
        help="What Shopify is to have on hand: to offer + open orders.",
    )
    incoming = fields.Integer(
        string="On its way",
        readonly=True,
        help="What is planned to come, where the store is told that.",
    )
    sent = fields.Integer(readonly=True)
    sent_at = fields.Datetime(readonly=True)
    known_on_hand = fields.Integer(string="On hand in Shopify", readonly=True)
    known_available = fields.Integer(string="Available in Shopify", readonly=True)
    known_committed = fields.Integer(string="Committed in Shopify", readonly=True)
    known_incoming = fields.Integer(string="On its way in Shopify", readonly=True)
    known_at = fields.Datetime(
        string="Known since", readonly=True, help="Empty: never read nor sent."
    )
    is_stocked = fields.Boolean(string="Stocked there", readonly=True)

    _level_unique = models.UniqueIndex("(backend_id, location_id, variant_id)")

    @api.depends("variant_id", "location_id")
    def _compute_display_name(self):
        for level in self:
            level.display_name = (
                f"{level.product_id.display_name} @ {level.location_id.name}"
            )

    @api.model
    def _ensure(self, variants, locations):
        """The levels of all these variants at all these locations of one store."""
        if not variants or not locations:
            return self.browse()
        self.env.flush_all()
        self.env.cr.execute(
            """INSERT INTO shopify_stock_level
                   (backend_id, location_id, variant_id, product_id)
               SELECT v.backend_id, l.id, v.id, v.odoo_id
                 FROM shopify_product_product v
                 JOIN shopify_location l ON l.backend_id = v.backend_id
                WHERE v.id = ANY(%s) AND l.id = ANY(%s)
             ORDER BY v.id, l.id
               ON CONFLICT (backend_id, location_id, variant_id) DO NOTHING""",
            [variants.ids, locations.ids],
        )
        return self.search(
            [("variant_id", "in", variants.ids), ("location_id", "in", locations.ids)]
        )

    @api.model
    def _doubt(self, backend, products):
        """What is known of these may no longer be so: it is read before it is sent.

        Otherwise a figure that happens to be what we believed would not be sent.
        """
        if not products:
            return
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE shopify_stock_level SET known_at = NULL
                WHERE backend_id = %s AND product_id = ANY(%s)
                  AND known_at IS NOT NULL""",
            [backend.id, products.ids],
        )
        self.invalidate_model(["known_at"])

    @api.model
    def _learn(self, rows):
        """Write what is known of levels: one statement.

        :param rows: {level: values of these columns}, the same ones for each
        """
        if not rows:
            return
        columns = sorted(next(iter(rows.values())))
        casts = {"datetime": "timestamp", "integer": "int4", "float": "numeric"}
        casts["boolean"] = "bool"
        types = [casts[self._fields[name].type] for name in columns]
        assigned = ", ".join(f"{name} = v.{name}" for name in columns)
        self.env.cr.execute_values(
            f"""UPDATE shopify_stock_level l SET {assigned}
                  FROM (VALUES %s) AS v(id, {", ".join(columns)})
                 WHERE l.id = v.id""",
            [
                (level.id, *(values[name] for name in columns))
                for level, values in rows.items()
            ],
            template=f"(%s, {', '.join(f'%s::{kind}' for kind in types)})",
            page_size=len(rows),
        )
        self.invalidate_model(columns)
