from .books_case import TOTAL, BooksCase


class TestOrderPayment(BooksCase):
    """What moved in the store is booked once, and meets the order's invoices."""

    def test_a_sale_is_booked_with_all_that_is_known(self):
        node = self.place()
        order = self.take_order(node)
        payment = self.booked(order)
        transaction = node["transactions"][0]
        self.assertEqual(payment.state, "paid" if payment.is_matched else "in_process")
        self.assertEqual(payment.payment_type, "inbound")
        self.assertEqual(payment.amount, TOTAL)
        self.assertEqual(payment.currency_id.name, "USD")
        self.assertEqual(payment.journal_id, self.journals["shopify_payments"])
        self.assertEqual(payment.partner_id, order.partner_id.commercial_partner_id)
        self.assertEqual(
            payment.memo, f"{node['name']} shopify_payments {transaction['paymentId']}"
        )
        self.assertEqual(payment.payment_reference, transaction["paymentId"])
        self.assertEqual(payment.move_id.state, "posted")
        self.assertFalse(self.issues())

    def test_an_authorisation_is_no_payment_its_capture_is(self):
        node = self.place(paid="authorized")
        order = self.take_order(node)
        self.assertFalse(self.booked(order))
        self.change("pay_order", node)
        self.assertEqual(
            self.payments(order),
            [("inbound", TOTAL, self.journals["shopify_payments"])],
        )

    def test_several_captures_are_several_payments(self):
        node = self.place(paid="authorized")
        order = self.take_order(node)
        self.change("pay_order", node, amount="10.00")
        self.change("pay_order", node, amount="19.97")
        self.assertEqual([each[1] for each in self.payments(order)], [10.0, 19.97])
        invoice = self.bill(order)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(invoice.payment_state, "paid")

    def test_a_void_books_nothing(self):
        node = self.place(paid="authorized")
        order = self.take_order(node)
        self.change("void_payment", node)
        self.assertFalse(self.booked(order))
        self.assertFalse(self.issues())

    def test_a_failure_books_nothing(self):
        node = self.place(
            payments=[
                {"gateway": "shopify_payments", "amount": "29.97", "status": "FAILURE"}
            ]
        )
        self.assertFalse(self.booked(self.take_order(node)))

    def test_a_gift_card_and_a_card_are_booked_on_their_own_journals(self):
        node = self.place(
            payments=[
                {"gateway": "gift_card", "amount": "20.00"},
                {"gateway": "shopify_payments"},
            ]
        )
        order = self.take_order(node)
        self.assertEqual(
            self.payments(order),
            [
                ("inbound", 20.0, self.journals["gift_card"]),
                ("inbound", 9.97, self.journals["shopify_payments"]),
            ],
        )
        self.assertEqual(self.bill(order).payment_state, "paid")

    def test_a_gift_card_lowers_what_is_owed(self):
        liability = self.env["account.account"].create(
            {
                "name": "Gift cards",
                "code": "2199",
                "account_type": "liability_current",
            }
        )
        methods = self.journals["gift_card"].inbound_payment_method_line_ids
        methods.payment_account_id = liability
        order = self.take_order(self.place(gateway="gift_card"))
        entry = self.booked(order).move_id
        line = entry.line_ids.filtered(lambda each: each.account_id == liability)
        self.assertEqual(line.balance, TOTAL)

    def test_a_bank_transfer_is_booked_when_it_came(self):
        node = self.place(paid=False)
        order = self.take_order(node)
        self.assertFalse(self.booked(order))
        self.change("pay_order", node)
        self.assertEqual(
            self.payments(order), [("inbound", TOTAL, self.journals["manual"])]
        )

    def test_a_held_order_has_its_payment_all_the_same(self):
        self.settings.order_confirm = "never"
        order = self.take_order(self.place())
        self.assertEqual(order.state, "draft")
        self.assertEqual([each[1] for each in self.payments(order)], [TOTAL])

    def test_a_payment_before_the_invoice_is_the_customers_credit(self):
        order = self.take_order(self.place())
        payment = self.booked(order)
        self.assertFalse(payment.is_reconciled)
        invoice = self.bill(order)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(payment.reconciled_invoice_ids, invoice)

    def test_paid_in_part(self):
        node = self.place(payments=[{"gateway": "shopify_payments", "amount": "12.00"}])
        self.settings.order_confirm = "always"
        invoice = self.bill(self.take_order(node))
        self.assertEqual(invoice.payment_state, "partial")
        self.assertEqual(invoice.amount_residual, 17.97)
        self.change("pay_order", node)
        self.assertEqual(invoice.payment_state, "paid")

    def test_paid_too_much(self):
        node = self.place()
        order = self.take_order(node)
        self.change("pay_order", node, amount="5.00")
        invoice = self.bill(order)
        self.assertEqual(invoice.payment_state, "paid")
        open_lines = self.booked(order).move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        self.assertEqual(sum(open_lines.mapped("amount_residual")), -5.0)

    def test_change_given_back_lowers_what_was_paid(self):
        self.settings.order_confirm = "always"
        node = self.place(
            payments=[
                {"gateway": "cash", "amount": "50.00"},
                {"gateway": "cash", "amount": "20.03", "kind": "CHANGE"},
            ]
        )
        order = self.take_order(node)
        journal = self.journals["cash"]
        self.assertEqual(
            self.payments(order),
            [("inbound", 50.0, journal), ("outbound", 20.03, journal)],
        )
        self.assertEqual(self.bill(order).payment_state, "paid")
        self.assertTrue(all(self.booked(order).mapped("is_reconciled")))

    def test_money_paid_back_is_booked(self):
        node = self.place()
        order = self.take_order(node)
        line = node["lineItems"][0]["id"]
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        self.assertEqual(
            [each[:2] for each in self.payments(order)],
            [("inbound", TOTAL), ("outbound", 9.99)],
        )
        self.assertEqual(self.booked(order)[1].memo.split()[0], node["name"])

    def test_rounded_cash_pays_the_invoice_in_full(self):
        node = self.place(gateway="cash")
        node["transactions"][0]["amountRoundingSet"] = {
            side: {"amount": "-0.02", "currencyCode": "USD"}
            for side in ("shopMoney", "presentmentMoney")
        }
        order = self.take_order(node)
        payment = self.booked(order)
        self.assertEqual(payment.amount, 29.95)
        self.assertEqual(self.bill(order).payment_state, "paid")
        loss = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == self.journals["cash"].loss_account_id
        )
        self.assertEqual(loss.balance, 0.02)


