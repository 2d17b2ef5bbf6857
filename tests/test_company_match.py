from .company_case import CompanyCase


class TestCompanyMatch(CompanyCase):
    """Which company of Odoo is meant, and whose people they are."""

    def known(self, **values):
        values = {"name": "ACME Incorporated", "is_company": True, **values}
        return self.env["res.partner"].create(values)

    def test_a_company_with_the_tax_number_is_linked_and_keeps_its_name(self):
        known = self.known(vat="DE123456788")
        company = self.create_company(
            locations=[self.location(tax_id="de 123 456 788")]
        )

        self.assertEqual(self.take_company(company), known)
        self.assertRecordValues(
            known,
            [
                {
                    "name": "ACME Incorporated",
                    "vat": "DE123456788",
                    "street": "1 Main Street",
                }
            ],
        )
        self.assertTrue(self.link(company).known_before)
        self.assertIn("Name", self.link(company).conflict)

    def test_a_company_with_the_reference_is_linked(self):
        known = self.known(ref="A-1", street="Elsewhere 5")

        company = self.create_company(externalId="A-1")
        self.assertEqual(self.take_company(company), known)
        self.assertEqual(known.street, "Elsewhere 5")

    def test_a_company_of_the_same_name_is_not_taken(self):
        known = self.known(name="Acme Inc")

        company = self.create_company(externalId="A-1")
        self.assertNotEqual(self.take_company(company), known)

    def test_a_person_with_the_reference_is_not_taken(self):
        person = self.known(ref="A-1", is_company=False)

        company = self.create_company(externalId="A-1")
        self.assertNotEqual(self.take_company(company), person)
        self.assertEqual(person.name, "ACME Incorporated")

    def test_tax_number_and_reference_of_two_companies(self):
        self.known(ref="A-1")
        self.known(vat="DE123456788")
        company = self.create_company(
            externalId="A-1", locations=[self.location(tax_id="DE123456788")]
        )
        before = self.env["res.partner"].search_count([])

        self.take("company_import", company["id"])
        self.assertFalse(self.link(company))
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertEqual(self.issues().code, "company_ambiguous")

    def test_two_companies_of_the_store_with_one_number(self):
        known = self.known(ref="A-1")
        one = self.create_company(externalId="A-1", contacts=[])
        other = self.create_company("Acme Two", externalId="A-1", contacts=[])

        self.take("company_import", one["id"], other["id"])
        linked = self.link(one).odoo_id | self.link(other).odoo_id
        self.assertEqual(len(linked), 2)
        self.assertIn(known, linked)

    def test_another_companys_contact_is_not_taken(self):
        theirs = self.env["res.company"].create({"name": "Sister"})
        known = self.known(ref="A-1", company_id=theirs.id)

        company = self.create_company(externalId="A-1")
        self.assertNotEqual(self.take_company(company), known)

    def test_an_address_that_is_there_is_linked(self):
        known = self.known(ref="A-1")
        address = self.env["res.partner"].create(
            {
                "name": "Warehouse 2",
                "type": "delivery",
                "parent_id": known.id,
                "street": "7 Harbor Road",
                "zip": "78701",
                "city": "Austin",
                "state_id": self.env.ref("base.state_us_44").id,
                "country_id": self.env.ref("base.us").id,
            }
        )

        company = self.create_company(externalId="A-1")
        self.take_company(company)
        self.assertEqual(self.address(company["locations"][0]), address)
        self.assertEqual(address.name, "Warehouse 2")

    def test_a_person_known_without_a_company_comes_into_it(self):
        ada = self.env["res.partner"].create(
            {"name": "A. Byron", "email": "ada@example.com"}
        )

        acme = self.take_company(self.create_company())
        self.assertEqual(ada.parent_id, acme)
        self.assertEqual(ada.name, "A. Byron")

    def test_a_person_with_a_tax_number_of_their_own_stays_apart(self):
        ada = self.env["res.partner"].create(
            {"name": "A. Byron", "email": "ada@example.com", "vat": "ADA1"}
        )

        company = self.create_company()
        acme = self.take_company(company)
        self.assertFalse(ada.parent_id)
        self.assertFalse(acme.vat)
        self.assertIn("A. Byron", self.link(company).conflict)

    def test_who_orders_for_two_companies_is_in_one(self):
        one, other = self.create_company(), self.create_company("Beta Inc")

        self.take("company_import", one["id"], other["id"])
        first, second = self.link(one), self.link(other)
        ada = (first.odoo_id | second.odoo_id).child_ids.filtered("email")
        self.assertEqual(len(ada), 1)
        elsewhere = (first | second).filtered(
            lambda link: link.odoo_id != ada.parent_id
        )
        self.assertIn("Ada Byron", elsewhere.conflict)
