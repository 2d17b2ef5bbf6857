from odoo import api, models


class ShopifyFlowCompanyImport(models.AbstractModel):
    """What orders ask of companies."""

    _inherit = "shopify.flow.company_import"

    @api.model
    def _ensure(self, backend, entities):
        """({company gid: link}, {location gid: link}); unknown ones are imported here.

        :param entities: `PurchasingCompany` nodes of orders
        """
        entities = list(entities)
        companies, locations = self._linked(backend, entities)
        missing = {
            each["company"]["id"]
            for each in entities
            if each["company"]["id"] not in companies
            or each["location"]["id"] not in locations
        }
        if missing:
            for gid in missing & companies.keys():
                companies[gid].content_hash = False  # it has a location we do not know
            self._import_now(backend, sorted(missing))
            companies, locations = self._linked(backend, entities)
        return companies, locations

    def _linked(self, backend, entities):
        companies = [each["company"]["id"] for each in entities]
        locations = [each["location"]["id"] for each in entities]
        return (
            self.env["shopify.company"]._find(backend, companies),
            self.env["shopify.company.location"]._find(backend, locations),
        )
