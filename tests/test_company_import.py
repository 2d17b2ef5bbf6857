from unittest.mock import patch

from odoo.exceptions import ValidationError

from .company_case import DEPOT, OFFICE, CompanyCase


class TestCompanyImport(CompanyCase):
    """Companies that buy in the store, their locations and their people."""

    # -- new ones ------------------------------------------------------------------

    def test_a_new_company(self):
        company = self.create_company(
            externalId="A-1",
            note="Pays late",
            locations=[self.location(tax_id="US 12-345", phone="+1 512 555 0100")],
        )

        acme = self.take_company(company)
        self.assertRecordValues(
            acme,
            [
                {
                    "name": "Acme Inc",
                    "is_company": True,
                    "ref": "A-1",
                    "vat": "US 12-345",
                    "phone": "+1 512 555 0100",
                    "street": "1 Main Street",
                    "zip": "78702",
                    "country_id": self.env.ref("base.us").id,
                    "company_id": self.backend.company_id.id,
                }
            ],
        )
        self.assertIn("Pays late", acme.comment)
        self.assertFalse(self.link(company).known_before)

    def test_locations_are_delivery_addresses(self):
        company = self.create_company(
            locations=[
                self.location(),
                self.location(name="Branch", shipping_address={**DEPOT, "zip": "1"}),
            ]
        )

        acme = self.take_company(company)
        self.assertRecordValues(
            acme.child_ids.filtered(lambda child: child.type == "delivery"),
            [
                {"name": "Branch", "zip": "1", "street": "7 Harbor Road"},
                {"name": "Depot", "zip": "78701", "street": "7 Harbor Road"},
            ],
        )

    def test_contacts_are_people_in_the_company(self):
        company = self.create_company(contacts=[])
        self.store.add_company_contact(company["id"], self.customer["id"], "Buyer")

        acme = self.take_company(company)
        ada = acme.child_ids.filtered(lambda child: child.type == "contact")
        self.assertRecordValues(
            ada,
            [{"name": "Ada Byron", "email": "ada@example.com", "function": "Buyer"}],
        )
        links = self.env["shopify.res.partner"]._find(
            self.backend, [self.customer["id"]]
        )
        self.assertEqual(links[self.customer["id"]].odoo_id, ada)

    def test_more_locations_and_contacts_than_one_answer_holds(self):
        people = [
            self.store.create_customer(firstName=f"Person {number}")["id"]
            for number in range(22)
        ]
        company = self.create_company(
            contacts=people,
            locations=[self.location(name=f"Shop {number}") for number in range(23)],
        )

        acme = self.take_company(company)
        types = acme.child_ids.mapped("type")
        self.assertEqual(types.count("delivery"), 23)
        self.assertEqual(types.count("contact"), 22)

    def test_branches_with_different_tax_numbers_give_the_company_none(self):
        company = self.create_company(
            locations=[self.location(tax_id="A1"), self.location(tax_id="B2")]
        )

        self.assertFalse(self.take_company(company).vat)

    def test_a_number_that_odoo_refuses_is_told_and_holds_nothing(self):
        company = self.create_company(locations=[self.location(tax_id="NONE-1")])

        def check(_contacts, _country, vat, partner_name="", validation="error"):
            if vat and validation == "error":
                raise ValidationError(vat)
            return vat, False

        contacts = self.registry["res.partner"]
        with patch.object(contacts, "_run_vat_checks", check):
            acme = self.take_company(company)
        self.assertFalse(acme.vat)
        self.assertIn("NONE-1", self.link(company).conflict)
        self.assertFalse(self.issues())

    def test_a_contact_leads_to_its_company_in_the_store(self):
        acme = self.take_company(self.create_company())

        self.assertEqual(acme.shopify_customer_count, 1)
        self.assertIn("/admin/companies/", acme.action_open_in_shopify()["url"])

    def own(self, field_group, owner):
        self.backend.owner_policy_ids.filtered(
            lambda row: (
                row.flow == "shopify.flow.company_import"
                and row.field_group == field_group
            )
        ).owner = owner

    # -- later ---------------------------------------------------------------------

    def test_changes_are_followed(self):
        company = self.create_company()
        acme = self.take_company(company)
        self.store.update_company(company["id"], name="Acme Corp")
        self.store.update_company_location(
            company["locations"][0],
            shipping_address={**DEPOT, "address1": "8 Harbor Road"},
            billing_address={**OFFICE, "address1": "2 Main Street"},
        )

        self.take_company(company)
        self.assertEqual(acme.name, "Acme Corp")
        self.assertEqual(acme.street, "2 Main Street")
        address = self.address(company["locations"][0])
        self.assertEqual(address.street, "8 Harbor Road")

    def test_an_order_stays_where_it_was_sent_when_the_location_moves(self):
        company = self.create_company()
        node = self.place_for(company)
        order = self.take_order(node)
        self.store.update_company_location(
            company["locations"][0], shipping_address={**DEPOT, "address1": "8 New Rd"}
        )

        self.take_company(company)
        kept = order.partner_shipping_id
        self.assertEqual(kept.street, "7 Harbor Road")
        address = self.address(company["locations"][0])
        self.assertEqual(address.street, "8 New Rd")
        self.store.update_order(node["id"], note="Ring twice")
        self.take("order_import", node["id"])
        self.assertEqual(order.partner_shipping_id, kept)

    def test_what_odoo_owns_stays(self):
        company = self.create_company()
        acme = self.take_company(company)
        self.own("identity", "odoo")
        self.store.update_company(company["id"], name="Acme Corp")

        self.take_company(company)
        self.assertEqual(acme.name, "Acme Inc")
        self.assertIn("Name", self.link(company).conflict)

    def test_the_address_of_a_closed_location_is_used_no_more(self):
        company = self.create_company(locations=[self.location(), self.location()])
        order = self.take_order(self.place_for(company, location=1))
        gone = company["locations"][1]
        address = self.address(gone)
        self.store.delete_company_location(gone)

        self.take_company(company)
        self.assertFalse(address.active)
        self.assertEqual(order.partner_shipping_id, address)
        self.assertEqual(len(self.link(company).location_ids), 1)

    def test_the_last_location_is_closed(self):
        company = self.create_company()
        self.take_company(company)
        address = self.address(company["locations"][0])
        self.store.delete_company_location(company["locations"][0])

        self.take_company(company)
        self.assertFalse(address.active)

    def test_an_address_that_odoo_had_stays_when_its_location_is_closed(self):
        company = self.create_company()
        self.take_company(company)
        self.link(company).location_ids.known_before = True
        address = self.address(company["locations"][0])
        self.store.delete_company_location(company["locations"][0])

        self.take_company(company)
        self.assertTrue(address.active)

    def test_an_address_that_odoo_owns_stays_with_its_orders(self):
        company = self.create_company()
        order = self.take_order(self.place_for(company))
        self.own("address", "odoo")
        self.store.update_company_location(
            company["locations"][0],
            billing_address={**OFFICE, "address1": "2 Main Street"},
            shipping_address={**DEPOT, "address1": "8 New Rd"},
        )

        acme = self.take_company(company)
        self.assertEqual(acme.street, "1 Main Street")
        self.assertEqual(order.partner_invoice_id, acme)

    def test_a_deleted_company_stays_in_odoo(self):
        company = self.create_company()
        acme = self.take_company(company)
        self.store.delete_company(company["id"])

        self.take("company_import", company["id"])
        self.assertFalse(self.link(company).active)
        self.assertTrue(acme.exists())
