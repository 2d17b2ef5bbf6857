from odoo.tests import tagged

from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestOrderRefunds(RefundCase):
    """Refunds of the store: credit notes, returns and money, to the cent."""

    def test_part_of_a_delivered_order_comes_back(self):
        node, order, line = self.sell()
        self.deliver(order)
        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        before = float(self.stated(node, "currentTotalPriceSet"))

        self.change("refund_order", node, lines={line: 1})

        credit = self.credit_notes(order)
        after = float(self.stated(node, "currentTotalPriceSet"))
        self.assertAlmostEqual(credit.amount_total, before - after, 2)
        self.assertEqual(credit.invoice_line_ids.quantity, 1)
        self.assertEqual(credit.shopify_refund_id.external_id, node["refunds"][0]["id"])
        back = order.picking_ids.filtered("return_id")
        self.assertEqual((back.state, back.move_ids.quantity), ("done", 1))
        first = order.order_line[0]
        self.assertEqual((first.product_uom_qty, first.qty_delivered), (2, 2))
        self.assert_books(node, order)

    def test_the_comparison_finds_a_refund_of_an_old_order(self):
        """Its message was lost; what counts is when the order changed."""
        node, order, line = self.sell()
        self.scan("order_import")
        self.store.clock.advance(10 * 24 * 3600)
        with self.store.quiet():
            self.store.refund_order(node["id"], lines={line: 1}, restock="CANCEL")
        self.scan("order_import")
        self.assertEqual(self.credit_notes(order).invoice_line_ids.quantity, 1)
        self.assert_books(node, order)

    def test_seen_again_it_changes_nothing(self):
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1})
        self.change("update_order", node, note="Thanks")
        self.change("update_order", node, note="Thanks a lot")
        self.assertEqual(len(self.credit_notes(order)), 1)
        self.assertEqual(len(order.picking_ids.filtered("return_id")), 1)
        first = order.order_line[0]
        self.assertEqual((first.product_uom_qty, first.shopify_refunded_qty), (2, 0))
        self.assertEqual(first.qty_to_invoice, 0)
        self.assert_books(node, order)

    def test_a_refund_of_lines_that_a_person_changed_is_told(self):
        node, order, line = self.sell()
        order.order_line[0].product_uom_qty = 4
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        self.assertEqual(order.order_line[0].product_uom_qty, 4)
        self.assertFalse(self.credit_notes(order))
        issue = self.issues()
        self.assertEqual(issue.code, "order_changed")
        order.order_line[0].product_uom_qty = 2
        issue.action_retry()
        self.drain()
        self.assertEqual(issue.state, "resolved")

    def test_another_product_on_a_line_does_not_matter(self):
        node, order, line = self.sell()
        product = self.env["product.product"].create(
            {"name": "The very same shirt", "is_storable": True}
        )
        self.env.cr.execute(
            "UPDATE sale_order_line SET product_id = %s WHERE id = %s",
            [product.id, order.order_line[0].id],
        )
        order.order_line.invalidate_recordset()
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        self.assertEqual(order.order_line[0].product_uom_qty, 2)
        self.assertFalse(self.issues())

    def test_nothing_is_left_to_be_billed_after_a_refund(self):
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1})
        self.assertEqual(len(self.credit_notes(order)), 1)
        billing = [("flow", "=", "shopify.flow.order_billing")]
        self.assertFalse(self.env["shopify.event"].search(billing))

    def test_the_credit_note_is_in_the_journal_of_its_invoice(self):
        node, order, line = self.sell()
        journal = order.invoice_ids.journal_id.copy({"code": "WEB"})
        invoice = order.invoice_ids
        invoice.button_draft()
        invoice.write({"journal_id": journal.id, "name": False})
        invoice.action_post()
        self.drain()
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        self.assertEqual(self.credit_notes(order).journal_id, journal)
        self.assert_books(node, order)

    def test_the_parts_of_the_total_are_told_anew(self):
        node, order, line = self.sell()
        binding = order.shopify_bind_ids
        first = binding.part_ids
        kinds = ["items", "shipping", "tax", "total"]
        self.assertEqual(first.mapped("kind"), kinds)
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        self.assertEqual(binding.part_ids[:4], first)
        self.assertEqual(binding.part_ids.mapped("kind"), [*kinds, "refunded"])
        self.assertEqual(first[0].shopify_amount, 19.98)
        self.change("refund_order", node, shipping=True)
        self.assertEqual(
            binding.part_ids.mapped("kind"), ["items", "tax", "total", "refunded"]
        )
        self.assertFalse(any(binding.part_ids.mapped("difference")))

    def test_what_never_left_is_not_sent(self):
        node, order, line = self.sell()
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        first = order.order_line[0]
        self.assertEqual((first.product_uom_qty, first.qty_to_invoice), (2, 0))
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 2)
        self.assert_books(node, order)

    def test_all_of_a_billed_order_that_never_left(self):
        node, order, line = self.sell()
        self.change(
            "refund_order", node, lines={line: 3}, shipping=True, restock="CANCEL"
        )
        moves = order.picking_ids.move_ids
        self.assertFalse(moves.filtered(lambda each: each.state != "cancel"))
        self.assertEqual(
            self.credit_notes(order).amount_total,
            float(self.stated(node, "totalRefundedSet")),
        )
        self.assert_books(node, order)

    def test_the_customer_keeps_the_goods(self):
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1}, restock="NO_RESTOCK")
        first = order.order_line[0]
        self.assertEqual((first.product_uom_qty, first.shopify_refunded_qty), (3, 1))
        self.assertEqual(first.qty_to_invoice, 0)
        self.assertFalse(order.picking_ids.filtered("return_id"))
        self.assert_books(node, order)

    def test_shipping_in_part_and_then_the_rest(self):
        node, order, _line = self.sell()
        self.change("refund_order", node, shipping="2.00")
        self.change("refund_order", node, shipping=True)
        notes = self.credit_notes(order)
        self.assertEqual(len(notes), 2)
        self.assertEqual(order.order_line[1].qty_to_invoice, 0)
        self.assert_books(node, order)

    def test_goodwill_without_goods(self):
        node, order, _line = self.sell()
        self.change("refund_order", node, amount="5.00")
        note = self.credit_notes(order)
        self.assertEqual(note.amount_total, 5.0)
        product = note.invoice_line_ids.product_id
        self.assertEqual(product.default_code, "SHOPIFY-DIFFERENCE")
        self.assert_books(node, order)

    def test_less_is_paid_back_than_the_goods_are_worth(self):
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1}, amount="7.50")
        self.assertEqual(self.credit_notes(order).amount_total, 7.5)
        self.assert_books(node, order)

    def test_a_refund_before_the_invoice_lowers_the_invoice(self):
        self.settings.order_invoice = "never"
        node, order, line = self.sell()
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL")
        self.assertFalse(order.invoice_ids)
        self.bill(order)
        self.assertFalse(self.credit_notes(order))
        self.assert_books(node, order)

    def test_goodwill_before_the_invoice_is_credited_with_it(self):
        self.settings.order_invoice = "delivered"
        node, order, _line = self.sell()
        self.change("refund_order", node, amount="2.00")
        self.assertFalse(order.invoice_ids)
        self.deliver(order)
        note = self.credit_notes(order)
        self.assertEqual(note.amount_total, 2.0)
        self.assertEqual(note.shopify_refund_id.external_id, node["refunds"][0]["id"])
        self.assert_books(node, order)

    def test_a_refund_of_delivered_goods_before_the_invoice(self):
        self.settings.order_invoice = "never"
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1}, restock="NO_RESTOCK")
        self.bill(order)
        self.assertFalse(self.credit_notes(order))
        self.assert_books(node, order)

    def test_two_refunds_at_once_have_a_credit_note_each(self):
        node, order, line = self.sell()
        self.deliver(order)
        with self.store.quiet():
            self.store.refund_order(node["id"], lines={line: 1})
        self.change("refund_order", node, lines={line: 1}, restock="NO_RESTOCK")
        notes = self.credit_notes(order)
        self.assertEqual(len(notes.shopify_refund_id), 2)
        self.assert_books(node, order)

    def test_over_two_invoices(self):
        self.settings.order_invoice = "delivered"
        node, order, line = self.sell()
        self.deliver(order, quantity=1)
        self.deliver(order)
        self.assertEqual(len(order.invoice_ids), 2)
        self.change("refund_order", node, lines={line: 3}, shipping=True)
        self.assertFalse(self.credit_notes(order).reversed_entry_id)
        self.assertEqual(len(order.picking_ids.filtered("return_id")), 2)
        self.assert_books(node, order)

    def test_a_cancelled_order_that_was_billed(self):
        node, order, _line = self.sell()
        self.change("cancel_order", node)
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.picking_ids.mapped("state"), ["cancel"])
        self.assert_books(node, order)

    def test_what_a_refund_kept_of_a_cancelled_order_stays_billed(self):
        node, order, line = self.sell()
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL", amount="4")
        self.change("cancel_order", node, refund=False)
        self.change("refund_order", node)
        self.assertEqual(order.state, "cancel")
        kept = node["refunds"][0]["orderAdjustments"][0]["amountSet"]
        self.assertGreater(float(kept["shopMoney"]["amount"]), 5)
        self.assert_books(node, order)
        books = self.backend._check_books("2020-01-01", "2100-01-01")
        found = books.line_ids.filtered(lambda each: each.binding_id.odoo_id == order)
        self.assertFalse(found.mapped("reason"))

    def test_what_a_refund_kept_of_an_order_that_was_never_billed(self):
        self.settings.order_invoice = "delivered"
        node, order, line = self.sell()
        self.change("refund_order", node, lines={line: 1}, restock="CANCEL", amount="4")
        self.change("cancel_order", node, refund=False)
        self.change("refund_order", node)
        self.assertEqual(order.invoice_ids.move_type, "out_invoice")
        self.assert_books(node, order)

    def test_a_billed_order_that_becomes_cheaper_and_dearer(self):
        node, order, line = self.sell()
        self.change("edit_order", node, set_quantities={line: 1})
        self.assertEqual(self.credit_notes(order).invoice_line_ids.quantity, 2)
        self.change("refund_order", node)
        self.assert_books(node, order)
        self.change("edit_order", node, set_quantities={line: 4})
        self.change("pay_order", node)
        self.assert_books(node, order)

    def test_prices_with_taxes(self):
        node, order, line = self.sell(taxes_included=True)
        self.deliver(order)
        self.change("refund_order", node, lines={line: 2}, shipping="1.11")
        self.assert_books(node, order)

    def test_by_setting_the_warehouse_books_goods_in(self):
        self.settings.order_return = "wait"
        node, order, line = self.sell()
        self.deliver(order)
        self.change("refund_order", node, lines={line: 1})
        back = order.picking_ids.filtered("return_id")
        self.assertEqual(back.state, "assigned")
        self.assert_books(node, order)
        back.move_ids.picked = True
        back.button_validate()
        self.change("update_order", node, note="There")
        first = order.order_line[0]
        self.assertEqual((first.product_uom_qty, first.qty_delivered), (2, 2))
        self.assertEqual(first.qty_to_invoice, 0)
        self.assert_books(node, order)
