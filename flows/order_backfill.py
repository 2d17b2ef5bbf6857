from odoo import api, models

from ..shopify.values import instant

# Shopify's payment states in which nobody owes anything any more.
SETTLED = {"PAID", "PARTIALLY_REFUNDED", "REFUNDED", "VOIDED"}


class ShopifyFlowOrderImport(models.AbstractModel):
    """Orders older than the settings want, where somebody asked for them.

    What wakes an order does not matter: whether it is in the span of an import of
    older orders decides, so a retry or a message treats it in the same way.
    """

    _inherit = "shopify.flow.order_import"

    @api.model
    def _is_wanted(self, batch, node):
        if super()._is_wanted(batch, node):
            return True
        backfill = self._backfill(batch, node)
        return backfill and not (backfill.finished == "skip" and is_finished(node))

    @api.model
    def _backfill(self, batch, node):
        """The latest import of older orders that an order belongs to, if any."""
        if "all_backfills" not in batch.lookups:
            batch.lookups["all_backfills"] = self.env["shopify.backfill"].search(
                [("backend_id", "=", batch.backend.id), ("state", "!=", "cancelled")]
            )
        placed = instant(node["createdAt"])
        return batch.lookups["all_backfills"].filtered(
            lambda each: each.placed_from <= placed < each.placed_before
        )[:1]

    @api.model
    def _prefetch(self, batch):
        """`backfills`: {gid: import} of new orders; `past`: ids of what was done."""
        since = self._policy(batch.backend).order_since
        found = {
            gid: self._backfill(batch, node)
            for gid, node in batch.nodes.items()
            if gid not in batch.bindings and instant(node["createdAt"]) < since
        }
        batch.lookups["backfills"] = found
        batch.lookups["past"] = {
            gid
            for gid, node in batch.nodes.items()
            if self._is_past(node, batch.bindings.get(gid), found.get(gid))
        }
        super()._prefetch(batch)

    def _is_past(self, node, binding, backfill):
        """Decided once, when the order comes in."""
        if binding:
            return binding.past
        return backfill and backfill.finished == "done" and is_sent(node)

    @api.model
    def _prepare_binding(self, batch, node):
        values = super()._prepare_binding(batch, node)
        gid = node["id"]
        backfill = batch.lookups["backfills"].get(gid)
        if not backfill:
            return values
        past = gid in batch.lookups["past"]
        elsewhere = past and not backfill.books and is_finished(node)
        return {
            **values,
            "backfill_id": backfill.id,
            "past": past,
            "books_since": elsewhere and backfill.started_at,
        }


def is_sent(node):
    """Nothing of the order is to be sent any more."""
    return bool(
        node["cancelledAt"]
        or node["closedAt"]
        or node["displayFulfillmentStatus"] == "FULFILLED"
    )


def is_finished(node):
    """Nothing of the order is to be sent or paid any more."""
    return is_sent(node) and bool(
        node["cancelledAt"]
        or node["closedAt"]
        or node["displayFinancialStatus"] in SETTLED
    )
