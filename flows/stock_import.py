from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..shopify.errors import BusinessError
from .stock_compare_levels import Seen
from .stock_import_adjust import Change
from .stock_read import read_items

SETTLE = timedelta(minutes=5)  # Shopify's index of orders lags behind its stock
AT_ONCE = 250  # levels of one run: as many as one call reads
ORDERS = "shopify.flow.order_import"
FLOW = "shopify.flow.stock_compare"


class ShopifyStockInward(models.AbstractModel):
    """Stock that was changed in Shopify: Odoo follows, or its figure is sent again.

    A sale that was sent at once (at the till) looks just like a count of one less.
    So nothing is decided before the orders of that time are in Odoo: then Odoo's
    figure has the sale as well, both agree, and there is nothing left to decide.
    """

    _name = "shopify.stock.inward"
    _description = "Shopify Stock: Inward"

    @api.model
    def _ripe(self, backend):
        """Levels changed in Shopify, and unchanged again for some minutes."""
        return self.env["shopify.stock.level"].search(
            [
                ("backend_id", "=", backend.id),
                ("mismatch", "=", True),
                ("mismatch_cause", "=", "edited"),
                ("mismatch_since", "<=", fields.Datetime.now() - SETTLE),
            ],
            order="mismatch_since, id",
            limit=AT_ONCE,
        )

    @api.model
    def _settle(self, policy):
        """Decide by policy about what was changed in Shopify some minutes ago."""
        backend = policy.backend_id
        levels = self._ripe(backend)
        if not levels:
            return
        since = {level: level.mismatch_since for level in levels}
        confirmed_at = min(levels.mapped("confirmed_at"))
        client = backend._client()
        self._read(backend, client, levels)
        if not self._orders_are_in(backend, confirmed_at):
            return
        still = levels.filtered(
            lambda level: (
                level.mismatch_cause == "edited"
                and level.mismatch_since == since[level]
            )
        )
        if policy.stock_repair == "odoo":
            still._send()
        elif policy.stock_repair == "shopify":
            self._report(backend, still, self._adjust(backend, still))

    # -- is it so, and is it an order? ---------------------------------------------

    def _read(self, backend, client, levels):
        """What Shopify has now, next to Odoo's figures of now."""
        items = set(levels.variant_id.mapped("inventory_item_id"))
        nodes = read_items(client, items)
        told = {
            (item["id"], node["location"]["id"]): Seen.of_node(item, node)
            for item in filter(None, nodes.values())
            for node in item["inventoryLevels"]
        }
        self.env["shopify.stock.compare"]._take(
            backend,
            {
                level: told[key]
                for level in levels
                if (key := level._shopify_key()) in told
            },
            fields.Datetime.now(),
        )

    def _orders_are_in(self, backend, since):
        """Whether Odoo has every order as it was when the levels were read."""
        flow = self.env[ORDERS]
        if not flow._policy(backend).enabled:
            return True
        waiting = [
            ("backend_id", "=", backend.id),
            ("flow", "=", ORDERS),
            ("state", "=", "waiting"),
        ]
        if self.env["shopify.event"].search_count(waiting, limit=1):
            return False
        pages = flow._scan(backend, since - SETTLE)
        return not any(flow._filter_changed(backend, page) for page in pages)

    # -- Odoo follows ----------------------------------------------------------------

    def _adjust(self, backend, levels):
        """Add to Odoo's stock what Shopify has more; {level: why not}."""
        changes = {
            level: Change(
                level.product_id,
                level.location_id._stock_sources(),
                level.mismatch_quantity,
            )
            for level in levels
        }
        reason = self.env._("Changed in Shopify (%s)", backend.name)
        refused = self.env["shopify.stock.adjustment"]._apply(
            list(changes.values()), reason
        )
        done = levels.filtered(lambda level: changes[level] not in refused)
        self.env["shopify.stock.compare"]._compute(backend, done)
        # Followed. What still differs, by a cap or share, is no change of Shopify's.
        done._learn({level: {"agreed_on_hand": level.known_on_hand} for level in done})
        return {
            level: refused[change]
            for level, change in changes.items()
            if change in refused
        }

    def _report(self, backend, levels, refused):
        issues = self.env["shopify.issue"]
        issues._close(backend, [level._issue_key() for level in levels], FLOW)
        issues._report(
            backend,
            FLOW,
            {level._issue_key(): [error(level, why)] for level, why in refused.items()},
        )

    @api.model
    def _take_asked(self, backend, levels):
        """A person decides: Shopify's figure, as it is shown, is right."""
        model = self.env["shopify.stock.compare"]
        told = levels.filtered(
            lambda level: level.known_at and level.location_id._stock_sources()
        )
        model._compute(backend, told)
        try:
            refused = self._adjust(backend, told.filtered("mismatch"))
        except BusinessError as problem:
            raise UserError(str(problem)) from problem
        if refused:
            raise UserError("\n".join(refused.values()))


def error(level, why):
    """The problem of a level that Odoo could not follow."""
    return BusinessError(
        "stock_not_adjusted",
        why,
        name=level.display_name,
        record=level,
        fix=level.product_id,
    )
