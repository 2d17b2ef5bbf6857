from .backfill_case import BackfillCase
from .order_case import STATE

SHIRT_PRICE, THREE = 9.99, 29.97


class TestBackfillDone(BackfillCase):
    """Orders that were done before Odoo knew them: recorded, and nothing follows."""

    def goods(self, order):
        return order.order_line.filtered(lambda line: not line.is_delivery)

    def assert_recorded(self, order, delivered=3):
        self.assertEqual(order.state, "sale")
        self.assertTrue(order.locked)
        self.assertFalse(order.picking_ids)
        self.assertFalse(order.order_line.move_ids)
        self.assertEqual(self.goods(order).qty_delivered, delivered)
        self.assertEqual(self.goods(order).qty_delivered_method, "manual")

    def test_a_sent_and_paid_order_is_recorded_to_the_cent(self):
        node = self.old(
            taxes=[STATE], shipping={"title": "Standard", "price": "4.90", "code": "S"}
        )
        order = self.take_old(node)
        self.assert_recorded(order)
        self.assertEqual(order.amount_total, self.total(node))
        self.assertEqual(str(order.date_order), "2026-01-15 10:00:00")
        self.assertEqual(order.invoice_status, "no")
        self.assertFalse(order.invoice_ids)
        self.assertFalse(self.issues())
        self.assertIn("nothing of it is to be", order.shopify_summary)
        self.assertIn("are kept elsewhere", order.shopify_summary)

    def test_stock_does_not_change(self):
        product = self.import_shirt()
        moves = self.env["stock.move"].search_count([])
        self.take_old(self.old())
        self.assertEqual(product.qty_available, 10)
        self.assertEqual(product.free_qty, 10)
        self.assertEqual(product.virtual_available, 10)
        self.assertEqual(self.env["stock.move"].search_count([]), moves)

    def import_shirt(self):
        self.take("product_import", self.shirt["id"])
        found = self.env["shopify.product.product"]._find(
            self.backend, [self.shirt_variant]
        )
        product = found[self.shirt_variant].odoo_id
        product.is_storable = True
        place = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, place, 10)
        return product

    def test_an_open_order_is_delivered_like_a_new_one(self):
        order = self.take_old(self.old(sent=False))
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.locked)
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 3)
        self.assertEqual(self.goods(order).qty_delivered, 0)
        self.assertEqual(self.goods(order).qty_delivered_method, "stock_move")

    def test_a_sent_order_that_is_not_paid_is_still_to_be_billed(self):
        order = self.take_old(self.old(paid=False))
        self.assert_recorded(order)
        self.assertEqual(order.invoice_status, "to invoice")
        self.assertFalse(order.shopify_bind_ids.books_since)

    def test_an_archived_order_that_was_never_sent_is_not_sent_now(self):
        node = self.old(sent=False)
        with self.store.quiet():
            self.store.close_order(node["id"])
        self.assert_recorded(self.take_old(node), delivered=0)

    def test_a_cancelled_order_is_cancelled(self):
        node = self.old(sent=False)
        with self.store.quiet():
            self.store.cancel_order(node["id"])
        order = self.take_old(node)
        self.assertEqual(order.state, "cancel")
        self.assertFalse(order.picking_ids)

    def test_an_order_of_the_counter_is_recorded_whatever_is_to_be_confirmed(self):
        self.policy("order_import").order_confirm = "never"
        self.assert_recorded(self.take_old(self.old(sent=False, source="pos")))

    def test_treated_like_new_orders_if_somebody_wants_that(self):
        order = self.take_old(self.old(), finished="live")
        self.assertFalse(order.locked)
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 3)

    def test_left_out_if_somebody_wants_that(self):
        done, still_open = self.old(), self.old(sent=False)
        backfill = self.backfill(finished="skip")
        self.assertFalse(self.order(done))
        self.assertEqual(self.order(still_open).state, "sale")
        self.assertEqual(backfill.imported_count, 1)

    # -- what would hold a new order -------------------------------------------------

    def test_holds_are_for_what_can_still_be_stopped(self):
        self.policy("order_import").order_hold_amount = 20
        done, still_open = self.old(), self.old(sent=False)
        self.backfill()
        self.assert_recorded(self.order(done))
        self.assertEqual(self.order(still_open).state, "draft")
        self.assertEqual(self.issues().code, "order_held")

    def test_products_that_are_gone_hold_nothing(self):
        product = self.import_shirt()
        product.active = False
        gone = {"title": "Old hat", "sku": "HAT-1", "price": "21.00", "quantity": 1}
        lines = [{"variant": self.shirt_variant, "quantity": 3}, gone]
        order = self.take_old(self.old(lines=lines))
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.order_line[0].product_id, product)
        self.assertEqual(order.order_line[1].name, "Old hat")
        self.assertEqual(order.amount_total, THREE + 21)
        self.assertFalse(self.issues())

    def test_test_orders_follow_the_settings(self):
        held = self.take_old(self.old(test=True))
        self.assertEqual(held.state, "draft")
        self.policy("order_import").order_test = "ignore"
        self.assertFalse(self.take_old(self.old(test=True)))

    def test_what_failed_is_counted_and_comes_right_later(self):
        node = self.old(taxes=[{"title": "Unknown", "rate": "0.07"}])
        backfill = self.backfill()
        self.assertEqual(backfill.failed_count, 1)
        self.assertEqual(self.order(node).state, "draft")
        self.assertEqual(backfill.action_open_issues()["res_model"], "shopify.issue")
        tax = self.create_tax(7.0, False)
        self.map_tax("Unknown", tax)
        self.drain()
        self.env.invalidate_all()
        self.assert_recorded(self.order(node))
        self.assertEqual(backfill.failed_count, 0)
        self.assertEqual(backfill.imported_count, 1)

    # -- later -----------------------------------------------------------------------

    def change(self, verb, node, **values):
        with self.store.quiet():
            getattr(self.store, verb)(node["id"], **values)
        self.take("order_import", node["id"])

    def test_a_later_refund_is_followed_without_a_delivery(self):
        node = self.old()
        order = self.take_old(node)
        line = node["lineItems"][0]["id"]
        self.change("refund_order", node, lines={line: 1}, restock="RETURN")
        self.assert_recorded(order)
        self.assertEqual(order.order_line.product_uom_qty, 3)
        self.assertEqual(order.order_line.shopify_refunded_qty, 1)
        self.assertFalse(self.issues())

    def test_an_item_added_later_is_delivered_and_nothing_else(self):
        node = self.old()
        order = self.take_old(node)
        self.change("edit_order", node, add=[{"variant": self.mug_variant}])
        self.assertTrue(order.locked)
        self.assertEqual(len(order.order_line), 2)
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 1)
        self.assertEqual(
            order.picking_ids.move_ids.product_id, order.order_line[1].product_id
        )

    def test_nothing_is_delivered_even_if_somebody_changes_the_lines(self):
        order = self.take_old(self.old())
        order.action_unlock()
        order.order_line.product_uom_qty = 5
        self.assertFalse(order.picking_ids)

    def test_a_copy_is_an_order_like_any_other(self):
        copy = self.take_old(self.old()).copy()
        self.assertEqual(copy.order_line.qty_delivered, 0)
        copy.action_confirm()
        self.assertEqual(copy.picking_ids.move_ids.product_uom_qty, 3)
