from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

from odoo.tests import tagged

from ..models import shopify_ledger_check
from ..shopify import documents
from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestLedger(RefundCase):
    """The check of the books: what agrees, and what does not."""

    def setUp(self):
        super().setUp()
        self.settings.order_since = "2020-01-01"
        self.addCleanup(self.forget_orders)

    def forget_orders(self):
        with self.store.quiet():
            for order in list(self.store.all("Order")):
                self.store.delete_order(order["id"])

    def check(self):
        return self.backend._check_books("2020-01-01", "2100-01-01")

    def wrong(self):
        """The only order that a check of the books finds."""
        check = self.check()
        self.assertEqual((check.state, check.orders_differing), ("done", 1))
        return check.line_ids

    def test_books_that_agree(self):
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1}, amount="7.50")
        self.sell()
        check = self.check()
        self.assertEqual(check.state, "done")
        self.assertEqual((check.orders_checked, check.orders_agreeing), (2, 2))
        self.assertFalse(check.line_ids)
        self.assertEqual(check.result, "2 orders agree to the cent.")

    def test_a_wrong_invoice(self):
        self.settings.order_invoice_post = False
        _node, order, _line = self.sell()
        invoice = order.invoice_ids
        invoice.invoice_line_ids[1].price_unit += 2
        invoice.action_post()
        found = self.wrong()
        self.assertEqual(found.binding_id.odoo_id, order)
        self.assertEqual(found.shopify_owed, order.amount_total)
        self.assertEqual(found.odoo_owed, order.amount_total)
        self.assertEqual(found.billed, invoice.amount_total)
        self.assertEqual(found.odoo_paid, order.amount_total)
        difference = invoice.amount_total - order.amount_total
        self.assertGreater(difference, 2)
        self.assertAlmostEqual(found.difference, difference, 2)
        self.assertEqual(
            found.reason,
            f"Invoices less credit notes are {invoice.amount_total:.2f}, owed is "
            f"{order.amount_total:.2f}.",
        )
        self.assertEqual(
            found.check_id.result, f"1 of 1 orders differ, by {difference:.2f} USD."
        )
        self.assertEqual(found.action_open_order()["res_id"], order.id)

    def test_an_invoice_that_waits_is_no_difference(self):
        self.settings.order_invoice = "never"
        self.sell()
        self.assertFalse(self.check().line_ids)

    def test_a_payment_taken_out_of_the_books(self):
        node, order, _line = self.sell()
        self.booked(order).action_draft()
        self.booked(order).action_cancel()
        found = self.wrong()
        self.assertEqual((found.odoo_paid, found.billed), (0, order.amount_total))
        self.assertEqual(found.difference, -order.amount_total)

    def test_payments_that_are_booked_elsewhere(self):
        gateway = self.backend.gateway_ids.filtered(
            lambda each: each.name == "shopify_payments"
        )
        gateway.ignored = True
        _node, order, _line = self.sell()
        self.assertFalse(self.booked(order))
        self.assertFalse(self.check().line_ids)

    def test_payments_before_they_were_switched_on(self):
        self.settings.order_payment_since = "2100-01-01"
        _node, order, _line = self.sell()
        self.assertFalse(self.booked(order))
        self.assertFalse(self.check().line_ids)

    def test_an_order_changed_by_a_person(self):
        _node, order, _line = self.sell()
        total = order.amount_total
        order.order_line[0].price_unit = 1
        found = self.wrong()
        self.assertEqual((found.shopify_owed, found.billed), (total, total))
        self.assertEqual(found.odoo_owed, order.amount_total)

    def test_an_order_that_is_missing(self):
        self.sell()
        node = self.place()
        found = self.wrong()
        self.assertEqual(found.name, node["name"])
        self.assertEqual(found.reason, "This order is not in Odoo.")
        self.assertEqual(found.difference, -self.total(node))

    def test_orders_older_than_the_store_here_do_not_count(self):
        self.place()
        self.settings.order_since = "2100-01-01"
        self.assertEqual(self.check().orders_checked, 0)

    def test_a_change_that_is_under_way(self):
        node, _order, line = self.sell()
        self.store.clock.advance(5)
        with self.store.quiet():
            self.store.refund_order(node["id"], lines={line: 1}, restock="CANCEL")
        reason = self.wrong().reason
        self.assertIn("Its latest change was not taken over yet.", reason)

    def test_two_currencies(self):
        self.env.ref("base.EUR").active = True
        self.settings.order_currency = "presentment"
        self.sell(currency="EUR", rate="0.9173")
        self.settings.order_currency = "shop"
        self.sell(currency="EUR", rate="0.9173")
        check = self.check()
        self.assertEqual((check.orders_checked, check.orders_differing), (2, 0))

    def test_many_orders_take_no_more_queries_than_few(self):
        for _number in range(2):
            self.sell()
        few = self.queries()
        for _number in range(5):
            self.sell()
        self.assertLessEqual(self.queries(), few)

    def queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.check()
        return self.env.cr.sql_log_count - before

    def test_in_several_jobs(self):
        orders = []
        for _number in range(5):
            orders.append(self.sell()[0])
            self.store.clock.advance(2)
        with (
            patch.object(shopify_ledger_check, "PAGES_PER_JOB", 1),
            self.pages_of(2),
        ):
            check = self.check()
        self.assertEqual((check.orders_checked, check.state), (5, "done"))

    @contextmanager
    def pages_of(self, size):
        """Answers hold fewer orders than they may."""
        document = documents.load("orders_ledger")
        text = document.text.replace("first: 250", f"first: {size}")
        with patch.dict(
            documents.__dict__, {"load": lambda name: replace(document, text=text)}
        ):
            yield

    def test_the_button_checks_in_the_background(self):
        self.sell()
        values = self.backend.action_check_books()["context"]
        check = self.env["shopify.ledger.check"].with_context(**values)
        check = check.create({"date_to": "2100-01-01"})
        with patch.object(
            type(self.env["shopify.event"]), "_runner_lives", lambda self: False
        ):
            check.action_start()
            self.assertEqual(check.state, "running")
            check._cron_check()
        self.assertEqual((check.state, check.orders_checked), ("done", 1))

    def test_a_store_that_refuses(self):
        self.addCleanup(setattr, self.store, "scopes", set(self.store.scopes))
        self.store.revoke_scope("read_orders")
        check = self.check()
        self.assertEqual(check.state, "failed")
        self.assertIn("read_orders", check.result)
