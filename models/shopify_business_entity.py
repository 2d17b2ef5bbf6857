from odoo import api, fields, models

from ..flows.compare import changed_values


class ShopifyBusinessEntity(models.Model):
    """In whose name a store sells: a business entity, and the company it is in Odoo.

    Each order names its entity. The primary one is the store's own company and needs
    no row. Rows of the others appear when the store is connected or looked after, or
    with their first order, and orders wait until a person has said which company it
    is: nothing is proposed, because what is booked in the wrong company is hard to
    take back.
    """

    _name = "shopify.business.entity"
    _description = "Shopify Business Entity"
    _order = "backend_id, name, id"
    _check_company_auto = True

    backend_id = fields.Many2one("shopify.backend", required=True, ondelete="cascade")
    external_id = fields.Char(string="Shopify ID", required=True, readonly=True)
    name = fields.Char(string="Business entity", required=True, readonly=True)
    legal_name = fields.Char(readonly=True)
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Orders of this entity are sale orders of this company, with its taxes, "
        "journals and numbers. Orders that are there already stay where they are.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        compute="_compute_own",
        store=True,
        readonly=False,
        check_company=True,
        help="Orders of this entity are delivered from here. A company with one "
        "warehouse has it by itself.",
    )
    collected_tax_id = fields.Many2one(
        "account.tax",
        string="Tax paid by marketplaces",
        compute="_compute_own",
        store=True,
        readonly=False,
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('amount_type', '!=', 'group')]",
        help="Stands for taxes that a marketplace collects and pays itself. Made when "
        "the first such order comes.",
    )

    _external_unique = models.Constraint(
        "UNIQUE(backend_id, external_id)", "A business entity is mapped once."
    )

    @api.depends("company_id")
    def _compute_own(self):
        """Another company has another warehouse, and other taxes."""
        for entity in self:
            entity.collected_tax_id = False
            found = self.env["stock.warehouse"].sudo()
            found = found.search([("company_id", "=", entity.company_id.id)], limit=2)
            entity.warehouse_id = found.id if len(found) == 1 else False

    def write(self, vals):
        """A company chosen by a person lets all orders that wait for it go on."""
        result = super().write(vals)
        ready = self.filtered(lambda entity: entity._is_ready())
        if {"company_id", "warehouse_id"} & vals.keys():
            causes = [entity._cause() for entity in ready]
            self.env["shopify.issue"]._retry_causes(causes)
        return result

    def _is_ready(self):
        """Whether its orders may come in. Several warehouses: one must be chosen."""
        own = self.company_id == self.backend_id.company_id
        return bool(self.company_id) and (own or bool(self.warehouse_id))

    def _cause(self):
        return f"entity_unmapped:{self.id}"

    @api.model
    def _take_over(self, backend, nodes):
        """Rows for those of a store's `BusinessEntity` nodes that it may sell as."""
        others = [n for n in nodes if not n["primary"] and not n["archived"]]
        if others:
            self._ensure(backend, others)

    @api.model
    def _ensure(self, backend, nodes):
        """{gid: entity} of these `BusinessEntity` nodes, new ones without a company."""
        told = {
            node["id"]: {
                "name": node["displayName"],
                "legal_name": node["companyName"],
            }
            for node in nodes
        }
        rows = self.search_fetch(
            [("backend_id", "=", backend.id), ("external_id", "in", list(told))],
            ["external_id", "name", "legal_name", "company_id", "warehouse_id"],
        )
        found = {row.external_id: row for row in rows}
        for gid, row in found.items():
            if changed := changed_values(row, told[gid]):
                row.write(changed)
        missing = [gid for gid in told if gid not in found]
        created = self.create(
            [
                {"backend_id": backend.id, "external_id": gid, **told[gid]}
                for gid in missing
            ]
        )
        return {**found, **dict(zip(missing, created, strict=True))}
