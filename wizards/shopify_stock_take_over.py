from odoo import fields, models
from odoo.exceptions import UserError

from ..flows.stock_import import FLOW


class ShopifyStockTakeOver(models.TransientModel):
    """Takes over the first stock from a store, as inventory adjustments."""

    _name = "shopify.stock.take.over"
    _description = "Take Over Stock from Shopify"

    backend_id = fields.Many2one(
        "shopify.backend",
        string="Store",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    scope = fields.Selection(
        [
            ("empty", "Products without stock in Odoo"),
            ("all", "All products: Odoo's stock becomes Shopify's"),
        ],
        string="Take over",
        required=True,
        default="empty",
        help="The first may be repeated at any time: what has stock is left alone.",
    )
    location_ids = fields.Many2many(
        "shopify.location",
        string="Locations",
        compute="_compute_location_ids",
        help="The locations that are mapped to a warehouse. Others are left alone.",
    )

    def _compute_location_ids(self):
        for wizard in self:
            wizard.location_ids = self.env["shopify.location"]._pushed(
                wizard.backend_id
            )

    def action_take_over(self):
        """Start a full comparison that takes over what it finds."""
        self.ensure_one()
        self.backend_id.check_access("write")
        policy = self.env["shopify.policy"]._get(self.backend_id, FLOW)
        if not policy._may_run():
            raise UserError(
                self.env._(
                    "Switch on “%s” for this store first.", policy._flow()._label()
                )
            )
        if not self.location_ids:
            raise UserError(self.env._("Map a location to a warehouse first."))
        policy.stock_take_over = self.scope
        return policy.action_run_now()
