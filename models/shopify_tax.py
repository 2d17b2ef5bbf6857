from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ShopifyTax(models.Model):
    """Which Odoo tax stands for one of the store's taxes.

    Shopify's taxes have no id: a tax is its country, region, title, rate and
    whether prices contain it. Rows appear when a tax is first seen.
    """

    _name = "shopify.tax"
    _inherit = "shopify.mapping"
    _description = "Shopify Tax Mapping"
    _order = "backend_id, country_code, region_code, title, rate"
    _rec_name = "title"

    country_code = fields.Char(string="Country", readonly=True)
    region_code = fields.Char(string="Region", readonly=True)
    title = fields.Char(required=True, readonly=True)
    rate = fields.Float(digits=(9, 6), readonly=True, help="0.19 is 19 %.")
    included = fields.Boolean(string="In the price", readonly=True)
    tax_id = fields.Many2one(
        "account.tax",
        string="Odoo tax",
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('amount_type', '!=', 'group')]",
    )

    _key_unique = models.UniqueIndex(
        "(backend_id, company_id, country_code, region_code, title, rate, included)"
    )

    @api.constrains("tax_id", "included")
    def _check_included(self):
        for row in self:
            if row.tax_id and row.tax_id.price_include != row.included:
                raise ValidationError(
                    self.env._(
                        "The prices of %(title)s contain the tax or not; the Odoo tax "
                        "%(tax)s must be of the same kind.",
                        title=row.title,
                        tax=row.tax_id.display_name,
                    )
                )

    def write(self, vals):
        """A tax chosen by a person lets all orders that wait for it go on."""
        result = super().write(vals)
        if vals.get("tax_id"):
            causes = [row._cause() for row in self]
            self.env["shopify.issue"]._retry_causes(causes)
        return result

    def _cause(self):
        return f"tax_unmapped:{self.id}"

    def _key(self):
        return (
            self.country_code or "",
            self.region_code or "",
            self.title,
            f"{self.rate:.6f}",
            self.included,
        )

    @api.model
    def _ensure(self, backend, keys):
        """{key: mapping} of all the keys; new ones get a proposal.

        :param keys: (country, region, title, rate as text with 6 digits, included)
        """
        if not keys:
            return {}
        rows = self.search_fetch(
            [*self._own(backend), ("title", "in", [key[2] for key in keys])],
            ["country_code", "region_code", "title", "rate", "included", "tax_id"],
        )
        found = {row._key(): row for row in rows}
        missing = sorted(set(keys) - set(found))
        created = self.create([self._prepare(backend, key) for key in missing])
        return {**found, **dict(zip(missing, created, strict=True))}

    def _prepare(self, backend, key):
        country, region, title, rate, included = key
        return {
            **self._prepare_own(backend),
            "country_code": country,
            "region_code": region,
            "title": title,
            "rate": float(rate),
            "included": included,
            "tax_id": self._propose(country, float(rate), included).id,
        }

    def _propose(self, country, rate, included):
        """The one sales tax for that country with this rate and kind, if just one.

        A tax on sales abroad (the EU's one-stop shop) belongs to the company's own
        country, and its fiscal position says where it is for. Several or none: a
        person decides.
        """
        candidates = self.env["account.tax"].search(
            [
                *self.env["account.tax"]._check_company_domain(self.env.company),
                ("type_tax_use", "=", "sale"),
                ("amount_type", "=", "percent"),
                "|",
                ("country_id.code", "=", country),
                ("fiscal_position_ids.country_id.code", "=", country),
            ]
        )
        fitting = candidates.filtered(
            lambda tax: (
                abs(tax.amount - 100 * rate) < 1e-6
                and tax.price_include == included
                and tax._shopify_is_for(country)
            )
        )
        return fitting if len(fitting) == 1 else fitting.browse()


class AccountTax(models.Model):
    _inherit = "account.tax"

    def _shopify_is_for(self, country):
        """Whether the tax is for sales to a country (code)."""
        positions = self.fiscal_position_ids.filtered("country_id")
        places = positions.country_id or self.country_id
        return country in places.mapped("code")
