from odoo.tests import tagged

from .order_case import OrderCase


@tagged("post_install", "-at_install")
class TestTaxProposal(OrderCase):
    """Which Odoo tax is proposed for a tax that the store charges."""

    def setUp(self):
        super().setUp()
        self.home = self.backend.company_id.account_fiscal_country_id

    def propose(self, country, rate):
        mappings = self.env["shopify.tax"]
        return mappings._propose(country, rate, included=False)

    def tax_for(self, code, rate):
        """A tax declared at home for sales to a country, as in a one-stop shop."""
        country = self.env["res.country"].search([("code", "=", code)])
        position = self.env["account.fiscal.position"].create(
            {"name": f"Sales to {code}", "country_id": country.id}
        )
        tax = self.create_tax(rate, False, name=f"{rate} % {code}")
        tax.write(
            {"country_id": self.home.id, "fiscal_position_ids": [(4, position.id)]}
        )
        return tax

    def test_a_tax_for_sales_abroad_is_found_by_its_fiscal_position(self):
        french, italian = self.tax_for("FR", 22.0), self.tax_for("IT", 22.0)
        self.assertEqual(self.propose("FR", 0.22), french)
        self.assertEqual(self.propose("IT", 0.22), italian)

    def test_it_is_not_taken_for_sales_at_home(self):
        self.tax_for("FR", 22.0)
        self.assertFalse(self.propose(self.home.code, 0.22))

    def test_another_rate_is_left_to_a_person(self):
        self.tax_for("FR", 22.0)
        self.assertFalse(self.propose("FR", 0.2))
