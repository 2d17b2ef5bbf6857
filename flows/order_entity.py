from odoo import api, models

from ..shopify.errors import BusinessError
from .guard import guarded


class ShopifyFlowOrderImport(models.AbstractModel):
    """Orders of a store that sells in the name of several companies.

    A batch is split by company, and the orders of each are imported *in* it: taxes,
    journals, accounts and currency are those of `self.env.company`. What the
    companies of a store share is the store's (`batch.env`): customers, products,
    settings. An ordinary store pays nothing for it.
    """

    _inherit = "shopify.flow.order_import"

    @api.model
    def _import_or_isolate(self, batch):
        """The orders of each company by themselves, in that company."""
        companies = self._companies(batch)
        if set(companies.values()) <= {batch.backend.company_id}:
            if batch.nodes:
                super()._import_or_isolate(batch)
            return
        for company in dict.fromkeys(companies.values()):
            part = batch.part([gid for gid in companies if companies[gid] == company])
            flow = self.with_context(allowed_company_ids=company.ids)
            part.bindings = in_company(part.bindings, flow.env)
            super(ShopifyFlowOrderImport, flow)._import_or_isolate(part)
            batch.bindings |= in_company(part.bindings, self.env)
            batch.problems |= part.problems

    @api.model
    def _companies(self, batch):
        """{gid: company}; orders of an entity without one are dropped, with a problem.

        An order that is there stays in its company, whatever is chosen later.
        """
        sellers = {gid: n["merchantBusinessEntity"] for gid, n in batch.nodes.items()}
        entities, companies = self._entities(batch, sellers.values()), {}
        for gid, seller in sellers.items():
            entity = entities.get(seller["id"])
            if gid in batch.bindings:
                companies[gid] = batch.bindings[gid].odoo_id.company_id
            elif not entity:
                companies[gid] = batch.backend.company_id
            elif entity._is_ready():
                companies[gid] = entity.company_id
            else:
                self._note_unmapped_entity(batch, gid, entity)
                del batch.nodes[gid]
        return companies

    def _entities(self, batch, sellers):
        """{gid: entity} of those that are not the store's main one."""
        others = [seller for seller in sellers if not seller["primary"]]
        if not others:
            return {}
        with guarded(self.env.cr):
            return self.env["shopify.business.entity"]._ensure(batch.backend, others)

    def _note_unmapped_entity(self, batch, gid, entity):
        name = batch.nodes[gid]["name"]
        batch.problem(
            gid,
            BusinessError(
                "entity_unmapped",
                self.env._(
                    "Order %(order)s was sold by %(entity)s, for which no company or "
                    "warehouse is chosen yet. It is not in Odoo.",
                    order=name,
                    entity=entity.name,
                ),
                name=name,
                cause=entity._cause(),
                fix=entity,
            ),
        )

    @api.model
    def _prepare_header(self, batch, node):
        """The store's sales team only if it may sell for this company."""
        values = super()._prepare_header(batch, node)
        if is_elsewhere(self.env, batch):
            team = self.env["crm.team"].browse(values["team_id"])
            values["team_id"] = team.company_id <= self.env.company and team.id
        return values


class ShopifyOrderLookups(models.AbstractModel):
    """Where another company of the store sends from, and whose customers they are."""

    _inherit = "shopify.order.lookups"

    @api.model
    def _prefetch(self, batch):
        super()._prefetch(batch)
        if is_elsewhere(self.env, batch):
            rows = self.env["shopify.business.entity"].search(
                [
                    ("backend_id", "=", batch.backend.id),
                    ("company_id", "=", self.env.company.id),
                ]
            )
            batch.lookups["entities"] = {row.external_id: row for row in rows}
            self._share_contacts(batch)

    def _share_contacts(self, batch):
        """Who buys from several companies is no single one's contact."""
        contacts = self.env["res.partner"].union(
            *(each for found in batch.lookups["partners"].values() for each in found)
        )
        families = self.env["res.partner"].with_context(active_test=False)
        families = families.search(
            [
                ("id", "child_of", contacts.commercial_partner_id.ids),
                ("company_id", "not in", [False, self.env.company.id]),
            ]
        )
        families.company_id = False

    def _warehouse(self, batch, node):
        if not is_elsewhere(self.env, batch):
            return super()._warehouse(batch, node)
        entities = batch.lookups["entities"]
        entity = entities.get(node["merchantBusinessEntity"]["id"])
        return (entity and entity.warehouse_id) or self._warehouses(batch)[:1]

    def _check_location(self, batch, node):
        """Another company's warehouse is chosen with its entity."""
        if not is_elsewhere(self.env, batch):
            super()._check_location(batch, node)


class ShopifyFlowOrderBilling(models.AbstractModel):
    """What Odoo's own events mean is seen to in each order's company."""

    _inherit = "shopify.flow.order_billing"

    @api.model
    def _settle(self, batch, orders):
        companies = {gid: each.odoo_id.company_id for gid, each in orders.items()}
        for company in dict.fromkeys(companies.values()):
            flow = self.with_context(allowed_company_ids=company.ids)
            own = {gid: orders[gid] for gid in orders if companies[gid] == company}
            super(ShopifyFlowOrderBilling, flow)._settle(
                batch, in_company(own, flow.env)
            )


def is_elsewhere(env, batch):
    """Whether another company than the store's own is worked in."""
    return env.company != batch.backend.company_id


def in_company(bindings, env):
    """The same {gid: binding}; what follows from them happens in the env's company."""
    return {gid: binding.with_env(env) for gid, binding in bindings.items()}
