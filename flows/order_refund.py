from odoo import api, models

from ..shopify.values import amount, instant


class ShopifyOrderRefund(models.AbstractModel):
    """Each refund of the store is kept, so that what follows of it can be found."""

    _name = "shopify.order.refund"
    _description = "Shopify Order Import: Refunds"

    @api.model
    def _process(self, batch, orders):
        """`batch.lookups["refunds"]`: {refund gid: its record}, missing ones made."""
        told = {
            refund["id"]: (binding, refund)
            for gid, binding in orders.items()
            for refund in batch.nodes[gid]["refunds"]
        }
        known = batch.lookups["refunds"] = self._known(batch, list(told))
        missing = {gid: pair for gid, pair in told.items() if gid not in known}
        created = self.env["shopify.refund"].create(
            [self._prepare(batch, *pair) for pair in missing.values()]
        )
        known.update(zip(missing, created, strict=True))
        for gid, (_binding, refund) in told.items():
            paid_back = float(amount(refund["totalRefundedSet"], batch.lookups["side"]))
            if known[gid].amount != paid_back:
                known[gid].amount = paid_back

    def _known(self, batch, gids):
        if not gids:
            return {}
        found = self.env["shopify.refund"].search(
            [("backend_id", "=", batch.backend.id), ("external_id", "in", gids)]
        )
        return {refund.external_id: refund for refund in found}

    def _prepare(self, batch, binding, refund):
        return {
            "backend_id": batch.backend.id,
            "external_id": refund["id"],
            "binding_id": binding.id,
            "refunded_at": instant(refund["processedAt"] or refund["createdAt"]),
            "note": refund["note"],
            "amount": float(amount(refund["totalRefundedSet"], batch.lookups["side"])),
        }
