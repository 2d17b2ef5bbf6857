from .order_case import VAT_20, OrderCase


class TestDraftOrders(OrderCase):
    """A draft order of the store is a quotation, until it is an order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backend.policy_ids.filtered(
            lambda policy: policy.flow == "shopify.flow.draft_order_import"
        ).enabled = True

    def prepare(self, **values):
        values.setdefault("lines", [{"variant": self.shirt_variant, "quantity": 3}])
        values.setdefault("customer", self.customer["id"])
        values.setdefault("taxes", [VAT_20])
        with self.store.quiet():
            return self.store.create_draft(**values)

    def take_draft(self, draft):
        self.take("draft_order_import", draft["id"])
        return self.quotation(draft)

    def quotation(self, draft):
        return (
            self.env["shopify.draft.order"]
            ._find(self.backend, [draft["id"]])[draft["id"]]
            .odoo_id
        )

    def complete(self, draft):
        with self.store.quiet():
            return self.store.complete_draft(draft["id"])

    def update(self, draft, **values):
        with self.store.quiet():
            self.store.update_draft(draft["id"], **values)

    # -- quotation -----------------------------------------------------------------

    def test_becomes_a_quotation(self):
        draft = self.prepare(shipping={"title": "Post", "price": "5"}, tags=["Fair"])

        order = self.take_draft(draft)

        self.assertEqual(order.state, "draft")
        self.assertEqual(order.name, draft["name"])
        self.assertEqual(order.amount_tax, 6.99)
        self.assertEqual(order.amount_total, 41.96)
        self.assertEqual(order.partner_id.email, "ada@example.com")
        self.assertEqual(order.tag_ids.name, "Fair")
        self.assertFalse(order.picking_ids)
        self.assertFalse(self.issues())

    def test_discounts_of_lines_and_of_the_whole(self):
        less = {"type": "manual", "title": "Scratch", "amount": "1.00"}
        draft = self.prepare(
            lines=[
                {"variant": self.shirt_variant, "quantity": 3, "discounts": [less]},
                {"variant": self.mug_variant, "quantity": 1},
            ],
            discount={"percentage": 10, "title": "Regular"},
        )

        order = self.take_draft(draft)

        self.assertEqual(order.order_line.mapped("price_subtotal"), [26.07, 11.25])
        self.assertEqual(order.amount_total, 44.78)
        self.assertFalse(self.issues())

    def test_prices_with_taxes(self):
        order = self.take_draft(self.prepare(taxes_included=True))

        self.assertEqual((order.amount_total, order.amount_tax), (29.97, 5.0))

    def test_changes_are_followed(self):
        draft = self.prepare()
        order = self.take_draft(draft)
        self.update(draft, lines=[{"variant": self.mug_variant, "quantity": 2}])

        self.take_draft(draft)

        self.assertEqual(order.order_line.product_uom_qty, 2)
        self.assertEqual(order.amount_total, 30)

    def test_quotation_that_was_changed_here_is_not_overwritten(self):
        draft = self.prepare()
        order = self.take_draft(draft)
        order.order_line.product_uom_qty = 5
        self.update(draft, lines=[{"variant": self.mug_variant}])

        self.take_draft(draft)

        self.assertEqual(order.order_line.product_uom_qty, 5)
        self.assertEqual(self.issues().code, "draft_changed")

    def test_deleted_is_cancelled(self):
        draft = self.prepare()
        order = self.take_draft(draft)
        with self.store.quiet():
            self.store.delete_draft(draft["id"])

        self.take("draft_order_import", draft["id"])

        self.assertEqual(order.state, "cancel")

    def test_completed_before_it_was_seen(self):
        draft = self.prepare()
        self.complete(draft)

        self.take("draft_order_import", draft["id"])

        self.assertFalse(self.env["shopify.draft.order"].search([]))

    def test_found_by_a_scan(self):
        draft = self.prepare()

        self.scan("draft_order_import")

        self.assertEqual(self.quotation(draft).state, "draft")

    def test_flow_is_off_at_first(self):
        flow = self.env["shopify.flow.draft_order_import"]
        self.assertFalse(flow._prepare_policy(self.backend)["enabled"])

    # -- order -----------------------------------------------------------------------

    def test_order_goes_on_with_the_quotation(self):
        draft = self.prepare()
        quotation = self.take_draft(draft)

        node = self.complete(draft)
        order = self.take_order(node)

        self.assertEqual(order, quotation)
        self.assertEqual(order.name, node["name"])
        self.assertEqual(
            self.env["sale.order"].search_count(
                [("partner_id", "=", order.partner_id.id)]
            ),
            1,
        )
        self.assert_exact(node, order)

    def test_quotation_that_was_sent(self):
        draft = self.prepare()
        quotation = self.take_draft(draft)
        quotation.state = "sent"

        order = self.take_order(self.complete(draft))

        self.assertEqual(order, quotation)
        self.assertEqual(order.state, "sale")

    def test_quotation_that_was_confirmed_here(self):
        draft = self.prepare(shipping={"title": "Post", "price": "5"})
        quotation = self.take_draft(draft)
        quotation.action_confirm()
        delivery = quotation.picking_ids

        node = self.complete(draft)
        order = self.take_order(node)

        self.assertEqual(order, quotation)
        self.assertEqual(order.picking_ids, delivery)
        self.assert_exact(node, order)

    def test_draft_that_changed_after_its_quotation_was_confirmed_here(self):
        draft = self.prepare()
        quotation = self.take_draft(draft)
        quotation.action_confirm()
        self.update(draft, lines=[{"variant": self.shirt_variant, "quantity": 2}])

        order = self.take_order(self.complete(draft))

        self.assertEqual(order, quotation)
        self.assertEqual(order.order_line.product_uom_qty, 3)
        self.assertEqual(self.issues().code, "order_changed")

    def test_quotation_that_was_cancelled_here(self):
        draft = self.prepare()
        quotation = self.take_draft(draft)
        quotation._action_cancel()

        order = self.take_order(self.complete(draft))

        self.assertNotEqual(order, quotation)
        self.assertEqual((order.state, quotation.state), ("sale", "cancel"))

    def test_order_that_came_by_itself_ends_the_quotation(self):
        draft = self.prepare()
        quotation = self.take_draft(draft)
        node = self.complete(draft)
        node["sourceName"] = "our-own-app"
        order = self.take_order(node)
        self.assertNotEqual(order, quotation)

        self.take("draft_order_import", draft["id"])

        self.assertEqual(quotation.state, "cancel")
        self.assertEqual(order.state, "sale")

    def test_completion_is_seen_first(self):
        draft = self.prepare()
        quotation = self.take_draft(draft)
        node = self.complete(draft)
        self.take("draft_order_import", draft["id"])
        self.assertEqual(quotation.state, "draft")

        self.assertEqual(self.take_order(node), quotation)

    def test_orders_without_drafts_cost_no_call(self):
        self.take_draft(self.prepare())
        self.store.calls.clear()

        self.take_order(self.place())

        self.assertNotIn(
            "draft_order_results", [call["operation"] for call in self.store.calls]
        )
