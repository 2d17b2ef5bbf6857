from odoo import api, fields, models


class ShopifyMapping(models.AbstractModel):
    """What stands for something of a store in one company.

    A store sells in the name of several companies if it has several business entities
    (`shopify.business.entity`). Taxes, journals and the like are each company's own,
    so each has rows of its own. `_ensure` makes and finds those of the company that
    the flow works in (`env.company`).
    """

    _name = "shopify.mapping"
    _description = "Mapping of a Shopify store in one company"

    backend_id = fields.Many2one("shopify.backend", required=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,  # else what is given on creation is dropped
        required=True,
    )

    @api.depends("backend_id")
    def _compute_company_id(self):
        """The store's, unless another one was named when the row was made."""
        for row in self:
            row.company_id = row.company_id or row.backend_id.company_id

    @api.model
    def _own(self, backend):
        """Domain of a store's rows in the company that is worked in."""
        return [
            ("backend_id", "=", backend.id),
            ("company_id", "=", self.env.company.id),
        ]

    @api.model
    def _prepare_own(self, backend):
        return {"backend_id": backend.id, "company_id": self.env.company.id}
