from ..flows.partner_match import stand_in_hash
from .common import ShopifyCase
from .test_customer_import import BERLIN


class TestCustomerMatch(ShopifyCase):
    """Which contact of Odoo a new customer of the store is taken to be."""

    def setUp(self):
        super().setUp()
        self.store.webhooks.pause()
        self.anna = {"firstName": "Anna", "lastName": "Weber", "email": "a@example.com"}

    def partner(self, **values):
        return self.env["res.partner"].create({"email": "a@example.com", **values})

    def imported(self, **fields):
        customer = self.store.create_customer(**{**self.anna, **fields})
        self.take("customer_import", customer["id"])
        return self.binding(customer)

    def binding(self, customer):
        bindings = self.env["shopify.res.partner"]
        found = bindings._find(self.backend, [customer["id"]])
        return found.get(customer["id"], bindings)

    def test_person_is_found_by_email_and_only_filled_up(self):
        partner = self.partner(name="A. Weber", email="Anna <A@Example.com>")
        binding = self.imported(addresses=[BERLIN], tags=["VIP"])
        self.assertEqual(binding.odoo_id, partner)
        self.assertTrue(binding.known_before)
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "A. Weber",
                    "email": "Anna <A@Example.com>",
                    "phone": "+49 30 1234567",
                    "street": "Hauptstraße 5",
                    "city": "Berlin",
                    "company_id": False,
                }
            ],
        )
        self.assertEqual(partner.category_id.mapped("name"), ["VIP"])

    def test_an_address_is_filled_up_as_a_whole_or_not(self):
        partner = self.partner(name="A. Weber", city="Bonn")
        self.imported(addresses=[BERLIN])
        self.assertEqual(
            (partner.street, partner.zip, partner.city, partner.country_id.code),
            (False, False, "Bonn", False),
        )

    def test_contact_known_before_keeps_its_fields_until_it_is_handed_over(self):
        partner = self.partner(name="A. Weber")
        binding = self.imported()
        gid = binding.external_id
        self.store.update_customer(gid, lastName="Koch")
        self.take("customer_import", gid)
        self.assertEqual(partner.name, "A. Weber")
        self.assertEqual(binding.conflict, "Name, e-mail and phone")
        binding.known_before = False
        self.store.update_customer(gid, lastName="Vogel")
        self.take("customer_import", gid)
        self.assertEqual((partner.name, binding.conflict), ("Anna Vogel", False))

    def test_company_with_the_email_is_left_alone(self):
        company = self.partner(name="Weber Ltd", is_company=True)
        partner = self.imported(addresses=[BERLIN]).odoo_id
        self.assertNotEqual(partner, company)
        self.assertEqual((partner.name, partner.is_company), ("Anna Weber", False))
        self.assertRecordValues(
            company,
            [
                {
                    "name": "Weber Ltd",
                    "is_company": True,
                    "street": False,
                    "phone": False,
                    "child_ids": [],
                }
            ],
        )

    def test_person_in_a_company_is_found_and_the_company_keeps_its_address(self):
        company = self.partner(name="Weber Ltd", is_company=True, email=False)
        person = self.partner(name="Anna", parent_id=company.id)
        self.assertEqual(self.imported(addresses=[BERLIN]).odoo_id, person)
        self.assertEqual(person.phone, "+49 30 1234567")
        self.assertEqual((person.street, company.street), (False, False))
        self.assertEqual((company.name, company.phone), ("Weber Ltd", False))

    def test_company_linked_by_hand_is_not_renamed(self):
        binding = self.imported()
        company = self.partner(name="Weber Ltd", is_company=True)
        binding.write({"odoo_id": company.id, "known_before": False})
        self.store.update_customer(binding.external_id, lastName="Koch")
        self.take("customer_import", binding.external_id)
        self.assertEqual((company.name, company.is_company), ("Weber Ltd", True))

    def test_address_below_a_contact_is_nobody_to_match(self):
        parent = self.partner(name="Someone", email=False)
        address = self.partner(name="Anna", parent_id=parent.id, type="delivery")
        self.assertNotIn(self.imported().odoo_id, parent | address)

    def test_another_customers_contact_is_never_taken(self):
        first = self.imported()
        second = self.imported()
        self.assertNotEqual(first.odoo_id, second.odoo_id)
        self.assertEqual(second.odoo_id.name, "Anna Weber")

    def test_contact_of_another_company_is_never_taken(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.partner(name="A. Weber", company_id=other.id)
        partner = self.imported().odoo_id
        self.assertNotEqual(partner, foreign)
        self.assertEqual(partner.company_id, self.backend.company_id)

    def test_several_contacts_are_an_issue_and_nothing_is_linked(self):
        rivals = self.partner(name="A. Weber") | self.partner(name="Anna W.")
        count = self.env["res.partner"].search_count([])
        binding = self.imported(addresses=[BERLIN])
        self.assertFalse(binding)
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertEqual(rivals.mapped("street"), [False, False])
        issue = self.issues(code="customer_ambiguous")
        self.assertEqual(
            issue.message,
            "Anna Weber: several contacts have the e-mail address a@example.com: "
            "A. Weber; Anna W..",
        )

    def test_merged_contacts_solve_the_issue(self):
        rivals = self.partner(name="A. Weber") | self.partner(name="Anna W.")
        self.imported()
        issue = self.issues(code="customer_ambiguous")
        self.env["base.partner.merge.automatic.wizard"]._merge(rivals.ids, rivals[0])
        issue.action_retry()
        self.drain()
        self.assertEqual(issue.state, "resolved")
        binding = self.env["shopify.res.partner"].search(
            [("external_id", "=", issue.resource_id)]
        )
        self.assertEqual(binding.odoo_id, rivals[0])

    def test_contact_made_for_a_guest_becomes_the_customers(self):
        guest = self.partner(
            name="a@example.com", shopify_address_hash=stand_in_hash("a@example.com")
        )
        binding = self.imported(addresses=[BERLIN])
        self.assertEqual(binding.odoo_id, guest)
        self.assertEqual((guest.name, guest.city), ("Anna Weber", "Berlin"))
