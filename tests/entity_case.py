from .books_case import BooksCase
from .order_case import CITY, STATE


class EntityCase(BooksCase):
    """A store in US dollars that also sells in the name of another company,
    which keeps its books in francs: two francs are one US dollar there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.backend.company_id
        cls.other = cls.create_odoo_company("Other GmbH", "CHF")
        with cls.store.quiet():
            cls.seller = cls.store.create_business_entity("Other GmbH", country="DE")

    @classmethod
    def create_odoo_company(cls, name, currency):
        """A company with a chart of accounts and two sales taxes of the store."""
        company = cls.env["res.company"].create(
            {"name": name, "country_id": cls.env.ref("base.us").id}
        )
        cls.env.user.company_ids |= company
        template = cls.env["account.chart.template"]
        template.try_loading("generic_coa", company=company, install_demo=False)
        company.currency_id = cls.env.ref(f"base.{currency}")
        company.currency_id.active = True
        rates = cls.env["res.currency.rate"]
        rates.create(
            {
                "name": "2020-01-01",
                "currency_id": cls.env.ref("base.USD").id,
                "company_id": company.id,
                "rate": 0.5,
            }
        )
        own = cls.env["account.tax"].search([("company_id", "=", company.id)])
        own.active = False
        for rate in (6.25, 2.0):
            cls.create_tax(rate, False, company_id=company.id)
        return company

    def setUp(self):
        super().setUp()
        self.settings.order_invoice = "paid"
        self.settings.order_since = "2020-01-01"
        self.addCleanup(self.forget_orders)

    def forget_orders(self):
        with self.store.quiet():
            for order in list(self.store.all("Order")):
                self.store.delete_order(order["id"])

    def sell(self, **values):
        """An order of the other company, in the store."""
        values.setdefault("taxes", [STATE, CITY])
        values.setdefault("entity", self.seller["id"])
        return self.place(**values)

    def entity(self):
        return self.env["shopify.business.entity"].search(
            [("external_id", "=", self.seller["id"])]
        )

    def map_entity(self):
        """A person has chosen the company of the entity, and its journal."""
        entities = self.env["shopify.business.entity"]._ensure(
            self.backend, [self.seller]
        )
        entities[self.seller["id"]].company_id = self.other
        return self.map_other_gateway()

    def map_other_gateway(self):
        journal = self.env["account.journal"].create(
            {
                "name": "Card",
                "code": "CARD",
                "type": "bank",
                "company_id": self.other.id,
            }
        )
        gateways = self.env["shopify.gateway"].with_company(self.other)
        names = {"shopify_payments": "Card", "manual": "Transfer"}
        for gateway in gateways._ensure(self.backend, names).values():
            gateway.journal_id = journal
        return journal
