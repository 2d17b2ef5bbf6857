from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """What an administrator should know of Shopify in Odoo's settings."""

    _inherit = "res.config.settings"

    shopify_backend_count = fields.Integer(
        compute="_compute_shopify_backend_count", string="Connected stores"
    )
    shopify_runner_lives = fields.Boolean(compute="_compute_shopify_runner_lives")

    def _compute_shopify_backend_count(self):
        self.shopify_backend_count = self.env["shopify.backend"].search_count(
            [("state", "=", "connected")]
        )

    def _compute_shopify_runner_lives(self):
        self.shopify_runner_lives = self.env["shopify.event"]._runner_lives()
