from functools import partial

from odoo import api, models

from .compare import changed_values
from .order_extras import extras
from .order_import import ordered_hash
from .order_ledger import (
    kept_units,
    refunded_shipping,
    split_kept,
)
from .order_money import (
    current_items,
    item_money,
    refund_items,
    shipping_left,
    shipping_money,
)
from .order_parts import stated_parts


class ShopifyOrderFollow(models.AbstractModel):
    """A confirmed order's lines follow the store: edits, refunds, cancellation.

    Nothing is added up: each line is given what Shopify says is left of it, and what
    left the house stays on it until it comes back. Deliveries follow the lines by
    themselves; a line is not touched unless its units or its money changed.
    """

    _name = "shopify.order.follow"
    _description = "Shopify Order Import: Lines Follow"

    @api.model
    def _process(self, batch, orders):
        """`batch.lookups["made"]` gets the orders whose lines were looked at."""
        for gid, binding in orders.items():
            if binding.odoo_id.state == "sale" and self._may_follow(batch, gid):
                self._follow(batch, gid)
                batch.lookups["made"].add(gid)

    def _may_follow(self, batch, gid):
        """Where the store changed something, and no person changed the lines here."""
        node, binding = batch.nodes[gid], batch.bindings[gid]
        edited = binding.ordered_hash != ordered_hash(node)
        if not (edited or node["refunds"]):
            return False
        order = binding.odoo_id
        if binding.money_hash != order._shopify_lines_hash(products=False):
            stated = stated_parts(node, batch.lookups["side"])["total"]
            ours = order._shopify_parts(node["taxesIncluded"])["total"]
            if order.currency_id.compare_amounts(ours, float(stated)):
                self.env["shopify.order.update"]._note_edit(batch, gid)
            return False
        return not edited or self.env["shopify.order.update"]._may_edit(batch, gid)

    def _follow(self, batch, gid):
        node, order = batch.nodes[gid], batch.bindings[gid].odoo_id
        known = {line.shopify_line_id: line for line in order.order_line}
        new, changed = [], False
        for part, counts, follow, prepare in self._parts(batch, node):
            if part in known:
                changed |= follow(known[part])
            elif counts:
                new.append(prepare())
        new += self.env["shopify.order.adjustment"]._prepare(batch, node, known)
        for sequence, values in enumerate(new, start=len(order.order_line) + 10):
            values["sequence"] = sequence
        if new:
            order.write({"order_line": [(0, 0, values) for values in new]})
        if new or changed:
            self._drop_drafts(order)
        batch.bindings[gid]._keep_hashes()

    def _parts(self, batch, node):
        """(id, whether it still counts, how its line follows, how one is made)."""
        lines = self.env["shopify.order.lines"]
        for line in node["lineItems"]["nodes"]:
            follow = partial(self._follow_item, batch, node, line)
            prepare = partial(lines._prepare_item, batch, node, line)
            yield line["id"], line["currentQuantity"], follow, prepare
        for line in node["shippingLines"]["nodes"]:
            follow = partial(self._follow_shipping, batch, node, line)
            prepare = partial(lines._prepare_shipping, batch, node, line)
            yield line["id"], not line["isRemoved"], follow, prepare
        for extra in extras(node, batch.lookups["side"]):
            follow = partial(self._follow_extra, batch, node, extra)
            prepare = partial(lines._prepare_extra, batch, node, extra, extra.left)
            yield extra.id, extra.left.price, follow, prepare

    def _follow_item(self, batch, node, line, sale_line):
        kept = kept_units(line, sale_line.qty_delivered)
        removed, still_there = split_kept(refund_items(node)[line["id"]], kept)
        included, side = node["taxesIncluded"], batch.lookups["side"]
        if not kept:
            removed = current_items(node, line)
        money = left = item_money(line, included, side, removed=removed)
        if kept:
            left = item_money(line, included, side, removed=removed + still_there)
        return self._write(batch, node, sale_line, money, left, kept)

    def _follow_shipping(self, batch, node, line, sale_line):
        included, side = node["taxesIncluded"], batch.lookups["side"]
        money = shipping_money(line, included, side)
        left = shipping_left(line, money, *refunded_shipping(node, line, side), side)
        if line["isRemoved"]:
            money = left = money.nothing()
        all_back = bool(money.price) and not left.price
        return self._write(batch, node, sale_line, money, left, int(all_back))

    def _follow_extra(self, batch, node, extra, sale_line):
        all_back = bool(extra.money.price) and not extra.left.price
        return self._write(
            batch, node, sale_line, extra.money, extra.left, int(all_back)
        )

    def _write(self, batch, node, sale_line, money, left, kept):
        """Units, price and exact amounts in one write: never half of them.

        :param money: what the line says
        :param left: what of it is still owed; the rest was refunded
        :param kept: units that were refunded and are not given back
        :return: whether something changed
        """
        lines = self.env["shopify.order.lines"]
        values = lines._prepare_money(batch, node, sale_line.product_id, money)
        values["shopify_refunded_qty"] = kept
        values["shopify_refunded_amounts"] = lines._prepare_difference(
            batch, node, money, left
        )
        if not kept and money == left:
            values["shopify_refunded_amounts"] = False
        changed = changed_values(sale_line, values)
        if changed:
            sale_line.write(changed)
        return bool(changed)

    def _drop_drafts(self, order):
        """A draft invoice says what was owed before: the next one says what is now."""
        drafts = order.invoice_ids.filtered(lambda move: move.state == "draft")
        if drafts:
            drafts.button_cancel()
            order.message_post(
                body=self.env._(
                    "The order changed in Shopify, so its draft invoice was cancelled."
                )
            )
