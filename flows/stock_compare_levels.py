from typing import NamedTuple

from odoo import api, models

from .stock_read import quantities_of


class Seen(NamedTuple):
    """A level as Shopify told it."""

    item: str  # gid
    location: str  # gid
    tracked: bool
    active: bool
    available: int
    on_hand: int
    committed: int
    incoming: int = 0

    @classmethod
    def of_bulk(cls, row):
        """From a line of the bulk file; None for a line that is no level."""
        if "__parentId" not in row:
            return None
        return cls(
            item=row["item"]["id"],
            location=row["__parentId"],
            tracked=row["item"]["tracked"],
            active=row["isActive"],
            **quantities_of(row),
        )

    @classmethod
    def of_node(cls, item, node):
        """From an item and one of its levels as `inventory_levels.graphql` reads."""
        return cls(
            item=item["id"],
            location=node["location"]["id"],
            tracked=item["tracked"],
            active=node["isActive"],
            **quantities_of(node),
        )


class ShopifyStockCompare(models.AbstractModel):
    """Some thousand levels of the store next to Odoo's figures of now.

    What is known of a level is only replaced by what is newer: a file of minutes ago
    says nothing about a level that was sent since.
    """

    _name = "shopify.stock.compare"
    _description = "Shopify Stock: Comparison"

    @api.model
    def _take_all(self, policy, seen):
        """Take over a chunk, and let Odoo's figures be sent where they are late.

        :param seen: list of Seen of the comparison that `policy` tells of
        :return: number of items with stock that Odoo does not know
        """
        backend = policy.backend_id
        variants = self._variants(backend, seen)
        levels = self._levels(backend, variants, seen)
        taken = self._take(backend, levels, policy.compare_started_at)
        if not policy.stock_take_over:
            self._send_late(policy, taken)
        return sum(
            level.tracked and bool(level.on_hand) and level.item not in variants
            for level in seen
        )

    def _variants(self, backend, seen):
        """{inventory item: variant} of those that are linked."""
        found = self.env["shopify.product.product"].search_fetch(
            [
                ("backend_id", "=", backend.id),
                ("inventory_item_id", "in", list({level.item for level in seen})),
            ],
            ["inventory_item_id", "odoo_id"],
        )
        return {variant.inventory_item_id: variant for variant in found}

    def _levels(self, backend, variants, seen):
        """{level: Seen}; levels that are to be told and have no row yet get one."""
        model = self.env["shopify.stock.level"]
        pushed, unmapped = model._judged_locations(backend)
        places = {location.external_id: location for location in pushed + unmapped}
        told = {
            (variants[level.item].id, places[level.location].id): level
            for level in seen
            if level.item in variants and level.location in places
        }
        there = self._find(told)
        missing = told.keys() - there.keys()
        if missing:
            self._add(backend, pushed, unmapped, told, missing)
            there = self._find(told)
        return {level: told[key] for key, level in there.items()}

    def _find(self, told):
        """{(variant id, location id): level} of those that have a row."""
        levels = self.env["shopify.stock.level"].search(
            [
                ("variant_id", "in", list({variant for variant, _place in told})),
                ("location_id", "in", list({place for _variant, place in told})),
            ]
        )
        keyed = {(level.variant_id.id, level.location_id.id): level for level in levels}
        return {key: level for key, level in keyed.items() if key in told}

    def _add(self, backend, pushed, unmapped, told, missing):
        variants = self.env["shopify.product.product"].browse(
            {variant for variant, place in missing if place in pushed.ids}
        )
        export = self.env["shopify.flow.stock_export"]
        export._subjects(backend, variants.odoo_id.ids)
        for location in unmapped:
            with_stock = {
                variant
                for variant, place in missing
                if place == location.id and told[variant, place].on_hand
            }
            self.env["shopify.stock.level"]._ensure(
                variants.browse(with_stock), location
            )

    def _take(self, backend, levels, at):
        """Write down what is newer than what is known; returns those levels.

        :param levels: {level: Seen}
        :param at: naive UTC time that this is known of
        """
        model = self.env["shopify.stock.level"]
        taken = model.union(
            *(level for level in levels if not level.known_at or level.known_at <= at)
        )
        figures = self._figures(backend, taken)
        model._learn(
            {
                level: {**known(levels[level], at), **figure(figures[level])}
                for level in figures
            }
        )
        others = taken - model.union(*figures)
        model._learn({level: known(levels[level], at) for level in others})
        return taken

    @api.model
    def _compute(self, backend, levels):
        """Write down Odoo's figures of now."""
        figures = self._figures(backend, levels)
        self.env["shopify.stock.level"]._learn(
            {level: figure(figures[level]) for level in figures}
        )

    def _figures(self, backend, levels):
        """{level: Figure} of those levels that are told."""
        model = self.env["shopify.stock.level"]
        pushed, _unmapped = model._judged_locations(backend)
        told = levels.filtered(lambda level: level.location_id in pushed)
        return self.env["shopify.stock.quantity"]._figures(backend, told)

    def _send_late(self, policy, levels):
        """A change that was noted is on its way; one that was not is noted now."""
        export = self.env["shopify.flow.stock_export"]._policy(policy.backend_id)
        late = levels.filtered(
            lambda level: (
                level.mismatch_cause == "late"
                or export.stock_incoming
                and level.is_stocked
                and level.known_incoming != level.incoming
            )
        )
        self.env["shopify.mark"]._note("product.product", late.product_id.ids)

    @api.model
    def _take_missing(self, policy):
        """Levels that the file does not have are not stocked there."""
        at = policy.compare_started_at
        pushed, unmapped = self.env["shopify.stock.level"]._judged_locations(
            policy.backend_id
        )
        self.env.cr.execute(
            """UPDATE shopify_stock_level
                  SET is_stocked = false, known_on_hand = 0, known_available = 0,
                      known_committed = 0, known_incoming = 0, known_at = %(at)s
                WHERE location_id = ANY(%(places)s)
                  AND (known_at IS NULL OR known_at <= %(at)s)
                  AND (compared_at IS NULL OR compared_at < %(at)s)
            RETURNING id""",
            {"at": at, "places": (pushed + unmapped).ids},
        )
        ids = [id_ for (id_,) in self.env.cr.fetchall()]
        self.env["shopify.stock.level"].invalidate_model()
        self.env["shopify.stock.level"]._judge(policy.backend_id, ids)


def known(seen, at):
    """Columns of a level that say what Shopify has.

    Of an item that it does not track it knows nothing: who sends looks there first.
    """
    return {
        "known_on_hand": seen.on_hand,
        "known_available": seen.available,
        "known_committed": seen.committed,
        "known_incoming": seen.incoming,
        "known_at": at if seen.tracked else None,
        "is_stocked": seen.active,
        "compared_at": at,
    }


def figure(figure):
    """Columns of a level that say what Odoo wants it to have."""
    return {
        "available": figure.available,
        "sellable": figure.sellable,
        "compensation": figure.compensation,
        "wanted": figure.wanted,
        "incoming": figure.incoming or 0,
    }
