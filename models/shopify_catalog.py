from odoo import api, fields, models


class ShopifyCatalog(models.Model):
    """Which pricelist stands for one of the store's catalogues for companies.

    Rows appear with the first company whose location has the catalogue. The chosen
    pricelist becomes that of the company, for quotations made in Odoo. Orders of the
    store keep the prices they came with.
    """

    _name = "shopify.catalog"
    _description = "Shopify Catalogue Mapping"
    _order = "backend_id, title"
    _rec_name = "title"
    _check_company_auto = True

    backend_id = fields.Many2one("shopify.backend", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="backend_id.company_id")
    external_id = fields.Char(string="Shopify ID", required=True, readonly=True)
    title = fields.Char(string="Catalogue", required=True, readonly=True)
    price_list = fields.Char(string="Price list in Shopify", readonly=True)
    currency = fields.Char(readonly=True)
    pricelist_id = fields.Many2one(
        "product.pricelist",
        check_company=True,
        domain="[('currency_id.name', '=', currency)]",
    )

    _external_unique = models.Constraint(
        "UNIQUE(backend_id, external_id)", "A catalogue is mapped once."
    )

    def write(self, vals):
        """The companies that buy from this catalogue get what was chosen."""
        result = super().write(vals)
        if vals.get("pricelist_id"):
            self.env["shopify.company"]._follow_mapping(
                [("catalog_ids", "in", self.ids)]
            )
        return result

    @api.model
    def _ensure(self, backend, nodes):
        """{catalogue id: mapping} of catalogues with prices, as they are named now."""
        if not nodes:
            return {}
        rows = self.search_fetch(
            [("backend_id", "=", backend.id), ("external_id", "in", list(nodes))],
            ["external_id", "title", "price_list", "currency", "pricelist_id"],
        )
        found = {row.external_id: row for row in rows}
        missing = [gid for gid in nodes if gid not in found]
        created = self.create(
            [
                {
                    **self._prepare(nodes[gid]),
                    "backend_id": backend.id,
                    "external_id": gid,
                    "pricelist_id": self._propose(backend, nodes[gid]).id,
                }
                for gid in missing
            ]
        )
        for gid, row in found.items():
            if row.title != nodes[gid]["title"]:
                row.write(self._prepare(nodes[gid]))
        return {**found, **dict(zip(missing, created, strict=True))}

    def _prepare(self, node):
        return {
            "title": node["title"],
            "price_list": node["priceList"]["name"],
            "currency": node["priceList"]["currency"],
        }

    def _propose(self, backend, node):
        """The one pricelist with the name and the currency of the catalogue's."""
        model = self.env["product.pricelist"]
        found = model.search(
            [
                *model._check_company_domain(backend.company_id),
                ("name", "=ilike", node["priceList"]["name"]),
                ("currency_id.name", "=", node["priceList"]["currency"]),
            ]
        )
        return found if len(found) == 1 else found.browse()
