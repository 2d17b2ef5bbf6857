from unittest.mock import patch

from odoo.exceptions import UserError

from .order_case import STATE, OrderCase

STRANGE = {"title": "Strange Tax", "rate": "0.03"}


class TestOrderHold(OrderCase):
    """What cannot be done by itself is imported and held, with a plain issue."""

    def test_an_unmapped_tax_holds_the_order(self):
        node = self.place(taxes=[STATE, STRANGE])
        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.picking_ids)
        self.assertTrue(order.shopify_bind_ids.held)
        issue = self.issues()
        self.assertEqual((issue.code, issue.category), ("tax_unmapped", "mapping"))
        self.assertIn(node["name"], issue.message)
        self.assertEqual(issue.fix_model, "shopify.tax")

    def test_choosing_the_tax_confirms_every_order_that_waits_for_it(self):
        nodes = [self.place(taxes=[STRANGE]) for _number in range(2)]
        self.take("order_import", *[node["id"] for node in nodes])
        self.assertEqual(len(self.issues(code="tax_unmapped")), 2)
        self.map_tax("Strange Tax", self.create_tax(3.0, False))
        self.drain()
        for node in nodes:
            self.assert_exact(node, self.order(node))
            self.assertFalse(self.order(node).shopify_bind_ids.held)

    def test_a_tax_is_proposed_only_when_there_is_one_candidate(self):
        self.create_tax(3.0, False)
        self.create_tax(3.0, False, name="Another 3 %")
        order = self.take_order(self.place(taxes=[STRANGE]))
        self.assertEqual(order.state, "draft")
        self.assertEqual(self.issues().code, "tax_unmapped")

    def test_a_currency_that_is_switched_off(self):
        self.policy("order_import").order_currency = "presentment"
        crown = self.env.ref("base.SEK")
        crown.active = False
        node = self.place(currency="SEK", rate="9.4")
        self.assertFalse(self.take_order(node))
        issue = self.issues()
        self.assertEqual(issue.code, "currency_inactive")
        self.assertEqual(issue.action_fix()["res_id"], crown.id)
        crown.active = True
        issue.action_retry()
        self.drain()
        self.assertEqual(self.order(node).currency_id, crown)
        self.assertEqual(issue.state, "resolved")

    def test_the_customers_currency_by_policy(self):
        self.env.ref("base.EUR").active = True
        self.policy("order_import").order_currency = "presentment"
        node = self.place(currency="EUR", rate="0.9", taxes=[STATE])
        order = self.take_order(node)
        stated = self.backend._client().nodes("order", [node["id"]])[node["id"]]
        paid = stated["currentTotalPriceSet"]["presentmentMoney"]
        self.assertEqual((order.currency_id.name, paid["currencyCode"]), ("EUR", "EUR"))
        self.assertEqual(order.amount_total, float(paid["amount"]))
        self.assertEqual(order.state, "sale")

    def test_an_item_whose_product_is_gone_keeps_its_line(self):
        with self.store.quiet():
            hat = self.store.create_product(
                "Hat", variants=[{"sku": "HAT", "price": "20.00"}]
            )
        node = self.place([{"variant": hat["variants"][0]["id"], "quantity": 1}])
        with self.store.quiet():
            self.store.delete_product(hat["id"])
        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        self.assertEqual(order.order_line.product_id.default_code, "SHOPIFY-ITEM")
        self.assertEqual(order.amount_total, 20.0)
        self.assertEqual(self.issues().code, "variant_unknown")

    def test_a_custom_item_needs_no_product(self):
        node = self.place([{"title": "Engraving", "price": "5.00", "quantity": 1}])
        order = self.take_order(node)
        self.assertEqual(order.order_line.name, "Engraving")
        self.assert_exact(node, order)

    def test_a_persons_correction_survives_a_retry(self):
        with self.store.quiet():
            hat = self.store.create_product(
                "Hat", variants=[{"sku": "OLD-HAT", "price": "20.00"}]
            )
        node = self.place([{"variant": hat["variants"][0]["id"], "quantity": 1}])
        with self.store.quiet():
            self.store.delete_product(hat["id"])
        order = self.take_order(node)
        right = self.env["product.product"].create({"name": "The right hat"})
        order.order_line.product_id = right
        order.order_line.write({"price_unit": 20.0, "tax_ids": [(5, 0, 0)]})
        self.issues().action_retry()
        self.drain()
        self.assertEqual(order.order_line.product_id, right)
        self.assertEqual((order.state, order.amount_total), ("sale", 20.0))
        self.assertFalse(self.issues())

    def test_an_archived_product_holds_the_order(self):
        self.take_order(self.place())
        product = self.env["product.product"].search([("default_code", "=", "SHIRT-M")])
        product.active = False
        node = self.place()
        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        issue = self.issues()
        self.assertEqual(issue.code, "product_archived")
        product.active = True
        issue.action_retry()
        self.drain()
        self.assertEqual(self.order(node).state, "sale")

    def test_what_nobody_booked_is_a_mismatch_of_that_part(self):
        node = self.place()
        money = {"amount": "34.97", "currencyCode": "USD"}
        with self.store.quiet():
            self.store.update_order(
                node["id"],
                currentTotalPriceSet={"shopMoney": money, "presentmentMoney": money},
            )
        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        issue = self.issues()
        self.assertEqual(issue.code, "total_mismatch")
        self.assertIn("Total -5.00", issue.message)
        part = order.shopify_bind_ids.part_ids.filtered(lambda p: p.kind == "total")
        self.assertEqual((part.shopify_amount, part.difference), (34.97, -5.0))

    def test_removed_lines_are_not_sold(self):
        node = self.place(
            [
                {"variant": self.shirt_variant, "quantity": 3},
                {"variant": self.mug_variant, "quantity": 1},
            ],
            taxes=[STATE],
        )
        with self.store.quiet():
            mug_line = node["lineItems"][1]["id"]
            self.store.edit_order(node["id"], set_quantities={mug_line: 0})
        order = self.take_order(node)
        self.assertEqual(order.order_line.product_id.default_code, "SHIRT-M")
        self.assert_exact(node, order)

    def test_an_unpaid_order_waits_for_its_payment(self):
        node = self.place(paid=False)
        order = self.take_order(node)
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.shopify_bind_ids.held)
        self.assertFalse(self.issues())
        with self.store.quiet():
            self.store.pay_order(node["id"])
        self.assertEqual(self.take_order(node).state, "sale")

    def test_by_policy_orders_are_confirmed_at_once_or_by_hand(self):
        self.policy("order_import").order_confirm = "always"
        self.assertEqual(self.take_order(self.place(paid=False)).state, "sale")
        self.policy("order_import").order_confirm = "never"
        self.assertEqual(self.take_order(self.place()).state, "draft")

    def test_a_refusal_of_odoo_keeps_the_order_and_tells_why(self):
        refusal = UserError("Not today.")
        order_class = type(self.env["sale.order"])
        with patch.object(order_class, "_action_confirm", side_effect=refusal):
            good = self.place()
            order = self.take_order(good)
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.picking_ids)
        issue = self.issues()
        self.assertEqual(issue.code, "order_unconfirmed")
        self.assertIn("Not today.", issue.message)
        issue.action_retry()
        self.drain()
        self.assertEqual(order.state, "sale")
