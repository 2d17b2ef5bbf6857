from .order_case import OrderCase

DEPOT = {
    "address1": "7 Harbor Road",
    "zip": "78701",
    "city": "Austin",
    "zoneCode": "TX",
    "countryCode": "US",
    "recipient": "Goods inward",
}
OFFICE = {
    "address1": "1 Main Street",
    "zip": "78702",
    "city": "Austin",
    "zoneCode": "TX",
    "countryCode": "US",
}


class CompanyCase(OrderCase):
    """A shop that sells to companies, and one of those: Acme, with Ada."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backend.policy_ids.filtered(
            lambda policy: policy.flow == "shopify.flow.company_import"
        ).enabled = True

    def setUp(self):
        super().setUp()
        self.store.webhooks.pause()

    def create_company(self, name="Acme Inc", contacts=None, **values):
        values.setdefault("locations", [self.location()])
        if contacts is None:
            contacts = [self.customer["id"]]
        return self.store.create_company(name, contacts=contacts, **values)

    def location(self, **values):
        values.setdefault("name", "Depot")
        values.setdefault("shipping_address", DEPOT)
        values.setdefault("billing_address", OFFICE)
        return values

    def take_company(self, company):
        """Import a company of the store; returns its contact."""
        self.take("company_import", company["id"])
        return self.link(company).odoo_id

    def link(self, company):
        found = self.env["shopify.company"]._find(self.backend, [company["id"]])
        return found.get(company["id"], self.env["shopify.company"])

    def address(self, gid):
        """The contact of a company's location."""
        locations = self.env["shopify.company.location"]
        found = locations._find(self.backend, [gid])
        return found.get(gid, locations).odoo_id

    def place_for(self, company, location=0, **values):
        """An order of a company, without a webhook."""
        lines = values.pop("lines", [{"variant": self.shirt_variant, "quantity": 3}])
        return self.store.place_company_order(
            company["locations"][location], lines, **values
        )
