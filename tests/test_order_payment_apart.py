from odoo.exceptions import UserError
from odoo.fields import Command, Datetime

from ..sandbox import Store
from .books_case import TOTAL, BooksCase


class TestOrderPaymentCurrency(BooksCase):
    """An order's payments are in the order's currency, never in both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.euro = cls.env.ref("base.EUR")
        cls.euro.active = True
        cls.env["res.currency.rate"].create(
            {"currency_id": cls.euro.id, "name": "2026-01-01", "rate": 0.8}
        )

    def place_in_euro(self):
        """Three shirts at 9.99 USD; the customer pays in euro."""
        return self.place(currency="EUR", rate="0.9")

    def test_in_the_customers_currency(self):
        self.settings.order_currency = "presentment"
        self.settings.order_invoice = "confirmed"
        order = self.take_order(self.place_in_euro())
        payment = self.booked(order)
        self.assertEqual(payment.currency_id, self.euro)
        self.assertEqual(payment.amount, 26.97)
        self.assertEqual(order.invoice_ids.currency_id, self.euro)
        self.assertEqual(order.invoice_ids.amount_total, 26.97)
        self.assertEqual(order.invoice_ids.payment_state, "paid")

    def test_in_the_stores_currency(self):
        self.settings.order_invoice = "confirmed"
        order = self.take_order(self.place_in_euro())
        payment = self.booked(order)
        self.assertEqual(payment.currency_id.name, "USD")
        self.assertEqual(payment.amount, TOTAL)
        self.assertEqual(order.invoice_ids.payment_state, "paid")


class TestOrderPaymentCompany(BooksCase):
    """Each store's payments are in the books of its own company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create(
            {"name": "Second", "country_id": cls.env.ref("base.us").id}
        )
        cls.env.user.company_ids = [Command.link(cls.company.id)]
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.second = Store(domain="second.myshopify.com", currency="USD", country="US")
        cls.server.stores.append(cls.second)
        cls.backend_2 = cls.create_backend(cls.second, company_id=cls.company.id)
        cls.journal_2 = cls.env["account.journal"].search(
            [("company_id", "=", cls.company.id), ("type", "=", "bank")], limit=1
        )
        cls.backend_2.policy_ids.filtered(
            lambda policy: policy.flow == "shopify.flow.order_import"
        ).write({"order_payment": True, "order_invoice": "confirmed"})

    def gateway(self, backend):
        gateways = backend._for_flow().env["shopify.gateway"]
        found = gateways._ensure(backend, {"shopify_payments": "Card"})
        return found["shopify_payments"].with_env(self.env)

    def test_a_means_of_payment_has_a_journal_in_each_company(self):
        self.gateway(self.backend_2).journal_id = self.journal_2
        with self.second.quiet():
            product = self.second.create_product("Mug", variants=[{"price": "12.50"}])
            node = self.second.place_order(
                [{"variant": product["variants"][0]["id"], "quantity": 1}]
            )
        first = self.take_order(self.place())
        self.env["shopify.event"]._store(
            self.backend_2,
            [
                {
                    "flow": "shopify.flow.order_import",
                    "topic": "test",
                    "resource_id": node["id"],
                }
            ],
            source="webhook",
        )
        self.drain()
        binding = self.env["shopify.sale.order"].search(
            [("backend_id", "=", self.backend_2.id)]
        )
        payment = binding.payment_ids.odoo_id
        self.assertEqual(payment.company_id, self.company)
        self.assertEqual(payment.journal_id, self.journal_2)
        self.assertEqual(binding.odoo_id.invoice_ids.company_id, self.company)
        self.assertEqual(binding.odoo_id.invoice_ids.payment_state, "paid")
        self.assertEqual(self.booked(first).company_id, self.backend.company_id)

    def test_a_journal_of_another_company_is_refused(self):
        gateway = self.gateway(self.backend)
        with self.assertRaises(UserError):
            gateway.journal_id = self.journal_2
            gateway.flush_recordset()
        self.env.invalidate_all()
        self.assertEqual(gateway.journal_id, self.journals["shopify_payments"])


class TestOrderPaymentRefund(BooksCase):
    """Money that comes and goes meets what was billed and given back."""

    def test_payment_meets_invoice_and_refund_meets_credit_note(self):
        self.settings.order_invoice = "confirmed"
        node = self.place()
        order = self.take_order(node)
        line = node["lineItems"][0]["id"]
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        invoice, credit = order.invoice_ids.sorted("id")
        came, went = self.booked(order)
        self.assertEqual((invoice.amount_total, credit.amount_total), (TOTAL, 9.99))
        self.assertEqual((came.amount, went.amount), (TOTAL, 9.99))
        self.assertEqual(came.reconciled_invoice_ids, invoice)
        self.assertEqual(went.reconciled_invoice_ids, credit)
        self.assertEqual((invoice | credit).mapped("amount_residual"), [0.0, 0.0])


class TestOrderPaymentScreens(BooksCase):
    """Payments are one click away from their order."""

    def test_the_order_leads_to_its_payments(self):
        payments = [
            {"gateway": "gift_card", "amount": "20.00"},
            {"gateway": "shopify_payments"},
        ]
        order = self.take_order(self.place(payments=payments))
        self.assertEqual(order.shopify_payment_count, 2)
        action = order.action_open_shopify_payments()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, self.booked(order))

    def test_switching_on_begins_with_now(self):
        self.settings.order_payment_since = "2026-01-01 00:00:00"
        self.settings.order_payment = True
        self.assertEqual(str(self.settings.order_payment_since), "2026-01-01 00:00:00")
        now = Datetime.now()
        self.settings.order_payment = False
        self.settings.order_payment = True
        self.assertGreaterEqual(self.settings.order_payment_since, now)
