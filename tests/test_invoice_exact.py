from odoo.fields import Command

from ..models.sale_order_line_amounts import read_amounts
from .order_case import CITY, STATE, VAT_20, OrderCase

ODD = {"type": "code", "code": "ODD", "amount": "7.77"}


class InvoiceCase(OrderCase):
    """A posted order of odd cents, billed in parts."""

    included = False

    def sell(self, taxes=(STATE, CITY), **values):
        """A confirmed order of seven shirts (a discount of 7.77 on them)."""
        values = {"discounts": [ODD], **values}
        node = self.place(
            [{"variant": self.shirt_variant, "quantity": 7}],
            taxes=list(taxes),
            taxes_included=self.included,
            **values,
        )
        return node, self.take_order(node)

    def bill(self, order, units=None, post=True):
        """An invoice of so many units of the order's first line; None: of the rest."""
        if units is not None:
            order.order_line[0].qty_to_invoice = units
        invoice = order._create_invoices()
        if post:
            invoice.action_post()
        return invoice

    def set_policy(self, order):
        order.order_line.product_id.invoice_policy = "order"
        order.order_line._compute_qty_to_invoice()

    def amounts(self, moves):
        """{tax or None for the net: amount} of invoices less credit notes."""
        sums = {}
        for move in moves:
            sign = 1 if move.move_type == "out_invoice" else -1
            rows = {None: move.amount_untaxed}
            for line in move.line_ids.filtered("tax_line_id"):
                rows[line.tax_line_id] = -sign * line.amount_currency
            for key, amount in rows.items():
                sums[key] = sums.get(key, 0) + sign * amount
        return {key: round(amount, 3) for key, amount in sums.items()}

    def stated_amounts(self, order):
        sums = {None: 0}
        for line in order.order_line:
            net, taxes = read_amounts(line.extra_tax_data)
            sums[None] += net
            for tax_id, amount in taxes.items():
                tax = self.env["account.tax"].browse(tax_id)
                sums[tax] = sums.get(tax, 0) + amount
        return {key: float(amount) for key, amount in sums.items()}


class TestInvoiceExact(InvoiceCase):
    def test_parts_of_an_invoice_add_up(self):
        for method in ("round_per_line", "round_globally"):
            self.env.company.tax_calculation_rounding_method = method
            with self.subTest(method=method):
                node, order = self.sell()
                self.set_policy(order)
                invoices = self.bill(order, 3)
                self.assertEqual(invoices.invoice_line_ids.quantity, 3)
                invoices += self.bill(order, 1)
                invoices += self.bill(order)
                self.assertEqual(order.invoice_status, "invoiced")
                self.assertEqual(self.amounts(invoices), self.stated_amounts(order))
                self.assertEqual(
                    round(sum(invoices.mapped("amount_total")), 2), self.total(node)
                )

    def test_a_part_is_its_share_rounded(self):
        _node, order = self.sell(taxes=[VAT_20])
        self.set_policy(order)
        # 7 x 9.99 - 7.77 = 62.16 and 12.43 tax; two sevenths of them
        invoice = self.bill(order, 2)
        self.assertEqual(invoice.amount_untaxed, 17.76)
        self.assertEqual(invoice.amount_tax, 3.55)

    def test_a_cancelled_invoice_took_nothing(self):
        node, order = self.sell()
        self.set_policy(order)
        self.bill(order, 2, post=False).button_cancel()
        self.assertEqual(self.bill(order).amount_total, self.total(node))

    def test_the_whole_invoice_reversed_is_the_same_to_the_cent(self):
        _node, order = self.sell(shipping={"title": "Post", "price": "4.95"})
        self.set_policy(order)
        invoice = self.bill(order)
        wizard = self.env["account.move.reversal"].create(
            {
                "move_ids": [Command.set(invoice.ids)],
                "journal_id": invoice.journal_id.id,
            }
        )
        wizard.reverse_moves()
        reversal = invoice.reversal_move_ids
        reversal.action_post()
        self.assertEqual(reversal.amount_total, invoice.amount_total)
        self.assertEqual(set(self.amounts(invoice + reversal).values()), {0.0})

    def test_refunded_units_are_never_billed(self):
        _node, order = self.sell()
        line = order.order_line
        line.shopify_refunded_amounts = {
            "net": "17.77",
            "taxes": {str(tax.id): "1.00" for tax in line.tax_ids},
        }
        line.shopify_refunded_qty = 2
        self.set_policy(order)
        self.bill(order, 3)
        self.bill(order)
        self.assertEqual(line.qty_invoiced, 5)
        self.assertEqual(order.invoice_status, "invoiced")
        expected = self.stated_amounts(order)
        refunded = {None: 17.77} | dict.fromkeys(line.tax_ids, 1.0)
        self.assertEqual(
            self.amounts(order.invoice_ids),
            {key: round(expected[key] - refunded[key], 2) for key in expected},
        )

    def test_credit_lines_state_their_amounts_and_unbill_units(self):
        _node, order = self.sell()
        self.set_policy(order)
        self.bill(order)
        line = order.order_line
        taxes = {tax.id: 0.77 for tax in line.tax_ids}
        vals = self.env["account.move.line"]._shopify_credit_line_vals(
            line, 2, 17.77, taxes
        )
        credit = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": order.partner_id.id,
                "currency_id": order.currency_id.id,
                "invoice_line_ids": [Command.create(vals)],
            }
        )
        credit.action_post()
        self.assertEqual(credit.amount_untaxed, 17.77)
        self.assertEqual(credit.amount_tax, 1.54)
        self.assertEqual(line.qty_invoiced, 5)
        left = line._shopify_amounts_left()
        self.assertEqual(float(left.net), 17.77)
        self.assertEqual(set(map(float, left.taxes.values())), {0.77})

    def test_a_line_that_a_person_changed_is_computed_by_odoo(self):
        _node, order = self.sell(taxes=[VAT_20], discounts=[])
        order.order_line.price_unit = 5.0
        self.set_policy(order)
        invoice = self.bill(order)
        self.assertEqual(invoice.amount_untaxed, 35.0)
        self.assertEqual(invoice.amount_tax, 7.0)

    def test_lines_of_many_orders_are_looked_up_together(self):
        """One more order must not cost queries of its own for the amounts."""
        orders = self.env["sale.order"]
        for _number in range(6):
            orders += self.sell()[1]
        self.set_policy(orders)
        for order in orders:
            self.bill(order, 2)
        counts = []
        for some in (orders[:2], orders[2:]):
            self.env.invalidate_all()
            some.order_line.mapped("qty_to_invoice")
            before = self.env.cr.sql_log_count
            for line in some.order_line:
                line._shopify_amounts_left()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


class TestInvoiceExactIncluded(TestInvoiceExact):
    """The same with prices that contain the taxes."""

    included = True

    def test_a_part_is_its_share_rounded(self):
        _node, order = self.sell(taxes=[VAT_20])
        self.set_policy(order)
        # 62.16 contains 10.36 tax; two sevenths of 51.80 and of 10.36
        invoice = self.bill(order, 2)
        self.assertEqual(invoice.amount_untaxed, 14.8)
        self.assertEqual(invoice.amount_tax, 2.96)

    def test_a_line_that_a_person_changed_is_computed_by_odoo(self):
        _node, order = self.sell(taxes=[VAT_20], discounts=[])
        order.order_line.price_unit = 6.0
        self.set_policy(order)
        invoice = self.bill(order)
        self.assertEqual(invoice.amount_untaxed, 35.0)
        self.assertEqual(invoice.amount_tax, 7.0)
