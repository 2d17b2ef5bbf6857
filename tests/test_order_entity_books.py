from odoo.tests import tagged

from .entity_case import EntityCase
from .order_case import CITY, STATE


@tagged("post_install", "-at_install")
class TestOrderEntityBooks(EntityCase):
    """Taxes, journals and accounts of each company are chosen in each company."""

    def setUp(self):
        super().setUp()
        self.journal = self.map_entity()

    def own_rows(self, model):
        """The other company's rows of a mapping."""
        return self.env[model].search([("company_id", "=", self.other.id)])

    def test_taxes_are_chosen_per_company(self):
        self.take_order(self.sell(entity=None))
        order = self.take_order(self.sell())
        mine = self.env["shopify.tax"].search([("company_id", "=", self.home.id)])
        theirs = self.own_rows("shopify.tax")
        self.assertEqual(sorted(mine.mapped("title")), sorted(theirs.mapped("title")))
        self.assertEqual(mine.tax_id.company_id, self.home)
        self.assertEqual(theirs.tax_id, order.order_line.tax_ids)
        self.assertEqual(theirs.tax_id.company_id, self.other)

    def test_a_tax_that_only_the_other_company_lacks_holds_only_its_orders(self):
        self.env["account.tax"].search(
            [("company_id", "=", self.other.id), ("amount", "=", 2.0)]
        ).active = False
        here, there = self.sell(entity=None), self.sell()
        self.take("order_import", here["id"], there["id"])
        self.assertEqual(self.order(here).state, "sale")
        held = self.order(there)
        self.assertEqual((held.state, held.company_id), ("draft", self.other))
        self.assertFalse(held.invoice_ids)
        issue = self.issues()
        self.assertEqual((issue.code, issue.resource_id), ("tax_unmapped", there["id"]))
        row = self.env["shopify.tax"].browse(issue.fix_res_id)
        self.assertEqual((row.company_id, row.tax_id.id), (self.other, False))
        row.tax_id = self.create_tax(2.0, False, name="City", company_id=self.other.id)
        self.drain()
        self.assertFalse(self.issues())
        self.assertEqual(held.state, "sale")
        self.assertEqual(held.amount_total, self.total(there))
        self.assertEqual(held.invoice_ids.amount_residual, 0)

    def test_a_payment_waits_for_the_other_companys_journal(self):
        self.own_rows("shopify.gateway").journal_id = False
        node = self.sell()
        order = self.take_order(node)
        self.assertEqual(order.state, "sale")
        self.assertFalse(self.booked(order))
        self.assertEqual(self.issues().code, "gateway_unmapped")
        self.own_rows("shopify.gateway").journal_id = self.journal
        self.drain()
        self.assertFalse(self.issues())
        self.assertEqual(
            self.payments(order), [("inbound", order.amount_total, self.journal)]
        )

    def test_billed_when_delivered_in_both_companies(self):
        self.settings.order_invoice = "delivered"
        orders = [self.take_order(self.sell(entity=None)), self.take_order(self.sell())]
        for order in orders:
            self.assertFalse(order.invoice_ids)
            self.deliver(order)
        self.assertFalse(self.issues())
        for order, company in zip(orders, (self.home, self.other), strict=True):
            invoice = order.invoice_ids
            self.assertEqual((invoice.state, invoice.amount_residual), ("posted", 0))
            self.assertEqual(invoice.journal_id.company_id, company)
            self.assertEqual(invoice.amount_total, order.amount_total)

    def test_the_check_of_the_books_knows_both_companies(self):
        self.own_rows("shopify.gateway").ignored = True
        self.take("order_import", self.sell(entity=None)["id"], self.sell()["id"])
        check = self.backend._check_books("2020-01-01", "2100-01-01")
        self.assertEqual((check.orders_checked, check.orders_differing), (2, 0))

    def test_it_finds_what_is_wrong_in_the_other_company(self):
        self.take_order(self.sell(entity=None))
        order = self.take_order(self.sell())
        self.booked(order).action_draft()
        self.booked(order).action_cancel()
        check = self.backend._check_books("2020-01-01", "2100-01-01")
        self.assertEqual(check.line_ids.binding_id.odoo_id, order)
        self.assertEqual(check.line_ids.difference, -order.amount_total)

    def test_an_order_that_waits_for_a_company_is_missing(self):
        self.entity().company_id = False
        self.take("order_import", self.sell()["id"])
        check = self.backend._check_books("2020-01-01", "2100-01-01")
        self.assertIn("Other GmbH", check.line_ids.reason)

    def test_gift_cards_are_a_liability_of_the_company_that_sold_them(self):
        product = self.settings.order_gift_card_id
        card = {"variant": None, "title": "Card", "price": "50", "gift_card": True}
        order = self.take_order(self.sell(lines=[card], taxes=[]))
        self.assertFalse(self.issues())
        account = product.with_company(self.other).property_account_income_id
        self.assertEqual(account.account_type, "liability_current")
        self.assertEqual(account.company_ids, self.other)
        self.assertFalse(product.with_company(self.home).property_account_income_id)
        self.assertEqual(order.invoice_ids.invoice_line_ids.account_id, account)

    def test_tax_of_marketplaces_in_the_other_company(self):
        paid_by_them = {**CITY, "channelLiable": True}
        order = self.take_order(self.sell(taxes=[STATE, paid_by_them]))
        self.assertFalse(self.issues())
        tax = self.entity().collected_tax_id
        self.assertEqual(tax.company_id, self.other)
        self.assertIn(tax, order.order_line.tax_ids)
        self.assertFalse(self.settings.order_collected_tax_id)
        self.take_order(self.sell(taxes=[STATE, paid_by_them]))
        self.assertEqual(self.entity().collected_tax_id, tax)
        self.entity().company_id = self.home
        self.assertFalse(self.entity().collected_tax_id)
