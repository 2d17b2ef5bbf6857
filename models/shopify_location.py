from odoo import fields, models


class ShopifyLocation(models.Model):
    """A place of the store that holds stock, and the warehouse that stands for it.

    Unlike other bindings it is a record of its own: several locations may share a
    warehouse, and one without a warehouse is an open question for a person.
    """

    _name = "shopify.location"
    _inherit = "shopify.binding"
    _description = "Shopify Location"
    _rec_name = "name"
    _order = "backend_id, id"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one(related="backend_id.company_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        help="Orders that the store assigns to this location are delivered from "
        "here. Odoo proposes a warehouse once and never changes your choice.",
    )
    odoo_id = fields.Many2one(related="warehouse_id", string="Linked warehouse")
    is_active = fields.Boolean(string="Open", readonly=True)
    is_fulfillment_service = fields.Boolean(
        string="Fulfilment service",
        readonly=True,
        help="Belongs to a service that ships for you: it is no warehouse of yours.",
    )
    fulfills_online_orders = fields.Boolean(readonly=True)
    city = fields.Char(readonly=True)
    country_code = fields.Char(string="Country", readonly=True)

    def write(self, vals):
        """A warehouse chosen by a person lets the orders that wait for it go on."""
        result = super().write(vals)
        if vals.get("warehouse_id"):
            causes = [location._unmapped_cause() for location in self]
            self.env["shopify.issue"]._retry_causes(causes)
        return result

    def _unmapped_cause(self):
        return f"location_unmapped:{self.id}"

    def _admin_path(self):
        return "settings/locations"
