from odoo import api, fields, models


class ShopifyCarrier(models.Model):
    """Which delivery method stands for one of the store's shipping methods.

    Rows appear when a shipping method is first seen. Without a delivery method the
    order comes in all the same; people then choose one on the delivery.
    """

    _name = "shopify.carrier"
    _inherit = "shopify.mapping"
    _description = "Shopify Delivery Mapping"
    _order = "backend_id, title"
    _rec_name = "title"

    title = fields.Char(string="Shipping method", required=True, readonly=True)
    carrier_id = fields.Many2one(
        "delivery.carrier", string="Delivery method", check_company=True
    )

    _title_unique = models.Constraint(
        "UNIQUE(backend_id, company_id, title)", "A shipping method is mapped once."
    )

    @api.model
    def _ensure(self, backend, titles):
        """{title: mapping} of all the titles; new ones get a proposal."""
        if not titles:
            return {}
        rows = self.search_fetch(
            [*self._own(backend), ("title", "in", list(titles))],
            ["title", "carrier_id"],
        )
        found = {row.title: row for row in rows}
        missing = sorted(set(titles) - set(found))
        created = self.create(
            [
                {
                    **self._prepare_own(backend),
                    "title": title,
                    "carrier_id": self._propose(title).id,
                }
                for title in missing
            ]
        )
        return {**found, **dict(zip(missing, created, strict=True))}

    def _propose(self, title):
        """The one delivery method of the same name, if just one."""
        found = self.env["delivery.carrier"].search(
            [
                *self.env["delivery.carrier"]._check_company_domain(self.env.company),
                ("name", "=ilike", title),
            ]
        )
        return found if len(found) == 1 else found.browse()