class TestOrderPaymentSettings(BooksCase):
    """Whether and where payments are booked."""

    def test_nothing_is_booked_until_it_is_switched_on(self):
        self.settings.order_payment = False
        order = self.take_order(self.place())
        self.assertFalse(order.shopify_bind_ids.payment_ids)
        self.assertFalse(self.issues())

    def test_means_of_payment_are_listed_before_it_is_switched_on(self):
        self.settings.order_payment = False
        self.take_order(self.place(gateway="paypal"))
        gateway = self.env["shopify.gateway"].search([("name", "=", "paypal")])
        self.assertEqual(gateway.title, "Paypal")
        self.assertFalse(gateway.journal_id)

    def test_what_was_paid_before_is_left_alone(self):
        self.settings.order_payment = False
        node = self.place()
        node["transactions"][0]["processedAt"] = "2026-01-01T10:00:00Z"
        self.settings.order_payment = True
        self.assertFalse(self.booked(self.take_order(node)))

    def test_without_payments_an_invoice_by_hand_wakes_nobody(self):
        self.settings.order_payment = False
        self.bill(self.take_order(self.place()))
        flow = "shopify.flow.order_billing"
        self.assertFalse(self.env["shopify.event"].search([("flow", "=", flow)]))

    def test_a_repeated_message_books_nothing_twice(self):
        node = self.place()
        order = self.take_order(node)
        before = self.booked(order)
        order.shopify_bind_ids.content_hash = False
        self.take("order_import", node["id"])
        self.assertEqual(self.booked(order), before)

    def test_a_payment_that_a_person_deleted_does_not_come_again(self):
        node = self.place()
        order = self.take_order(node)
        payment = self.booked(order)
        payment.action_draft()
        payment.unlink()
        order.shopify_bind_ids.content_hash = False
        self.take("order_import", node["id"])
        self.assertFalse(self.booked(order))

    def test_an_unmapped_means_of_payment_holds_no_order(self):
        node = self.place(gateway="paypal")
        order = self.take_order(node)
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.shopify_bind_ids.held)
        self.assertFalse(self.booked(order))
        issue = self.issues()
        self.assertEqual(issue.code, "gateway_unmapped")
        self.assertEqual(issue.resource_name, node["name"])
        self.assertEqual(issue.fix_model, "shopify.gateway")

    def test_choosing_a_journal_books_all_that_waits(self):
        nodes = [self.place(gateway="paypal") for _number in range(2)]
        self.take("order_import", *(node["id"] for node in nodes))
        self.assertEqual(len(self.issues(code="gateway_unmapped")), 2)
        journal = self.map_gateway("paypal")
        self.drain()
        for node in nodes:
            self.assertEqual(
                self.payments(self.order(node)), [("inbound", TOTAL, journal)]
            )
        self.assertFalse(self.issues())

    def test_booked_elsewhere(self):
        node = self.place(gateway="paypal")
        order = self.take_order(node)
        self.env["shopify.gateway"].search([("name", "=", "paypal")]).ignored = True
        self.drain()
        self.assertFalse(self.booked(order))
        self.assertFalse(self.issues())

    def test_payments_of_test_orders_are_booked_where_these_are_like_any_other(self):
        self.settings.order_test = "same"
        order = self.take_order(self.place(test=True))
        self.assertEqual([each[1] for each in self.payments(order)], [TOTAL])

    def test_payments_of_held_test_orders_are_not_booked(self):
        order = self.take_order(self.place(test=True))
        self.assertFalse(order.shopify_bind_ids.payment_ids)
        self.assertFalse(self.issues(code="gateway_unmapped"))

    def test_a_refused_payment_is_told_and_the_others_are_booked(self):
        self.backend.lane_count = 1  # so that both are in one batch
        bad, good = self.place(gateway="gift_card"), self.place()
        journal = self.journals["gift_card"]
        journal.default_account_id.active = False
        journal.inbound_payment_method_line_ids.payment_account_id = (
            journal.default_account_id
        )
        self.take("order_import", bad["id"], good["id"])
        issue = self.issues()
        self.assertEqual(issue.code, "payment_failed")
        self.assertEqual(issue.resource_name, bad["name"])
        self.assertFalse(self.booked(self.order(bad)))
        self.assertEqual(len(self.booked(self.order(good))), 1)

    def test_the_day_is_the_stores(self):
        self.backend.timezone = "America/New_York"
        node = self.place()
        node["transactions"][0]["processedAt"] = "2026-11-21T03:30:00Z"
        self.settings.order_payment_since = "2026-11-01 00:00:00"
        payment = self.booked(self.take_order(node))
        self.assertEqual(str(payment.date), "2026-11-20")
