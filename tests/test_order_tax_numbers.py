from unittest.mock import patch

from odoo.exceptions import ValidationError

from .order_case import OrderCase

CPF = "390.533.447-05"
REFUSAL = "The VAT number does not seem to be valid."


class TestOrderTaxNumbers(OrderCase):
    """Tax numbers given at the checkout, and those of customers."""

    def fields(self, number, key="TAX_CREDENTIAL_BR"):
        return [
            {"key": "TAX_CREDENTIAL_TYPE_CO", "value": "31"},
            {"key": "SHIPPING_CREDENTIAL_BR", "value": "other"},
            {"key": key, "value": number},
        ]

    def sale(self, number=CPF, **values):
        """An imported order with a tax number; returns its link."""
        node = self.place(localizedFields=self.fields(number), **values)
        return self.take_order(node).shopify_bind_ids

    def own(self, owner):
        self.backend.owner_policy_ids.filtered(
            lambda row: row.field_group == "tax_number"
        ).owner = owner

    def refuse(self):
        """Odoo refuses every number, as it does with its checks installed."""

        def check(_contacts, _country, vat, partner_name="", validation="error"):
            if vat and validation == "error":
                raise ValidationError(REFUSAL.replace("seem ", "seem\n"))
            return vat, False

        return patch.object(self.registry["res.partner"], "_run_vat_checks", check)

    def test_the_number_is_that_of_who_is_billed(self):
        binding = self.sale()
        self.assertEqual(binding.tax_number, CPF)
        self.assertFalse(binding.tax_number_note)
        self.assertEqual(binding.odoo_id.partner_invoice_id.vat, CPF)
        self.assertEqual(binding.odoo_id.partner_id.vat, CPF)

    def test_an_order_without_a_number_takes_none_away(self):
        partner = self.sale().odoo_id.partner_id
        order = self.take_order(self.place())
        self.assertEqual((order.partner_id, partner.vat), (partner, CPF))
        self.assertFalse(order.shopify_bind_ids.tax_number)

    def test_a_later_order_changes_what_the_store_gave(self):
        partner = self.sale().odoo_id.partner_id
        self.store.clock.advance(60)
        self.sale("529.982.247-25")
        self.assertEqual(partner.vat, "529.982.247-25")

    def test_an_older_order_that_comes_later_does_not(self):
        with self.store.quiet():
            old = self.place(localizedFields=self.fields("111"))
        self.store.clock.advance(60)
        partner = self.sale().odoo_id.partner_id
        late = self.take_order(old)
        self.assertEqual((late.partner_id, partner.vat), (partner, CPF))
        self.assertIn(CPF, late.shopify_bind_ids.tax_number_note)

    def test_a_number_that_somebody_gave_in_odoo_stays(self):
        partner = self.take_order(self.place()).partner_id
        partner.vat = "US-1"
        binding = self.sale()
        self.assertEqual(partner.vat, "US-1")
        self.assertEqual(binding.tax_number_note, "The contact has another one: US-1")

    def test_the_same_number_written_otherwise_is_no_other(self):
        partner = self.take_order(self.place()).partner_id
        partner.vat = "BR 39053344705"
        self.assertFalse(self.sale().tax_number_note)
        self.assertEqual(partner.vat, "BR 39053344705")

    def test_a_number_that_was_removed_in_odoo_does_not_come_back(self):
        binding = self.sale()
        binding.odoo_id.partner_id.vat = False
        with self.store.quiet():
            self.store.update_order(binding.external_id, note="Ring twice")
        self.take("order_import", binding.external_id)
        self.assertFalse(binding.odoo_id.partner_id.vat)

    def test_a_number_that_odoo_refuses_holds_nothing(self):
        with self.refuse():
            binding = self.sale("123")
        self.assertEqual(binding.tax_number, "123")
        self.assertEqual(binding.tax_number_note, REFUSAL)
        self.assertFalse(binding.odoo_id.partner_id.vat)
        self.assertEqual(binding.odoo_id.state, "sale")
        self.assertFalse(self.issues())
        self.assertIn(REFUSAL, binding.odoo_id.shopify_summary)

    def test_a_refused_number_is_tried_again(self):
        with self.refuse():
            binding = self.sale()
        self.assertTrue(binding.tax_number_note)
        with self.store.quiet():
            self.store.update_order(binding.external_id, note="Ring twice")
        self.take("order_import", binding.external_id)
        self.assertFalse(binding.tax_number_note)
        self.assertEqual(binding.odoo_id.partner_id.vat, CPF)

    def test_a_company_keeps_its_number(self):
        company = self.env["res.partner"].create({"name": "Ltd", "is_company": True})
        person = self.env["res.partner"].create(
            {"name": "Ada", "email": "ada@example.com", "parent_id": company.id}
        )
        binding = self.sale()
        self.assertEqual(binding.odoo_id.partner_id, person)
        self.assertFalse(company.vat or person.vat)
        self.assertEqual(binding.tax_number_note, "The contact is a company's.")

    def test_a_guest_has_a_number_too(self):
        binding = self.sale(customer=None, email="guest@example.com")
        self.assertEqual(binding.odoo_id.partner_id.vat, CPF)

    def test_numbers_are_not_taken_over_if_nobody_wants_them(self):
        self.own("nobody")
        binding = self.sale()
        self.assertEqual(binding.tax_number, CPF)
        self.assertFalse(binding.odoo_id.partner_id.vat or binding.tax_number_note)

    def test_numbers_of_the_first_time_only(self):
        self.own("first_import")
        partner = self.sale().odoo_id.partner_id
        self.store.clock.advance(60)
        self.sale("529.982.247-25")
        self.assertEqual(partner.vat, CPF)

    def test_a_customers_own_number(self):
        with self.store.quiet():
            self.store.update_customer(self.customer["id"], tax_id="US-77")
        self.addCleanup(self.store.update_customer, self.customer["id"], tax_id=None)
        self.take("customer_import", self.customer["id"])
        binding = self.env["shopify.res.partner"].search(
            [("external_id", "=", self.customer["id"])]
        )
        self.assertEqual((binding.tax_number, binding.odoo_id.vat), ("US-77", "US-77"))
