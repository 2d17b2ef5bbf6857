from .common import ShopifyCase

BERLIN = {
    "firstName": "Anna",
    "lastName": "Weber",
    "address1": "Hauptstraße 5",
    "address2": "c/o Koch",
    "zip": "10115",
    "city": "Berlin",
    "countryCode": "DE",
    "phone": "+49 30 1234567",
}


class TestCustomerImport(ShopifyCase):
    """Customers of the store become contacts, or are linked to those there are."""

    def setUp(self):
        super().setUp()
        self.store.webhooks.pause()
        self.partners = self.env["res.partner"]

    def binding(self, customer):
        return self.env["shopify.res.partner"]._find(self.backend, [customer["id"]]).get(
            customer["id"], self.env["shopify.res.partner"]
        )

    def imported(self, **fields):
        """A customer made in the store and imported; returns (customer, contact)."""
        customer = self.store.create_customer(**fields)
        self.take("customer_import", customer["id"])
        self.assertFalse(self.issues().mapped("message"))
        self.assertFalse(self.issues().mapped("details"))
        return customer, self.binding(customer).odoo_id

    def test_new_customer(self):
        customer, partner = self.imported(
            firstName="Anna",
            lastName="Weber",
            email="Anna.Weber@Example.com",
            note="Rings <twice>",
            tags=["VIP"],
            addresses=[BERLIN],
        )
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "Anna Weber",
                    "email": "Anna.Weber@Example.com",
                    "phone": "+49 30 1234567",
                    "street": "Hauptstraße 5",
                    "street2": "c/o Koch",
                    "zip": "10115",
                    "city": "Berlin",
                    "country_id": self.env.ref("base.de").id,
                    "state_id": False,
                    "is_company": False,
                    "company_id": self.backend.company_id.id,
                    "lang": "en_US",
                }
            ],
        )
        self.assertEqual(partner.category_id.mapped("name"), ["VIP"])
        self.assertEqual(partner.comment, "<p>Rings &lt;twice&gt;</p>")
