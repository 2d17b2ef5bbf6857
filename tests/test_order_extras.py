from .order_case import CITY, STATE, VAT_20, OrderCase

POST = {"title": "Post", "price": "4.95"}


class TestOrderExtras(OrderCase):
    """What is on an order besides goods and shipping is right to the cent."""

    def check(self, node):
        order = self.take_order(node)
        self.assert_exact(node, order)
        self.assertEqual(set(order.shopify_bind_ids.part_ids.mapped("difference")), {0})
        return order

    def part(self, order, kind):
        parts = order.shopify_bind_ids.part_ids
        return parts.filtered(lambda part: part.kind == kind)

    def kind(self, order, kind):
        return order.order_line.filtered(lambda line: line.shopify_kind == kind)

    def test_a_tip_is_a_line_of_the_tip_product(self):
        order = self.check(self.place(tip="3.33", taxes=[STATE], shipping=POST))
        line = self.kind(order, "tip")
        self.assertEqual(line.product_id, self.policy("order_import").order_tip_id)
        self.assertEqual((line.price_total, line.price_tax), (3.33, 0.0))
        self.assertEqual(self.part(order, "tip").odoo_amount, 3.33)

    def test_duties_have_a_line_each_with_their_taxes(self):
        lines = [
            {
                "variant": variant,
                "quantity": 3,
                "duties": [{"amount": amount, "taxes": [STATE]}],
            }
            for variant, amount in (
                (self.shirt_variant, "7.77"),
                (self.mug_variant, "1.01"),
            )
        ]
        order = self.check(self.place(lines, taxes=[STATE, CITY]))
        duties = self.kind(order, "duties")
        self.assertEqual(duties.mapped("price_subtotal"), [7.77, 1.01])
        self.assertEqual(duties.mapped("price_total"), [8.26, 1.07])
        self.assertEqual(self.part(order, "duties").odoo_amount, 8.78)

    def test_fees(self):
        fees = [{"name": "Service charge", "amount": "2.49", "taxes": [VAT_20]}]
        order = self.check(self.place(taxes=[VAT_20], fees=fees, taxes_included=True))
        line = self.kind(order, "fees")
        self.assertEqual(line.name, "Service charge")
        self.assertEqual((line.price_total, line.price_subtotal), (2.49, 2.07))

    def test_a_setting_that_is_empty_holds_the_order(self):
        policy = self.policy("order_import")
        product, policy.order_fees_id = policy.order_fees_id, False
        node = self.place(fees=[{"name": "Service charge", "amount": "2.49"}])
        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        issue = self.issues()
        self.assertEqual(issue.code, "extra_unset")
        self.assertIn("Service charge", issue.message)
        policy.order_fees_id = product
        issue.action_retry()
        self.drain()
        self.assertEqual(self.order(node).state, "sale")
        self.assertEqual(self.kind(self.order(node), "fees").product_id, product)

    def test_a_gift_card_sold_is_a_liability_without_tax(self):
        lines = [
            {"variant": None, "title": "Gift card", "price": "50", "gift_card": True},
            {"variant": self.shirt_variant, "quantity": 3},
        ]
        order = self.check(self.place(lines, taxes=[STATE]))
        line = self.kind(order, "gift_card")
        self.assertFalse(line.tax_ids)
        entry = order.invoice_ids.line_ids.filtered(
            lambda each: each.sale_line_ids == line
        )
        self.assertEqual(entry.account_id.account_type, "liability_current")
        self.assertEqual(entry.credit, 50.0)

    def test_the_account_that_was_chosen_for_gift_cards_is_kept(self):
        product = self.policy("order_import").order_gift_card_id
        account = self.env["account.account"].search(
            [("account_type", "=", "liability_current")], limit=1
        )
        product.property_account_income_id = account
        self.check(
            self.place(
                [{"variant": None, "title": "Card", "price": "9", "gift_card": True}]
            )
        )
        self.assertEqual(product.property_account_income_id, account)

    def test_tax_that_a_marketplace_pays_is_not_booked_as_ours(self):
        paid_by_them = {**CITY, "channelLiable": True}
        order = self.check(self.place(taxes=[STATE, paid_by_them], shipping=POST))
        tax = self.policy("order_import").order_collected_tax_id
        entry = order.invoice_ids.line_ids.filtered(lambda x: x.tax_line_id == tax)
        self.assertEqual(entry.account_id.account_type, "liability_current")
        self.assertEqual(entry.credit, 0.7)  # 2 % of 29.97 and of 4.95
        self.assertFalse(entry.tax_tag_ids)
        self.assertEqual(self.part(order, "collected").shopify_amount, 0.7)
        mapped = self.env["shopify.tax"].search([("title", "=", CITY["title"])])
        self.assertFalse(mapped)

    def test_two_stores_of_a_company_share_the_tax_of_marketplaces(self):
        policy = self.policy("order_import")
        policy._ensure_collected_tax(self.backend.company_id)
        other = self.policy("product_import")
        other._ensure_collected_tax(self.backend.company_id)
        self.assertEqual(other.order_collected_tax_id, policy.order_collected_tax_id)

    def test_several_taxes_of_one_rate_are_kept_apart(self):
        self.env["shopify.tax"].search([]).unlink()
        again = {"title": "Austin Second City Tax", "rate": "0.02"}
        self.check(self.place(taxes=[CITY, again], shipping=POST))

    def test_a_discount_of_all(self):
        free = [{"type": "code", "code": "FREE", "percentage": "100"}]
        post = {
            "type": "code",
            "code": "SHIP",
            "percentage": "100",
            "target": "shipping",
        }
        order = self.check(
            self.place(taxes=[STATE], shipping=POST, discounts=[*free, post])
        )
        self.assertEqual(order.amount_total, 0.0)
        self.assertEqual(order.order_line.mapped("discount"), [100.0, 100.0])

    def test_discounts_on_discounts(self):
        lines = [
            {
                "variant": self.shirt_variant,
                "quantity": 7,
                "discounts": [
                    {"type": "automatic", "title": "A", "percentage": "33.3"}
                ],
            },
            {"variant": self.mug_variant, "quantity": 3},
        ]
        discounts = [
            {"type": "manual", "title": "B", "amount": "1.99"},
            {"type": "code", "code": "C", "percentage": "12.5"},
            {"type": "code", "code": "D", "percentage": "50", "target": "shipping"},
        ]
        for included in (False, True):
            with self.subTest(included=included):
                self.check(
                    self.place(
                        lines,
                        taxes=[STATE, CITY],
                        shipping=POST,
                        discounts=discounts,
                        taxes_included=included,
                    )
                )

    def test_taxes_of_nothing(self):
        self.create_tax(0.0, False)
        order = self.check(self.place(taxes=[{"title": "Exempt", "rate": "0"}]))
        self.assertEqual(order.amount_tax, 0.0)

    def test_a_mismatch_names_the_part(self):
        node = self.place(taxes=[STATE], tip="2.00")
        self.store.objects[node["id"]]["lineItems"][-1]["taxLines"] = []
        bag = self.store.objects[node["id"]]["currentTotalPriceSet"]
        bag["shopMoney"]["amount"] = "99.99"
        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        self.assertEqual(self.issues().code, "total_mismatch")
        self.assertIn("Total -", self.issues().message)

    def test_cash_rounding_is_told_and_booked_with_the_payment(self):
        cash = {"gateway": "cash", "amount": "31.84", "rounding": "0.01"}
        node = self.place(taxes=[STATE], payments=[cash])
        order = self.check(node)
        self.assertEqual(self.part(order, "rounding").shopify_amount, 0.01)

    def test_the_total_in_the_other_currency_is_kept_for_information(self):
        node = self.place(currency="EUR", rate="0.5", taxes=[STATE])
        order = self.check(node)
        self.assertEqual(order.currency_id.name, "USD")
        self.assertEqual(order.shopify_bind_ids.other_total, "15.94 EUR")

    def test_duties_and_fees_follow_refunds_and_the_cancellation(self):
        lines = [
            {
                "variant": self.shirt_variant,
                "quantity": 3,
                "duties": [{"amount": "7.77", "taxes": [STATE]}],
            }
        ]
        fees = [{"name": "Service charge", "amount": "2.49", "taxes": [STATE]}]
        node = self.place(lines, taxes=[STATE], fees=fees, shipping=POST)
        order = self.check(node)
        gid = node["lineItems"][0]["id"]
        for change in (
            lambda: self.store.refund_order(
                node["id"], lines={gid: 1}, duties=True, restock="CANCEL"
            ),
            lambda: self.store.cancel_order(node["id"]),
        ):
            with self.store.quiet():
                change()
            self.take_order(node)
            self.assertFalse(self.issues().mapped("message"))
            billed = sum(
                -move.direction_sign * move.amount_total for move in order.invoice_ids
            )
            self.assertEqual(round(billed, 2), self.total(node))
        self.assertEqual(self.total(node), 0.0)

    def test_an_order_that_was_refunded_before_it_came(self):
        node = self.place(taxes=[STATE, CITY], shipping=POST, tip="2")
        with self.store.quiet():
            self.store.refund_order(
                node["id"],
                lines={node["lineItems"][0]["id"]: 2},
                shipping="1.11",
                restock="CANCEL",
            )
        order = self.check(node)
        self.assertEqual(order.order_line[0].product_uom_qty, 1)
        self.assertEqual(self.part(order, "shipping").odoo_amount, 3.84)
        self.assertTrue(self.part(order, "refunded").is_information)
