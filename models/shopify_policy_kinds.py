from odoo import fields, models


class ShopifyPolicy(models.Model):
    """What becomes of orders of special kinds."""

    _inherit = "shopify.policy"

    order_pos = fields.Selection(
        [
            ("deliver", "Deliver at once what was handed over"),
            ("same", "Treat them like any other"),
            ("ignore", "Do not import them"),
        ],
        string="Orders from the point of sale",
        default="deliver",
        required=True,
        help="The goods have left the shop already: their delivery is done as soon as "
        "the order is in Odoo, even if Odoo believes that they are not there. Choose "
        "not to import them only where something else takes them off the stock.",
    )
