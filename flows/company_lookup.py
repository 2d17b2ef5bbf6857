from odoo import api, models
from odoo.exceptions import UserError

from ..shopify.errors import ShopifyError


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
            self._take_now(backend, missing)
            companies, locations = self._linked(backend, entities)
        return companies, locations

    def _take_now(self, backend, gids):
        """Import companies here and now; what stood in their way is settled."""
        batch = self._import_now(backend, sorted(gids))
        self.env["shopify.issue"]._close(backend, batch.succeeded(), flow=self._name)

    @api.model
    def _retry(self, backend, resource_ids):
        """Orders bring companies along though this flow is off. Nobody works off what
        waits for it then, so it is done at once."""
        if self._policy(backend).enabled:
            return super()._retry(backend, resource_ids)
        flow = backend._for_flow().env[self._name]
        try:
            flow._take_now(backend.with_env(flow.env), resource_ids)
        except ShopifyError as error:
            raise UserError(backend._explain_connection(error)) from error

    def _linked(self, backend, entities):
        companies = [each["company"]["id"] for each in entities]
        locations = [each["location"]["id"] for each in entities]
        return (
            self.env["shopify.company"]._find(backend, companies),
            self.env["shopify.company.location"]._find(backend, locations),
        )
