from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..models.shopify_catch_up import CATCH_UP
from .backfill_case import BackfillMixin
from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestCatchUp(BackfillMixin, RefundCase):
    """Invoices and payments are switched on later: earlier orders follow."""

    def setUp(self):
        super().setUp()
        self.switch("never", False)
        self.settings.order_since = "2026-11-01"

    def switch(self, invoice, payment):
        self.settings.write({"order_invoice": invoice, "order_payment": payment})

    def count(self):
        self.env.invalidate_all()
        return self.settings.catch_up_count

    def apply(self, **values):
        action = self.settings.action_catch_up()
        wizards = self.env["shopify.catch.up.start"]
        wizard = wizards.with_context(**action["context"]).create(values)
        wizard.action_apply()
        return wizard

    def waiting(self):
        return self.env["shopify.event"].search(self.settings._catch_up_domain())

    # -- what follows ----------------------------------------------------------------

    def test_invoice_and_payment_of_an_order_that_came_before(self):
        node, order, _line = self.sell()
        self.assertFalse(order.invoice_ids)
        self.assertFalse(self.booked(order))
        self.assertEqual(self.count(), 0)

        self.switch("paid", True)
        self.assertEqual(self.count(), 1)
        self.apply()
        self.assertEqual(self.settings.catch_up_waiting, 1)
        self.drain()

        self.assertEqual(order.invoice_ids.state, "posted")
        self.assertEqual(order.invoice_ids.amount_total, self.total(node))
        self.assertEqual(order.invoice_ids.payment_state, "paid")
        journal = self.journals["shopify_payments"]
        paid = [("inbound", self.total(node), journal)]
        self.assertEqual(self.payments(order), paid)
        self.assert_books(node, order)
        self.assertEqual(self.count(), 0)
        self.assertEqual(self.settings.catch_up_progress, 100)

    def test_it_is_offered_as_soon_as_the_setting_is_changed(self):
        self.sell()
        with Form(self.settings) as form:
            self.assertEqual(form.catch_up_count, 0)
            form.order_invoice = "confirmed"
            self.assertEqual(form.catch_up_count, 1)
        wizards = self.env["shopify.catch.up.start"]
        wizard = Form(wizards.with_context(active_id=self.settings.id))
        self.assertEqual(wizard.order_count, 1)
        wizard.since = "2100-01-01"
        self.assertEqual(wizard.order_count, 0)

    def test_pressing_again_makes_nothing_double(self):
        node, order, _line = self.sell()
        self.switch("paid", True)
        self.apply()
        self.apply()
        self.assertEqual(len(self.waiting()), 1)
        self.assertEqual(self.settings.catch_up_total, 1)
        self.drain()
        self.apply()
        self.assertFalse(self.waiting())
        self.settings._catch_up([node["id"]])  # though it has all already
        self.drain()
        self.assertEqual(len(order.invoice_ids), 1)
        self.assertEqual(len(self.booked(order)), 1)
        self.assert_books(node, order)

    def test_what_was_refunded_meanwhile(self):
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1})
        self.switch("paid", True)
        self.apply()
        self.drain()
        self.assertEqual(sum(order.invoice_ids.mapped("amount_residual")), 0)
        self.assertEqual(
            {payment_type for payment_type, *_rest in self.payments(order)},
            {"inbound", "outbound"},
        )
        self.assert_books(node, order)

    def test_products_that_are_billed_when_delivered(self):
        node = self.place()
        order = self.take_order(node)
        goods = order.order_line.product_id
        goods.invoice_policy = "delivery"
        order.order_line.invalidate_recordset()
        order.order_line._compute_qty_to_invoice()
        self.assertEqual(order.order_line.qty_to_invoice, 0)
        self.switch("confirmed", False)
        self.apply()
        self.drain()
        self.assertEqual(order.invoice_ids.amount_total, self.total(node))

    def test_when_delivered_only_what_was_delivered(self):
        _node, waits, _line = self.sell()
        node, gone, _line = self.sell()
        self.deliver(gone)
        self.switch("delivered", False)
        self.assertEqual(self.count(), 1)
        self.apply()
        self.drain()
        self.assertFalse(waits.invoice_ids)
        self.assertEqual(gone.invoice_ids.amount_total, self.total(node))

    def test_when_paid_not_those_that_owe(self):
        node, order, _line = self.sell(paid=False)
        self.switch("paid", True)
        self.assertEqual(self.count(), 0)
        self.change("pay_order", node)
        self.assert_books(node, order)

    # -- what is left alone ----------------------------------------------------------

    def test_earlier_payments_that_are_in_the_books(self):
        node, order, _line = self.sell()
        self.switch("paid", True)
        # Times are whole seconds, and the sale may be of the very same one.
        self.settings.order_payment_since += timedelta(seconds=1)
        since = self.settings.order_payment_since
        self.apply(payments=False)
        self.drain()
        self.assertEqual(self.settings.order_payment_since, since)
        self.assertEqual(order.invoice_ids.amount_total, self.total(node))
        self.assertEqual(order.invoice_ids.payment_state, "not_paid")
        self.assertFalse(self.booked(order))

    def test_payments_that_are_booked_elsewhere(self):
        gateways = self.backend.gateway_ids
        gateways.filtered(lambda each: each.name == "shopify_payments").ignored = True
        self.sell()
        self.switch("never", True)
        self.assertEqual(self.count(), 0)

    def test_orders_before_the_day(self):
        self.settings.order_since = "2026-01-01"
        early = self.old(sent=False)
        order = self.take_order(early)
        late_node, late, _line = self.sell()
        self.switch("paid", True)
        self.assertEqual(self.count(), 2)
        self.apply(since="2026-02-01")
        self.drain()
        self.assertFalse(order.invoice_ids)
        self.assert_books(late_node, late)

    def test_history_whose_books_are_elsewhere(self):
        node = self.old()
        self.backfill()
        order = self.order(node)
        self.assertTrue(order.shopify_bind_ids.books_since)
        self.switch("paid", True)
        self.apply(since="2026-01-01")
        self.assertFalse(self.waiting())
        self.settings._catch_up([node["id"]])
        self.drain()
        self.assertFalse(order.invoice_ids)
        self.assertFalse(self.booked(order))

    def test_test_orders(self):
        self.settings.order_test = "hold"
        self.sell(test=True)
        self.switch("confirmed", True)
        self.assertEqual(self.count(), 0)

    # -- beside live orders ----------------------------------------------------------

    def test_it_comes_after_everything_else(self):
        self.sell()
        self.switch("paid", True)
        self.apply()
        self.env["shopify.event"]._delay_lane(
            self.backend, self.settings.flow, CATCH_UP
        )
        job = self.env["queue.job"].search([("method_name", "=", "_job_drain")])
        self.assertEqual((job.priority, job.channel), (100, "root.shopify.bulk"))
        self.assertEqual(self.waiting().lane, CATCH_UP)

    # -- who may ---------------------------------------------------------------------

    def test_only_managers_apply(self):
        user = new_test_user(
            self.env, "shop", groups="base.group_user,connector_shopify.group_user"
        )
        self.switch("paid", True)
        with self.assertRaises(AccessError):
            self.env["shopify.catch.up.start"].with_user(user).create(
                {"policy_id": self.settings.id, "since": "2026-11-01"}
            )

    def test_not_while_orders_are_switched_off(self):
        self.sell()
        self.switch("paid", True)
        self.settings.enabled = False
        with self.assertRaises(UserError):
            self.apply()
        self.assertFalse(self.waiting())
