from odoo import api, models

from ..shopify.errors import BusinessError
from ..shopify.values import amount
from .compare import changed_values
from .order_import import ordered_hash


class ShopifyOrderUpdate(models.AbstractModel):
    """What becomes of an order that came in before and changed in the store."""

    _name = "shopify.order.update"
    _description = "Shopify Order Import: Later Changes"

    @api.model
    def _update(self, batch, gid, vals):
        """A quotation that is held, was edited or goes elsewhere is made anew; an
        order is not.

        What was ordered is compared, not what is left of it: a refund lowers the
        current quantities and is no edit.
        """
        binding = batch.bindings[gid]
        order = binding.odoo_id
        edited = binding.ordered_hash != ordered_hash(batch.nodes[gid])
        delivery = batch.lookups["partners"][gid].delivery
        if order.state == "draft":
            changed = binding.held or edited or order.partner_shipping_id != delivery
            if changed and "order_line" in vals:
                self._make_anew(order, vals)
            else:
                batch.lookups["made"].discard(gid)
            return
        order.tag_ids |= self.env["shopify.order.lookups"]._tags(
            batch, batch.nodes[gid]
        )
        self._follow_address(order, delivery)

    def _make_anew(self, order, vals):
        """Header first, lines last: a changed header computes the taxes of lines."""
        lines = vals.pop("order_line")
        order.order_line.unlink()
        order.write(changed_values(order, vals))
        order.write({"order_line": lines})

    def _follow_address(self, order, delivery):
        """An address corrected in the store, as long as nothing left the house."""
        if order.partner_shipping_id == delivery or self._has_left(order):
            return
        order = order.with_context(update_delivery_shipping_partner=True)
        order.partner_shipping_id = delivery

    def _has_left(self, order):
        return "done" in order.picking_ids.mapped("state")

    @api.model
    def _follow_cancellation(self, batch, gid, order):
        """Cancelled in Shopify: cancelled here; what has left the house stays on it."""
        if not batch.nodes[gid]["cancelledAt"] or order.state == "cancel":
            return
        if not self._has_left(order):
            order._action_cancel()

    @api.model
    def _may_edit(self, batch, gid):
        """Edits are followed at once, or when a person has agreed to this very one."""
        binding, node = batch.bindings[gid], batch.nodes[gid]
        if batch.lookups["policy"].order_edit == "follow" or node["cancelledAt"]:
            return True
        binding.asked_hash = ordered_hash(node)
        if binding.agreed_hash == binding.asked_hash:
            return True
        self._note_edit(batch, gid)
        return False

    @api.model
    def _note_edit(self, batch, gid):
        """Tell that the store's order is another one now, and in what."""
        order = batch.bindings[gid].odoo_id
        batch.problem(
            gid,
            BusinessError(
                "order_changed",
                self.env._(
                    "Order %(order)s was changed in Shopify after it was confirmed "
                    "here: %(changes)s.",
                    order=order.name,
                    changes="; ".join(self._changes(batch, batch.nodes[gid], order)),
                ),
                name=order.name,
                record=order,
                fix=order,
            ),
        )

    def _changes(self, batch, node, order):
        """What an edit would change, in words."""
        known = {line.shopify_line_id: line for line in order.order_line}
        for line in node["lineItems"]["nodes"]:
            mine = known.get(line["id"])
            before = mine.product_uom_qty - mine.shopify_refunded_qty if mine else 0
            if before != line["currentQuantity"]:
                yield f"{line['name']}: {before:g} → {line['currentQuantity']}"
        for line in node["shippingLines"]["nodes"]:
            if line["id"] not in known and not line["isRemoved"]:
                yield line["title"]
        total = amount(node["currentTotalPriceSet"], batch.lookups["side"])
        yield self.env._(
            "total %(before)s → %(after)s",
            before=f"{order.amount_total:.{order.currency_id.decimal_places}f}",
            after=f"{total} {order.currency_id.name}",
        )
