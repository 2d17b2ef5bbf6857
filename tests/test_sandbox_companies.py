from ..sandbox import payloads
from .sandbox_case import SandboxCase

CREATE = """mutation create($input: CompanyCreateInput!) {
  companyCreate(input: $input) {
    company { id name externalId contactsCount { count } locationsCount { count }
      mainContact { title customer { displayName } }
      locations(first: 5) { nodes { name taxSettings { taxRegistrationId }
        shippingAddress { companyName recipient city countryCode }
        billingAddress { city } } } }
    userErrors { field message code } } }"""
READ = """query read($id: ID!) {
  company(id: $id) { name contactRoles(first: 5) { nodes { name } }
    contacts(first: 5) { nodes { isMainContact customer { id } } }
    locations(first: 5) { nodes { id
      buyerExperienceConfiguration { paymentTermsTemplate { name dueInDays } }
      catalogs(first: 5) { nodes { title priceList { name currency } } } } } } }"""
ORDER = """query read($id: ID!) {
  order(id: $id) { poNumber displayFinancialStatus
    shippingAddress { company city }
    purchasingEntity { __typename
      ... on Customer { id }
      ... on PurchasingCompany { company { name } location { name }
        contact { customer { id } } } }
    paymentTerms { paymentTermsName paymentTermsType dueInDays
      paymentSchedules(first: 5) { nodes { issuedAt dueAt } } } } }"""
DEPOT = {
    "address1": "Hafenstr. 7",
    "zip": "20457",
    "city": "Hamburg",
    "countryCode": "DE",
    "recipient": "Goods inward",
}
LINES = [{"title": "Desk", "price": "100"}]


