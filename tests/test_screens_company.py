from odoo.tests import HttpCase, tagged

from .company_case import CompanyCase


@tagged("post_install", "-at_install")
class TestCompanyScreens(CompanyCase, HttpCase):
    """Companies and what they buy on, in a browser."""

    def test_a_person_chooses_payment_terms(self):
        week = self.env["account.payment.term"].create(
            {
                "name": "A week",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 100, "nb_days": 8})
                ],
            }
        )
        company = self.create_company(locations=[self.location(terms="Net 7")])
        self.store.create_catalog("Dealers", company["locations"])
        acme = self.take_company(company)

        self.start_tour(
            "/odoo/action-connector_shopify.action_shopify_company",
            "shopify_company",
            login="admin",
        )
        self.assertEqual(acme.property_payment_term_id, week)
