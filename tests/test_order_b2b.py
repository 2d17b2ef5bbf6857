from .company_case import DEPOT, OFFICE, CompanyCase
from .order_case import ADDRESS


class TestOrderB2B(CompanyCase):
    """Orders that a company places."""

    def test_the_person_orders_the_company_pays_the_location_receives(self):
        company = self.create_company()
        order = self.take_order(self.place_for(company, po_number="PO-4711"))

        acme = self.link(company).odoo_id
        self.assertEqual(order.partner_id.name, "Ada Byron")
        self.assertEqual(order.partner_id.parent_id, acme)
        self.assertEqual(order.partner_invoice_id, acme)
        self.assertEqual(
            order.partner_shipping_id, self.address(company["locations"][0])
        )
        self.assertEqual(order.client_order_ref, "PO-4711")
        self.assertFalse(self.issues())

    def test_the_order_brings_its_company_along_though_the_flow_is_off(self):
        self.policy("company_import").enabled = False
        company = self.create_company()

        order = self.take_order(self.place_for(company))
        self.assertEqual(order.partner_id.commercial_partner_id.name, "Acme Inc")

    def test_a_second_order_makes_no_contact(self):
        company = self.create_company()
        first = self.take_order(self.place_for(company))
        before = self.env["res.partner"].search_count([])

        second = self.take_order(self.place_for(company))
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        for name in ("partner_id", "partner_invoice_id", "partner_shipping_id"):
            self.assertEqual(first[name], second[name], name)

    def test_known_companies_cost_no_further_call(self):
        company = self.create_company()
        self.take_order(self.place_for(company))
        node = self.place_for(company)
        self.store.calls.clear()

        self.take_order(node)
        self.assertEqual([call["operation"] for call in self.store.calls], ["order"])

    def test_a_location_opened_since_is_read(self):
        company = self.create_company()
        self.take_company(company)
        branch = self.store.add_company_location(
            company["id"], "Branch", shipping_address={**DEPOT, "zip": "78799"}
        )

        order = self.take_order(self.place_for(company, location=1))
        self.assertEqual(order.partner_shipping_id, self.address(branch["id"]))
        self.assertEqual(order.partner_shipping_id.zip, "78799")

    def test_an_order_that_goes_elsewhere_goes_elsewhere(self):
        company = self.create_company()
        order = self.take_order(
            self.place_for(company, shipping_address={**ADDRESS, "company": "Acme Inc"})
        )

        acme = self.link(company).odoo_id
        self.assertEqual(order.partner_shipping_id.street, "1 Analytical Way")
        self.assertEqual(order.partner_shipping_id.parent_id, acme)
        self.assertEqual(order.partner_shipping_id.type, "other")
        self.assertEqual(order.partner_invoice_id, acme)
        self.assertEqual(self.address(company["locations"][0]).street, "7 Harbor Road")

    def test_a_location_billed_elsewhere_is_billed_there(self):
        company = self.create_company()
        self.store.add_company_location(
            company["id"],
            "Branch",
            shipping_address={**DEPOT, "zip": "78799"},
            billing_address={**OFFICE, "address1": "9 Other Street"},
        )

        order = self.take_order(self.place_for(company, location=1))
        acme = self.link(company).odoo_id
        self.assertEqual(acme.street, "1 Main Street")
        self.assertEqual(order.partner_invoice_id.street, "9 Other Street")
        self.assertEqual(order.partner_invoice_id.commercial_partner_id, acme)

    def test_a_person_of_another_company_stays_there(self):
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        ada = self.env["res.partner"].create(
            {"name": "Ada", "email": "ada@example.com", "parent_id": other.id}
        )
        company = self.create_company()

        order = self.take_order(self.place_for(company))
        self.assertEqual(ada.parent_id, other)
        self.assertEqual(order.partner_id, self.link(company).odoo_id)
        self.assertIn("Ada", self.link(company).conflict)

    def test_nobody_ordered_by_name(self):
        company = self.create_company(contacts=[])

        order = self.take_order(self.place_for(company))
        self.assertEqual(order.partner_id, self.link(company).odoo_id)

    def twins(self):
        return self.env["res.partner"].create(
            [{"name": name, "is_company": True, "ref": "A-1"} for name in ("A", "B")]
        )

    def test_a_company_that_nobody_can_tell_holds_no_order(self):
        twins = self.twins()
        company = self.create_company(externalId="A-1")

        order = self.take_order(self.place_for(company))
        self.assertEqual(order.partner_id.name, "Ada Byron")
        self.assertFalse(order.partner_id.parent_id)
        self.assertEqual(self.issues().code, "company_ambiguous")
        self.assertEqual(twins.mapped("name"), ["A", "B"])

    def test_a_settled_doubt_is_retried_though_the_flow_is_off(self):
        self.policy("company_import").enabled = False
        left, other = self.twins()
        company = self.create_company(externalId="A-1")
        self.take_order(self.place_for(company))
        other.ref = False

        self.issues().action_retry()
        self.assertEqual(self.link(company).odoo_id, left)
        self.assertFalse(self.issues())

    def test_a_doubt_that_stays_stays_told(self):
        self.policy("company_import").enabled = False
        self.twins()
        self.take_order(self.place_for(self.create_company(externalId="A-1")))

        self.issues().action_retry()
        self.assertEqual(self.issues().code, "company_ambiguous")

    def test_the_next_order_closes_the_issue_of_a_settled_doubt(self):
        self.policy("company_import").enabled = False
        left, other = self.twins()
        company = self.create_company(externalId="A-1")
        self.take_order(self.place_for(company))
        other.ref = False

        order = self.take_order(self.place_for(company))
        self.assertEqual(order.partner_invoice_id, left)
        self.assertFalse(self.issues())
