from odoo.fields import Date

from .books_case import TOTAL, BooksCase
from .order_case import STATE


class InvoiceCase(BooksCase):
    def by(self, policy):
        self.settings.order_invoice = policy


class TestOrderInvoice(InvoiceCase):
    """When invoices are made, of what, and under which day."""

    def test_none_is_made_until_a_person_decides_so(self):
        order = self.take_order(self.place())
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.invoice_ids)

    def test_a_confirmed_order_is_billed_to_the_cent_and_paid(self):
        self.by("confirmed")
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        invoice = order.invoice_ids
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.amount_total, self.total(node))
        self.assertEqual(invoice.amount_tax, 1.87)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertFalse(self.issues())

    def test_what_is_ordered_is_billed_whatever_the_product_says(self):
        self.by("confirmed")
        first = self.take_order(self.place())
        first.order_line.product_id.invoice_policy = "delivery"
        order = self.take_order(self.place())
        self.assertEqual(order.invoice_ids.amount_total, TOTAL)

    def test_an_authorised_order_is_billed_when_confirmed(self):
        self.by("confirmed")
        order = self.take_order(self.place(paid="authorized"))
        self.assertEqual(order.invoice_ids.payment_state, "not_paid")

    def test_an_order_is_billed_when_it_is_paid(self):
        self.by("paid")
        node = self.place(paid="authorized")
        order = self.take_order(node)
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.invoice_ids)
        self.change("pay_order", node)
        self.assertEqual(order.invoice_ids.amount_total, TOTAL)
        self.assertEqual(order.invoice_ids.payment_state, "paid")

    def test_an_order_paid_in_part_is_not_billed_when_paid(self):
        self.by("paid")
        self.settings.order_confirm = "always"
        node = self.place(payments=[{"gateway": "manual", "amount": "12.00"}])
        self.assertFalse(self.take_order(node).invoice_ids)

    def test_an_order_of_nothing_is_billed(self):
        self.by("paid")
        node = self.place(
            discounts=[{"type": "code", "code": "FREE", "percentage": "100"}]
        )
        invoice = self.take_order(node).invoice_ids
        self.assertEqual((invoice.state, invoice.amount_total), ("posted", 0.0))

    def test_each_order_has_an_invoice_of_its_own(self):
        self.by("confirmed")
        nodes = [self.place() for _number in range(3)]
        self.take("order_import", *(node["id"] for node in nodes))
        invoices = [self.order(node).invoice_ids for node in nodes]
        self.assertEqual([len(each) for each in invoices], [1, 1, 1])
        self.assertEqual(len({each.id for each in invoices}), 3)

    def test_a_repeated_message_bills_nothing_twice(self):
        self.by("confirmed")
        node = self.place()
        order = self.take_order(node)
        order.shopify_bind_ids.content_hash = False
        self.take("order_import", node["id"])
        self.assertEqual(len(order.invoice_ids), 1)

    def test_invoices_may_stay_drafts(self):
        self.by("confirmed")
        self.settings.order_invoice_post = False
        self.assertEqual(self.take_order(self.place()).invoice_ids.state, "draft")

    def test_an_order_that_a_person_confirms_is_billed(self):
        self.by("confirmed")
        self.settings.order_confirm = "never"
        order = self.take_order(self.place())
        order.action_confirm()
        self.drain()
        self.assertEqual(order.invoice_ids.payment_state, "paid")

    def test_a_test_order_is_billed_where_it_is_like_any_other(self):
        self.by("confirmed")
        self.settings.order_test = "same"
        order = self.take_order(self.place(test=True))
        self.assertEqual(order.invoice_ids.payment_state, "paid")

    def test_a_test_order_that_was_held_is_not_billed(self):
        self.by("confirmed")
        order = self.take_order(self.place(test=True))
        order._shopify_release("A colleague tries the checkout.")
        self.drain()
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.invoice_ids)