class TestSandboxCompanies(SandboxCase):
    """Companies that buy, as an app sees them."""

    def company(self, **location):
        self.buyer = self.store.create_customer(firstName="Ada", email="a@acme.test")
        location = {"name": "Depot", "shipping_address": DEPOT, **location}
        return self.store.create_company(
            "Acme", locations=[location], contacts=[self.buyer["id"]]
        )

    def test_a_company_comes_with_a_location_and_roles(self):
        company = self.store.create_company("Acme")

        read = self.data(READ, id=company["id"])["company"]
        roles = [role["name"] for role in read["contactRoles"]["nodes"]]
        self.assertEqual(roles, ["Location admin", "Ordering only"])
        self.assertEqual(len(read["locations"]["nodes"]), 1)

    def test_an_app_creates_a_company_with_its_location_and_contact(self):
        answer = self.data(
            CREATE,
            input={
                "company": {"name": "Acme", "externalId": "A-1"},
                "companyContact": {"firstName": "Ada", "title": "Buyer"},
                "companyLocation": {
                    "name": "Depot",
                    "shippingAddress": DEPOT,
                    "billingSameAsShipping": True,
                    "taxRegistrationId": "DE123456788",
                },
            },
        )["companyCreate"]

        self.assertEqual(answer["userErrors"], [])
        company = answer["company"]
        self.assertEqual(company["contactsCount"], {"count": 1})
        self.assertEqual(company["mainContact"]["title"], "Buyer")
        self.assertEqual(
            company["locations"]["nodes"],
            [
                {
                    "name": "Depot",
                    "taxSettings": {"taxRegistrationId": "DE123456788"},
                    "shippingAddress": {
                        "companyName": "Acme",
                        "recipient": "Goods inward",
                        "city": "Hamburg",
                        "countryCode": "DE",
                    },
                    "billingAddress": {"city": "Hamburg"},
                }
            ],
        )

    def test_terms_and_catalogs_belong_to_a_location(self):
        company = self.company(terms="Net 30")
        self.store.create_catalog("Dealers", company["locations"], currency="EUR")

        read = self.data(READ, id=company["id"])["company"]
        [location] = read["locations"]["nodes"]
        self.assertEqual(
            location["buyerExperienceConfiguration"]["paymentTermsTemplate"],
            {"name": "Net 30", "dueInDays": 30},
        )
        price_list = {"name": "Dealers", "currency": "EUR"}
        self.assertEqual(
            location["catalogs"]["nodes"],
            [{"title": "Dealers", "priceList": price_list}],
        )

    def test_a_company_orders_on_its_terms(self):
        company = self.company(terms="Net 30")
        order = self.store.place_company_order(
            company["locations"][0],
            LINES,
            po_number="PO-7",
            processedAt="2026-11-01T10:00:00Z",
        )

        read = self.data(ORDER, id=order["id"])["order"]
        self.assertEqual(read["poNumber"], "PO-7")
        self.assertEqual(read["displayFinancialStatus"], "PENDING")
        self.assertEqual(
            read["shippingAddress"], {"company": "Acme", "city": "Hamburg"}
        )
        self.assertEqual(
            read["purchasingEntity"],
            {
                "__typename": "PurchasingCompany",
                "company": {"name": "Acme"},
                "location": {"name": "Depot"},
                "contact": {"customer": {"id": self.buyer["id"]}},
            },
        )
        [schedule] = read["paymentTerms"]["paymentSchedules"]["nodes"]
        self.assertEqual(schedule["dueAt"], "2026-12-01T10:00:00Z")

    def test_a_location_free_of_taxes_pays_none(self):
        company = self.store.create_company(
            "Mission", locations=[{"tax_exempt": True}], contacts=[]
        )
        order = self.store.place_company_order(
            company["locations"][0],
            [{"title": "Lamp", "price": "100.00", "quantity": 1}],
            taxes=[{"title": "VAT", "rate": "0.19"}],
        )
        self.assertEqual(order["totalTaxSet"]["shopMoney"]["amount"], "0.0")
        self.assertTrue(order["taxExempt"])

    def test_a_draft_of_a_company_becomes_its_order(self):
        company = self.company(terms="Net 30")
        draft = self.store.create_company_draft(
            company["locations"][0], LINES, po_number="PO-8"
        )

        order = self.store.complete_draft(draft["id"])
        read = self.data(ORDER, id=order["id"])["order"]
        self.assertEqual(read["poNumber"], "PO-8")
        self.assertEqual(read["purchasingEntity"]["company"], {"name": "Acme"})
        self.assertEqual(read["paymentTerms"]["paymentTermsName"], "Net 30")
        self.assertEqual(read["displayFinancialStatus"], "PENDING")

    def test_a_person_orders_for_themselves(self):
        buyer = self.store.create_customer(firstName="Ada")
        order = self.store.place_order(LINES, customer=buyer["id"])

        read = self.data(ORDER, id=order["id"])["order"]
        self.assertEqual(
            read["purchasingEntity"], {"__typename": "Customer", "id": buyer["id"]}
        )
        self.assertIsNone(read["paymentTerms"])

    def test_terms_need_a_permission(self):
        company = self.company(terms="Net 30")
        order = self.store.place_company_order(company["locations"][0], LINES)
        self.store.revoke_scope("read_payment_terms")

        body = self.body(ORDER, id=order["id"])
        self.assertIsNone(body["data"]["order"]["paymentTerms"])
        [error] = body["errors"]
        self.assertEqual(error["extensions"]["code"], "ACCESS_DENIED")

    def test_a_shop_that_does_not_sell_to_companies_has_none(self):
        self.store.sells_to_companies = False

        body = self.body("{ companies(first: 1) { nodes { id } } }")
        [error] = body["errors"]
        self.assertEqual(error["extensions"]["code"], "ACCESS_DENIED")

    def test_messages_have_no_number_but_their_company(self):
        company = self.company()
        location = self.store.objects[company["locations"][0]]

        for verb in ("update", "delete"):
            told = payloads.build(self.store, f"company_locations/{verb}", location)
            self.assertNotIn("id", told)
            self.assertEqual(told["admin_graphql_api_id"], location["id"])
            self.assertEqual(told["company"]["admin_graphql_api_id"], company["id"])

    def test_what_belongs_to_a_deleted_company_goes_with_it(self):
        company = self.company()

        self.store.delete_company(company["id"])
        for gone in ("Company", "CompanyLocation", "CompanyContact"):
            self.assertEqual(self.store.all(gone), [], gone)
        self.assertEqual(self.store.all("Customer"), [self.buyer])
