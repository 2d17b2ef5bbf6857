from odoo import api, models
from odoo.exceptions import ValidationError

from .company_match import tax_numbers


class ShopifyFlowCompanyImport(models.AbstractModel):
    """The tax number of companies, which Shopify has per location."""

    _inherit = "shopify.flow.company_import"

    @api.model
    def _prepare_values(self, batch, node):
        """Of branches with numbers of their own nobody can tell which is meant. What
        Odoo does not accept as a number is told, and holds nothing."""
        values = super()._prepare_values(batch, node)
        numbers = tax_numbers(node)
        if len(numbers) == 1:
            country = self.env["res.country"].browse(values.get("country_id"))
            try:
                values["vat"], _country = self.env["res.partner"]._run_vat_checks(
                    country, numbers[0], node["name"]
                )
            except ValidationError:
                batch.lookups["refused_numbers"][node["id"]] = numbers[0]
        return values

    @api.model
    def _prefetch(self, batch):
        super()._prefetch(batch)
        batch.lookups["refused_numbers"] = {}

    @api.model
    def _after_import(self, batch, created):
        super()._after_import(batch, created)
        for gid, number in batch.lookups["refused_numbers"].items():
            if gid in batch.bindings:
                batch.bindings[gid]._add_conflict(
                    self.env._("no tax number to Odoo: %s", number)
                )
