from odoo import api, models


class ShopifyOrderLines(models.AbstractModel):
    """Lines of orders that were done before: as delivered as Shopify says."""

    _inherit = "shopify.order.lines"

    @api.model
    def _prepare(self, batch, node):
        lines = super()._prepare(batch, node)
        if node["id"] in batch.lookups["past"]:
            sent = {
                line["id"]: line["currentQuantity"] - line["unfulfilledQuantity"]
                for line in node["lineItems"]["nodes"]
            }
            for line in lines:
                units = line["product_uom_qty"]
                line["qty_delivered"] = sent.get(line["shopify_line_id"], units)
                line["shopify_past"] = True
        return lines

    def _note_line(self, batch, node, code, message, fix=None):
        """Products come and go: that an old order sold one is no problem."""
        if node["id"] not in batch.lookups["past"]:
            super()._note_line(batch, node, code, message, fix=fix)


class ShopifyOrderLookups(models.AbstractModel):
    _inherit = "shopify.order.lookups"

    def _check_location(self, batch, node):
        """No warehouse ships what was shipped."""
        if node["id"] not in batch.lookups["past"]:
            super()._check_location(batch, node)


class ShopifyOrderStock(models.AbstractModel):
    _inherit = "shopify.order.stock"

    def _doubt(self, batch, lines, told, created):
        """What was sent long ago says nothing of what is on hand now."""
        recent = lines - lines.filtered("shopify_past")
        super()._doubt(batch, recent, told, created)


class ShopifyOrderConfirm(models.AbstractModel):
    """Orders that were done before are recorded, not confirmed."""

    _inherit = "shopify.order.confirm"

    @api.model
    def _may_confirm(self, batch, node):
        past = node["id"] in batch.lookups["past"]
        return past or super()._may_confirm(batch, node)

    @api.model
    def _confirm(self, batch, gids):
        past = batch.lookups["past"].intersection(gids)
        orders = self.env["sale.order"].union(
            *(batch.bindings[gid].odoo_id for gid in past)
        )
        orders._shopify_record_as_done()
        super()._confirm(batch, [gid for gid in gids if gid not in past])


class ShopifyOrderUpdate(models.AbstractModel):
    _inherit = "shopify.order.update"

    def _has_left(self, order):
        """Also without a transfer, if it had left before."""
        return super()._has_left(order) or any(
            line.shopify_past and line.qty_delivered and line.product_id.type == "consu"
            for line in order.order_line
        )


class ShopifyOrderHold(models.AbstractModel):
    _inherit = "shopify.order.hold"

    def _reasons(self, batch, gid, binding):
        """Nothing can be stopped any more; only test orders are still told apart."""
        reasons = super()._reasons(batch, gid, binding)
        if not binding.past:
            return reasons
        return {key: found for key, found in reasons.items() if key[0] == "test"}


class ShopifyOrderRules(models.AbstractModel):
    """Rules still say whose order it was; nobody is called to do something."""

    _inherit = "shopify.order.rules"

    def _do_once(self, plans):
        recent = {each: plan for each, plan in plans.items() if not each.past}
        return super()._do_once(recent)


class ShopifyOrderFollow(models.AbstractModel):
    _inherit = "shopify.order.follow"

    def _follow(self, batch, gid):
        """A lock keeps people from changing an order, not the store."""
        order = batch.bindings[gid].odoo_id
        locked = order.locked
        if locked:
            order.locked = False
        super()._follow(batch, gid)
        if locked:
            order.locked = True
