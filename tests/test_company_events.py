import json

from odoo.tests import tagged

from ..sandbox import payloads
from ..shopify.values import instant
from .company_case import DEPOT, CompanyCase


@tagged("post_install", "-at_install")
class TestCompanyEvents(CompanyCase):
    """What wakes the import of companies."""

    def setUp(self):
        """Each test on a new day, so that it sees its own companies only."""
        super().setUp()
        self.store.clock.advance(86400)
        now = self.store.clock.now().replace(tzinfo=None, microsecond=0)
        self.policy("company_import").scan_cursor = now
        self.store.clock.advance(3600)

    def resource(self, topic, subject):
        """The record that a message is about, as the door reads it."""
        told = json.loads(json.dumps(payloads.build(self.store, topic, subject)))
        return self.env["shopify.flow.company_import"]._event_resource(topic, told)

    def seen(self):
        return self.env["shopify.event"].search([("source", "=", "scan")])

    # -- messages ------------------------------------------------------------------

    def test_every_message_is_about_a_company(self):
        company = self.create_company()
        subjects = {
            "companies": company,
            "company_locations": self.store.objects[company["locations"][0]],
            "company_contacts": self.store.objects[company["contacts"][0]],
        }
        topics = self.env["shopify.flow.company_import"]._shopify_topics
        self.assertEqual(len(topics), 9)
        for topic in topics:
            with self.subTest(topic):
                subject = subjects[topic.partition("/")[0]]
                self.assertEqual(self.resource(topic, subject), company["id"])

    def test_the_store_is_asked_for_messages_only_where_the_flow_is_on(self):
        self.assertIn("COMPANIES_UPDATE", self.backend._wanted_topics())
        self.policy("company_import").enabled = False
        self.assertNotIn("COMPANIES_UPDATE", self.backend._wanted_topics())

    # -- looking for changes -------------------------------------------------------

    def test_companies_of_the_store_are_found(self):
        company = self.create_company()

        self.scan("company_import")
        self.assertTrue(self.link(company))

    def test_a_company_is_found_when_only_a_location_changed(self):
        company = self.create_company()
        self.scan("company_import")
        self.store.clock.advance(3600)
        self.store.update_company_location(
            company["locations"][0], shipping_address={**DEPOT, "address1": "8 New Rd"}
        )

        self.scan("company_import")
        location = self.store.objects[company["locations"][0]]
        self.assertEqual(self.address(location["id"]).street, "8 New Rd")
        self.assertEqual(
            self.policy("company_import").scan_cursor, instant(location["updatedAt"])
        )

    def test_what_is_known_makes_no_event(self):
        company = self.create_company()
        self.store.clock.advance(60)
        self.store.update_company_location(company["locations"][0], note="Ring twice")
        self.take_company(company)

        self.scan("company_import")
        self.assertFalse(self.seen())

    # -- shops that do not sell to companies ---------------------------------------

    def test_a_shop_without_companies_connects_and_takes_orders(self):
        self.store.sells_to_companies = False
        self.addCleanup(setattr, self.store, "sells_to_companies", True)
        self.policy("company_import").enabled = False

        with self.store.quiet():
            self.backend.action_connect()
        order = self.take_order(self.place())
        self.assertEqual(order.state, "sale")
        self.assertFalse(self.issues())

    def test_switched_on_in_a_shop_without_companies_it_says_so(self):
        self.store.sells_to_companies = False
        self.addCleanup(setattr, self.store, "sells_to_companies", True)

        self.policy("company_import")._job_scan()
        self.assertEqual(self.issues().code, "scope_missing")
        self.assertIn("B2B", self.issues().message)
