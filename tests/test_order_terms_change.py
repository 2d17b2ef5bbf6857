from datetime import timedelta

from .company_case import CompanyCase


class TestOrderTermsChange(CompanyCase):
    """Payment terms that are changed in the store after the order was confirmed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.payment.term"].search([]).active = False
        cls.thirty, cls.sixty = (
            cls.env["account.payment.term"].create(
                {
                    "name": f"In {days} days",
                    "line_ids": [
                        (
                            0,
                            0,
                            {"value": "percent", "value_amount": 100, "nb_days": days},
                        )
                    ],
                }
            )
            for days in (30, 60)
        )

    def setUp(self):
        super().setUp()
        self.company = self.create_company(contacts=[])
        self.node = self.place_for(self.company, terms="Net 30")
        self.sold = self.take_order(self.node)

    def change(self, terms):
        self.store.change_terms(self.node["id"], terms)
        self.take("order_import", self.node["id"])

    def post(self):
        return self.invoice(self.sold)

    def days(self, invoice):
        return invoice.invoice_date_due - invoice.invoice_date

    def test_the_order_has_the_new_terms(self):
        self.change("Net 60")

        self.assertEqual(self.sold.payment_term_id, self.sixty)
        self.assertEqual(self.days(self.post()).days, 60)
        self.assertFalse(self.issues())

    def test_a_draft_invoice_has_them_too(self):
        invoice = self.sold._create_invoices()
        self.change("Net 60")

        self.assertEqual(invoice.invoice_payment_term_id, self.sixty)
        self.assertFalse(self.issues())

    def test_a_posted_invoice_stays_and_somebody_is_told(self):
        invoice = self.post()
        due = invoice.invoice_date_due
        self.change("Net 60")

        self.assertEqual(invoice.invoice_date_due, due)
        self.assertEqual(invoice.invoice_payment_term_id, self.thirty)
        self.assertEqual(self.sold.payment_term_id, self.sixty)
        issue = self.issues()
        self.assertEqual((issue.code, issue.category), ("terms_changed", "money"))
        old, new = (
            f"{day:%m/%d/%Y}" for day in (due, invoice.invoice_date + timedelta(60))
        )
        self.assertEqual(
            issue.message,
            f"The payment terms of order {self.sold.name} were changed in Shopify, "
            f"from Net 30 to Net 60, after it was billed: {invoice.name} is due on "
            f"{old}, by the new terms on {new}.",
        )

    def test_it_is_told_until_the_due_date_agrees(self):
        invoice = self.post()
        self.change("Net 60")
        self.take("order_import", self.node["id"])
        self.assertEqual(self.issues().code, "terms_changed")

        part = invoice.line_ids.filtered("date_maturity")
        part.date_maturity = invoice.invoice_date + timedelta(60)
        self.take("order_import", self.node["id"])
        self.assertFalse(self.issues())
        self.assertFalse(self.sold.shopify_bind_ids.terms_before)

    def test_it_is_not_told_again_when_it_was_ignored(self):
        self.post()
        self.change("Net 60")
        self.issues()._ignore("agreed by phone")
        self.take("order_import", self.node["id"])
        self.assertFalse(self.issues())

    def test_changed_back_nothing_is_left_to_tell(self):
        self.post()
        self.change("Net 60")
        self.change("Net 30")
        self.assertEqual(self.sold.payment_term_id, self.thirty)
        self.assertFalse(self.issues())

    def test_a_paid_invoice_is_due_no_more(self):
        invoice = self.post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({}).action_create_payments()
        self.change("Net 60")
        self.assertFalse(self.issues())

    def test_terms_that_nobody_mapped(self):
        invoice = self.post()
        self.change("Due on fulfillment")
        self.assertFalse(self.sold.payment_term_id)
        self.assertIn(
            f"from Net 30 to Due on fulfillment, after it was billed: {invoice.name} "
            f"is due on {invoice.invoice_date_due:%m/%d/%Y}.",
            self.issues().message,
        )

    def test_without_terms_those_of_the_customer_count(self):
        self.link(self.company).odoo_id.property_payment_term_id = self.sixty
        self.change(None)
        self.assertEqual(self.sold.payment_term_id, self.sixty)

    def test_terms_that_a_person_chose_stay_when_the_store_changes_nothing(self):
        self.sold.payment_term_id = self.sixty
        self.store.update_order(self.node["id"], note="Call before delivery")
        self.take("order_import", self.node["id"])
        self.assertEqual(self.sold.payment_term_id, self.sixty)
