from odoo import fields, models
from odoo.exceptions import UserError


class StockPicking(models.Model):
    """Transfers of a held order are neither reserved nor validated."""

    _inherit = "stock.picking"

    shopify_hold = fields.Boolean(related="sale_id.shopify_goods_held")
    shopify_hold_text = fields.Text(related="sale_id.shopify_hold_text")

    def _shopify_held(self):
        """Those of held orders; what comes back of one is welcome."""
        return self.filtered(
            lambda each: each.shopify_hold and each.picking_type_code != "incoming"
        )

    def _check_shopify_hold(self):
        for picking in self._shopify_held():
            raise UserError(
                self.env._(
                    "%(transfer)s must wait: order %(order)s is held. %(reasons)s "
                    "Release the order first.",
                    transfer=picking.name,
                    order=picking.sale_id.name,
                    reasons=picking.shopify_hold_text or "",
                )
            )

    def action_assign(self):
        self._check_shopify_hold()
        return super().action_assign()

    def button_validate(self):
        self._check_shopify_hold()
        return super().button_validate()

    def _action_done(self):
        self._check_shopify_hold()
        return super()._action_done()

    def _send_confirmation_email(self):
        """Goods that were handed over need no parcel, and no mail about one."""
        if not self.env.context.get("shopify_handed_over"):
            super()._send_confirmation_email()


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_assign(self, force_qty=False):
        """Whoever reserves in bulk (the scheduler, a receipt) goes on with the rest."""
        held = self.picking_id._shopify_held().move_ids & self
        return super(StockMove, self - held)._action_assign(force_qty=force_qty)

    def _get_new_picking_values(self):
        """Transfers of an urgent order get a star."""
        values = super()._get_new_picking_values()
        if any(self.sale_line_id.order_id.mapped("shopify_urgent")):
            values["priority"] = "1"
        return values

    def _shopify_reserve_again(self):
        """Reserve what is reserved when an order is confirmed, or is due by now."""
        today = fields.Date.context_today(self)
        self.filtered(
            lambda move: (
                move.state in ("confirmed", "partially_available", "waiting")
                and (
                    move.picking_type_id.reservation_method == "at_confirm"
                    or (move.reservation_date and move.reservation_date <= today)
                )
            )
        )._action_assign()
