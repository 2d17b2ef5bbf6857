import logging

from odoo import api, models
from odoo.exceptions import UserError

from ..shopify.errors import BusinessError
from .order_import import ordered_hash
from .order_parts import information, stated_parts

_logger = logging.getLogger(__name__)

# Shopify's payment states in which goods may leave. Its list may grow: an order in
# a state we do not know waits.
PAID = {"AUTHORIZED", "PAID", "PARTIALLY_REFUNDED", "REFUNDED"}


class ShopifyOrderConfirm(models.AbstractModel):
    """Which orders are right and may be confirmed; the others are held."""

    _name = "shopify.order.confirm"
    _description = "Shopify Order Import: Confirmation"

    @api.model
    def _settle(self, batch):
        """Explain totals, hold what needs a person, confirm the rest at once."""
        orders = {
            gid: binding
            for gid, binding in batch.bindings.items()
            if gid in batch.nodes
        }
        self._explain(batch, orders)
        for gid, binding in orders.items():
            self.env["shopify.order.update"]._follow_cancellation(
                batch, gid, binding.odoo_id
            )
        self.env["shopify.order.rules"]._process(batch, orders)
        self.env["shopify.order.hold"]._process(batch, orders)
        ready = [
            gid
            for gid, binding in orders.items()
            if gid not in batch.problems
            and binding.odoo_id.state == "draft"
            and self._may_confirm(batch, batch.nodes[gid])
        ]
        self._confirm(batch, ready)
        for gid, binding in orders.items():
            draft = binding.odoo_id.state == "draft"
            binding.held = draft and gid in batch.problems

    @api.model
    def _may_confirm(self, batch, node):
        when = batch.lookups["policy"].order_confirm
        if when == "paid":
            return node["displayFinancialStatus"] in PAID
        return when == "always"

    @api.model
    def _confirm(self, batch, gids):
        """Confirm all; when one refuses, each by itself."""
        orders = self.env["sale.order"].union(
            *(batch.bindings[gid].odoo_id for gid in gids)
        )
        if not orders:
            return
        orders = orders.with_context(shopify_import=True)
        if len(batch.nodes) == 1 and not batch.alone:
            # A refusal ends this attempt, and the next one is made with a savepoint.
            orders.action_confirm()
            return
        try:
            with self.env.cr.savepoint():
                orders.action_confirm()
        except UserError as error:
            if len(gids) == 1:
                self._note_refusal(batch, gids[0], error)
                return
            for gid in gids:
                self._confirm(batch, [gid])

    def _note_refusal(self, batch, gid, error):
        order = batch.bindings[gid].odoo_id
        batch.problem(
            gid,
            BusinessError(
                "order_unconfirmed",
                self.env._(
                    "Odoo could not confirm order %(order)s: %(reason)s",
                    order=order.name,
                    reason=error.args[0],
                ),
                name=order.name,
                record=order,
            ),
        )

    # -- the explained total -----------------------------------------------------

    @api.model
    def _explain(self, batch, orders):
        """Write down the parts of each total; a difference of a cent is told.

        Only of orders whose lines were made in this run (the others keep theirs).
        """
        explained, made = {}, batch.lookups["made"]
        for gid, binding in orders.items():
            node, order = batch.nodes[gid], binding.odoo_id
            if binding.ordered_hash and order.state != "draft" and gid not in made:
                continue
            parts = stated_parts(node, batch.lookups["side"])
            told = {**parts, **information(node, batch.lookups["side"])}
            explained[binding] = {
                kind: float(value)
                for kind, value in told.items()
                if value or kind in ("items", "total")
            }
            binding.ordered_hash = ordered_hash(node)
            if gid in made:
                binding._keep_hashes()
            self._note_mismatch(batch, gid, order, parts)
        self.env["shopify.sale.order.part"]._keep(explained)

    def _note_mismatch(self, batch, gid, order, parts):
        ours = order._shopify_parts(batch.nodes[gid]["taxesIncluded"])
        differences = {
            kind: order.currency_id.round(ours.get(kind, 0.0) - float(value))
            for kind, value in parts.items()
        }
        wrong = differences["total"] or differences["tax"]
        if not wrong or gid in batch.problems:
            return
        kinds = self.env["shopify.sale.order.part"]._fields["kind"]
        names = dict(kinds._description_selection(self.env))
        explained = ", ".join(
            f"{names[kind]} {difference:+.{order.currency_id.decimal_places}f}"
            for kind, difference in differences.items()
            if difference
        )
        batch.problem(
            gid,
            BusinessError(
                "total_mismatch",
                self.env._(
                    "The total of order %(order)s differs from Shopify's: %(parts)s "
                    "%(currency)s.",
                    order=order.name,
                    parts=explained,
                    currency=order.currency_id.name,
                ),
                name=order.name,
                record=order,
            ),
        )
