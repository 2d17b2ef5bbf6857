from odoo.tests import tagged

from .stock_case import StockCase


@tagged("post_install", "-at_install")
class TestStockHooks(StockCase):
    """What is noted when stock changes, and what noting costs."""

    def noted(self):
        """Products that the store is to hear of; the notes are gone then."""
        self.env.cr.flush()
        marks = self.env["shopify.mark"]
        ids = marks._take(self.backend, "shopify.flow.stock_export")
        return self.env["product.product"].browse(ids)

    def urgent(self):
        """As it stands when the transaction is about to commit."""
        self.env["stock.quant"]._shopify_note_changed()
        return self.env.cr.precommit.data.get("connector_shopify.urgent", False)

    def shirts(self, quantity):
        self.put(self.shirt, quantity)
        self.env.cr.flush()
        self.noted()

    def test_receiving_delivering_and_counting_are_noted(self):
        shirt = self.product(self.shirt)
        self.put(self.shirt, 5)
        self.assertEqual(self.noted(), shirt)

        quant = self.env["stock.quant"].search(
            [("product_id", "=", shirt.id), ("location_id", "=", self.stock.id)]
        )
        quant.inventory_quantity = 3
        self.assertFalse(self.noted())
        quant.action_apply_inventory()
        self.assertEqual(self.noted(), shirt)

        quant.unlink()
        self.assertEqual(self.noted(), shirt)

    def test_reservation_is_noted(self):
        self.shirts(5)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env.ref("base.partner_admin").id,
                "order_line": [(0, 0, {"product_id": self.product(self.shirt).id})],
            }
        )

        order.action_confirm()
        self.assertEqual(self.noted(), self.product(self.shirt))

        order._action_cancel()
        self.assertEqual(self.noted(), self.product(self.shirt))

    def test_nothing_is_noted_while_the_flow_is_off(self):
        self.flow_policy("stock_export").enabled = False

        self.put(self.shirt, 5)

        self.assertNotIn("connector_shopify.marks", self.env.cr.precommit.data)
        self.assertFalse(self.noted())

    def test_nothing_is_noted_without_a_connected_store(self):
        self.backend.state = "disconnected"

        self.put(self.shirt, 5)

        self.assertNotIn("connector_shopify.marks", self.env.cr.precommit.data)

    def test_store_that_is_connected_again_hears_of_everything(self):
        self.backend.state = "disconnected"
        self.backend.state = "connected"

        self.assertEqual(
            self.noted(), self.product(self.shirt) | self.product(self.mug)
        )

    def test_switching_on_and_rules_note_everything(self):
        both = self.product(self.shirt) | self.product(self.mug)
        policy = self.flow_policy("stock_export")
        policy.enabled = False
        policy.enabled = True
        self.assertEqual(self.noted(), both)

        rule = self.rule(buffer_units=1)
        self.assertEqual(self.noted(), both)
        rule.buffer_units = 2
        self.assertEqual(self.noted(), both)
        rule.unlink()
        self.assertEqual(self.noted(), both)

    def test_product_that_was_just_linked_is_noted(self):
        node = self.store.create_product(
            "Cap", variants=[{"sku": "CAP-1", "price": "8.00"}]
        )

        self.take("product_import", node["id"])

        self.assertIn(self.product(node), self.noted())

    def test_another_category_is_noted(self):
        self.product(self.shirt).categ_id = self.env["product.category"].create(
            {"name": "Sale"}
        )

        self.assertEqual(self.noted(), self.product(self.shirt))

    def test_planned_moves_count_only_for_forecasts(self):
        values = {
            "product_id": self.product(self.shirt).id,
            "product_uom_qty": 5,
            "location_id": self.env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": self.stock.id,
        }
        self.env["stock.move"].create(values)._action_confirm()
        self.assertFalse(self.noted())
        self.rule(kind="forecast")
        self.noted()

        move = self.env["stock.move"].create(values)
        move._action_confirm()

        self.assertEqual(self.noted(), self.product(self.shirt))
        move._action_cancel()
        self.assertEqual(self.noted(), self.product(self.shirt))

    def test_many_changes_are_one_statement(self):
        quants = self.env["stock.quant"].create(
            [
                {
                    "product_id": self.env["product.product"]
                    .create({"name": f"P{number}", "is_storable": True})
                    .id,
                    "location_id": self.stock.id,
                    "quantity": 3,
                }
                for number in range(30)
            ]
        )
        self.noted()
        for quant in quants:
            quant.quantity = 2
        self.env.flush_all()

        # The statement itself; its triggers check that the store is there.
        with self.assertQueryCount(1):
            self.env.cr.precommit.run()

        self.assertEqual(self.noted(), quants.product_id)

    def test_sold_out_and_there_again_are_urgent(self):
        self.shirts(5)

        self.put(self.shirt, -2)
        self.assertFalse(self.urgent())
        self.put(self.shirt, -3)
        self.assertTrue(self.urgent())

        self.noted()
        self.put(self.shirt, 1)
        self.assertTrue(self.urgent())
