from .order_case import VAT_20
from .stock_case import StockCase


class CounterCase(StockCase):
    """Ten shirts and ten mugs lie in the shop, and both sides know it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.shirt, 10)
        cls.put(cls.mug, 10)
        cls.push_all()

    def sell(self, quantity=2, **values):
        """Sold at the counter: the customer takes it along."""
        lines = values.pop("lines", None) or [
            {"variant": self.shirt_variant, "quantity": quantity}
        ]
        return self.place(lines, source="pos", shipping_address=None, **values)

    def push_again(self):
        self.env["shopify.flow.stock_export"]._mark_all(self.backend)
        self.push_all()

    def on_hand(self, node=None):
        return self.product(node or self.shirt).qty_available

    def assert_agreed(self, units):
        """Both sides have so many shirts, also after the figures went over."""
        self.assertEqual(self.shop(self.shirt, name="on_hand"), units)
        self.push_again()
        self.assertEqual(self.shop(self.shirt, name="on_hand"), units)
        self.assertEqual(self.shop(self.shirt), units)
        self.assertEqual(self.on_hand(), units)


class TestOrderCounter(CounterCase):
    """Orders of the point of sale: the goods have left the shop."""

    def test_delivered_at_once(self):
        order = self.take_order(self.sell(taxes=[VAT_20]))

        self.assertEqual(order.state, "sale")
        self.assertEqual(order.picking_ids.mapped("state"), ["done"])
        self.assertEqual(order.order_line.qty_delivered, 2)
        self.assertEqual(order.amount_total, 23.98)
        self.assertFalse(self.issues())
        self.assert_agreed(8)

    def test_goods_that_odoo_does_not_have(self):
        self.put(self.shirt, -9)

        order = self.take_order(self.sell(3))

        self.assertEqual(order.picking_ids.mapped("state"), ["done"])
        self.assertEqual(self.on_hand(), -2)

    def test_goods_promised_to_somebody_else(self):
        other = self.take_order(
            self.place([{"variant": self.shirt_variant, "quantity": 10}])
        )
        self.assertEqual(other.picking_ids.state, "assigned")

        order = self.take_order(self.sell(2))

        self.assertEqual(order.picking_ids.mapped("state"), ["done"])
        self.assertEqual(self.on_hand(), 8)

    def test_items_without_a_product(self):
        line = {"title": "Repair kit", "price": "5.00", "quantity": 1}

        order = self.take_order(self.sell(lines=[line]))

        self.assertEqual(order.picking_ids.mapped("state"), ["done"])

    def test_sent_later_from_the_shop(self):
        lines = [
            {"variant": self.shirt_variant, "quantity": 2},
            {"variant": self.mug_variant, "quantity": 1},
        ]
        node = self.place(lines, sourceName="pos", retailLocation=self.place_gid())
        shirt = node["lineItems"][0]["id"]
        with self.store.quiet():
            self.store.fulfil_order(node["id"], lines={shirt: 1})

        order = self.take_order(node)

        self.assertEqual(order.order_line.mapped("qty_delivered"), [1, 0])
        self.assertEqual(
            sorted(order.picking_ids.mapped("state")), ["assigned", "done"]
        )
        self.assertEqual(self.on_hand(), 9)
        self.push_again()
        self.assertEqual(self.shop(self.shirt), 8)
        self.assertEqual(self.shop(self.shirt, name="on_hand"), 9)

    def test_what_is_sent_later_is_delivered_then(self):
        node = self.place(
            [{"variant": self.shirt_variant, "quantity": 2}],
            sourceName="pos",
            retailLocation=self.place_gid(),
        )
        order = self.take_order(node)
        self.assertEqual(order.picking_ids.state, "assigned")

        with self.store.quiet():
            self.store.fulfil_order(node["id"])
        self.take_order(node)

        self.assertEqual(order.picking_ids.mapped("state"), ["done"])
        self.assert_agreed(8)

    def test_again_changes_nothing(self):
        node = self.sell()
        order = self.take_order(node)
        with self.store.quiet():
            self.store.update_order(node["id"], note="Gift")

        self.take_order(node)

        self.assertEqual(order.order_line.qty_delivered, 2)
        self.assertEqual(self.on_hand(), 8)

    def test_warehouse_that_works_in_steps(self):
        self.warehouse.delivery_steps = "pick_pack_ship"

        order = self.take_order(self.sell())

        self.assertEqual(order.order_line.qty_delivered, 2)
        self.assertEqual(set(order.picking_ids.mapped("state")), {"done"})
        self.assert_agreed(8)

    def test_warehouse_of_the_shop(self):
        with self.store.quiet():
            shop = self.store.create_location("Market Square 2")
        self.import_all("location_import")
        place = self.env["shopify.location"]._find(self.backend, [shop["id"]])
        branch = self.env["stock.warehouse"].create({"name": "Branch", "code": "BR"})
        place[shop["id"]].warehouse_id = branch

        order = self.take_order(self.sell(location=shop["id"]))

        self.assertEqual(order.warehouse_id, branch)
        quants = self.env["stock.quant"]._gather(
            self.product(self.shirt), branch.lot_stock_id
        )
        self.assertEqual(sum(quants.mapped("quantity")), -2)

    def test_unpaid_but_gone(self):
        order = self.take_order(self.sell(paid=False))

        self.assertEqual(order.picking_ids.mapped("state"), ["done"])

    def test_goods_that_are_gone_are_not_held(self):
        self.policy("order_import").order_hold_amount = 10

        order = self.take_order(self.sell())

        self.assertEqual(order.state, "sale")
        self.assertFalse(self.issues())

    def test_serial_number_is_missing(self):
        self.product(self.mug).tracking = "serial"
        line = {"variant": self.mug_variant, "quantity": 1}
        node = self.sell(lines=[line])

        order = self.take_order(node)

        self.assertEqual(order.state, "sale")
        self.assertNotIn("done", order.picking_ids.mapped("state"))
        issue = self.issues()
        self.assertEqual(issue.code, "not_handed_over")
        self.assertIn(node["name"], issue.message)

    def test_nobody_is_mailed_about_a_parcel(self):
        self.backend.company_id.stock_move_email_validation = True

        order = self.take_order(self.sell())

        comment = self.env.ref("mail.mt_comment")
        messages = order.picking_ids.message_ids
        self.assertFalse(messages.filtered(lambda each: each.subtype_id == comment))

    def test_brought_back_to_the_counter(self):
        node = self.sell()
        order = self.take_order(node)
        with self.store.quiet():
            self.store.refund_order(
                node["id"],
                lines={node["lineItems"][0]["id"]: 1},
                restock="RETURN",
            )

        self.take_order(node)

        self.assertEqual(order.order_line.qty_delivered, 1)
        self.assertFalse(self.issues())
        self.assert_agreed(9)

    def place_gid(self):
        return self.location.external_id


class TestOrderCounterSetting(CounterCase):
    """The setting "Orders from the point of sale"."""

    def test_like_any_other(self):
        self.policy("order_import").order_pos = "same"

        order = self.take_order(self.sell())

        self.assertEqual(order.picking_ids.mapped("state"), ["assigned"])
        self.assert_offered_once()

    def assert_offered_once(self):
        """Shopify sold them already: what it may sell is not lowered again."""
        self.push_again()
        self.assertEqual(self.shop(self.shirt), 8)

    def test_left_out(self):
        self.policy("order_import").order_pos = "ignore"
        sold, web = self.sell(), self.place()

        self.take("order_import", sold["id"], web["id"])

        self.assertFalse(self.order(sold))
        self.assertTrue(self.order(web))
        self.assertFalse(self.issues())