class TestOrderInvoiceDelivery(InvoiceCase):
    """Stores that bill what left the house."""

    def setUp(self):
        super().setUp()
        self.by("delivered")

    def test_a_delivery_is_billed_and_paid(self):
        order = self.take_order(self.place())
        self.assertFalse(order.invoice_ids)
        self.deliver(order)
        self.assertEqual(order.invoice_ids.amount_total, TOTAL)
        self.assertEqual(order.invoice_ids.payment_state, "paid")

    def test_a_delivery_in_parts_is_billed_in_parts(self):
        order = self.take_order(self.place())
        self.deliver(order, quantity=1)
        self.assertEqual(order.invoice_ids.amount_total, 9.99)
        self.deliver(order)
        totals = order.invoice_ids.sorted("id").mapped("amount_total")
        self.assertEqual(totals, [9.99, 19.98])
        self.assertEqual(set(order.invoice_ids.mapped("payment_state")), {"paid"})

    def test_shipping_is_billed_with_the_first_goods(self):
        node = self.place(
            shipping={"title": "Standard", "price": "4.90", "code": "STD"}
        )
        order = self.take_order(node)
        self.assertFalse(order.invoice_ids)
        self.deliver(order, quantity=1)
        self.assertEqual(order.invoice_ids.amount_total, 14.89)

    def test_the_user_does_not_wait_for_the_invoice(self):
        order = self.take_order(self.place())
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 3, "picked": True})
        picking._action_done()
        self.assertFalse(order.invoice_ids)
        event = self.env["shopify.event"].search([("state", "=", "waiting")])
        self.assertEqual(event.flow, "shopify.flow.order_billing")
        self.assertEqual(event.resource_id, order.shopify_bind_ids.external_id)

    def test_other_stores_do_not_hear_of_deliveries(self):
        self.by("confirmed")
        order = self.take_order(self.place())
        self.deliver(order)
        flow = "shopify.flow.order_billing"
        self.assertFalse(self.env["shopify.event"].search([("flow", "=", flow)]))


class TestOrderInvoiceDay(InvoiceCase):
    """Invoices bear the day of the event, where the store is."""

    def setUp(self):
        super().setUp()
        self.backend.timezone = "America/New_York"
        self.settings.order_since = "2026-01-01 00:00:00"

    def place_on(self, placed, paid):
        node = self.place()
        node.update(createdAt=placed, processedAt=placed)
        node["transactions"][0]["processedAt"] = paid
        return self.take_order(node).invoice_ids.invoice_date

    def test_the_day_it_was_placed(self):
        self.by("confirmed")
        day = self.place_on("2026-11-21T03:30:00Z", "2026-11-22T12:00:00Z")
        self.assertEqual(day, Date.to_date("2026-11-20"))

    def test_the_day_it_was_paid(self):
        self.by("paid")
        day = self.place_on("2026-11-20T12:00:00Z", "2026-11-22T03:30:00Z")
        self.assertEqual(day, Date.to_date("2026-11-21"))

    def test_the_day_it_was_delivered(self):
        self.by("delivered")
        order = self.take_order(self.place())
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 3, "picked": True})
        picking._action_done()
        picking.date_done = "2026-11-22 03:30:00"
        self.drain()
        self.assertEqual(order.invoice_ids.invoice_date, Date.to_date("2026-11-21"))


class TestOrderInvoiceRefused(InvoiceCase):
    """What Odoo refuses is told, and holds nothing else."""

    def setUp(self):
        super().setUp()
        self.backend.lane_count = 1  # so that all are in one batch
        shirt = self.take_order(self.place()).order_line.product_id
        self.account = self.env["account.account"].create(
            {"name": "Shirts", "code": "4199", "account_type": "income"}
        )
        shirt.property_account_income_id = self.account
        self.account.active = False  # Odoo refuses to post on it

    def test_a_refused_invoice_is_told_and_the_others_are_made(self):
        self.by("confirmed")
        bad = self.place()
        good = self.place([{"variant": self.mug_variant, "quantity": 1}])
        self.take("order_import", bad["id"], good["id"])
        issue = self.issues()
        self.assertEqual(issue.code, "invoice_failed")
        self.assertEqual(issue.resource_name, self.order(bad).name)
        self.assertIn("Shirts (4199) is archived", issue.message)
        self.assertEqual(self.order(bad).state, "sale")
        self.assertFalse(self.order(bad).invoice_ids)
        self.assertEqual(self.order(good).invoice_ids.state, "posted")

    def test_what_has_one_cause_is_retried_at_once(self):
        self.by("confirmed")
        nodes = [self.place() for _number in range(2)]
        self.take("order_import", *(node["id"] for node in nodes))
        self.assertEqual(self.issues().mapped("code"), ["invoice_failed"] * 2)
        self.account.active = True
        self.issues()[0].action_retry_cause()
        self.drain()
        for node in nodes:
            self.assertEqual(self.order(node).invoice_ids.payment_state, "paid")
        self.assertFalse(self.issues())

    def test_a_refusal_after_a_delivery_is_closed_by_whatever_makes_it(self):
        self.by("delivered")
        node = self.place()
        order = self.take_order(node)
        self.deliver(order)
        self.assertEqual(self.issues().code, "invoice_failed")
        self.account.active = True
        order.shopify_bind_ids.content_hash = False
        self.take("order_import", node["id"])
        self.assertEqual(order.invoice_ids.state, "posted")
        self.assertFalse(self.issues())
