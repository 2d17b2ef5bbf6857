from .order_case import OrderCase


class TestOrderChannel(OrderCase):
    """Where an order comes from, and what marks it."""

    def test_app_that_sold_it(self):
        online = self.place()
        counter = self.place(source="pos")

        self.take("order_import", online["id"], counter["id"])

        self.assertEqual(self.order(online).source_id.name, "Online Store")
        self.assertEqual(self.order(counter).source_id.name, "Point of Sale")
        self.assertEqual(self.order(online).medium_id.name, "Shopify")

    def test_channel_by_its_name(self):
        attribution = {
            "__typename": "OrderAttribution",
            "handle": "ebay",
            "displayName": "eBay",
        }

        order = self.take_order(self.place(attribution=attribution))

        self.assertEqual(order.source_id.name, "eBay")

    def test_source_that_is_there_is_taken(self):
        ours = self.env["utm.source"].create({"name": "Online Store"})

        first = self.take_order(self.place())
        second = self.take_order(self.place())

        self.assertEqual(first.source_id, ours)
        self.assertEqual(second.source_id, ours)

    def test_source_that_a_person_corrected_stays(self):
        node = self.place()
        order = self.take_order(node)
        ours = self.env["utm.source"].create({"name": "Campaign"})
        order.source_id = ours
        with self.store.quiet():
            self.store.update_order(node["id"], note="Gift")

        self.take_order(node)

        self.assertEqual(order.source_id, ours)

    def test_selling_plan(self):
        order = self.take_order(
            self.place(
                [
                    {"variant": self.shirt_variant, "selling_plan": "Every month"},
                    {"variant": self.mug_variant},
                ]
            )
        )

        shirt, mug = order.order_line
        self.assertEqual(shirt.name, "Shirt\nEvery month")
        self.assertEqual(mug.name, "Mug")
        self.assertEqual(order.shopify_bind_ids.selling_plans, "Every month")

    def test_archived_order_is_only_marked(self):
        node = self.place()
        order = self.take_order(node)
        with self.store.quiet():
            self.store.close_order(node["id"])

        self.take_order(node)

        self.assertTrue(order.shopify_bind_ids.archived)
        self.assertEqual((order.state, order.locked), ("sale", False))
        self.assertEqual(order.picking_ids.state, "confirmed")

    def test_order_out_of_the_archive(self):
        node = self.place()
        with self.store.quiet():
            self.store.close_order(node["id"])
        order = self.take_order(node)
        with self.store.quiet():
            self.store.reopen_order(node["id"])

        self.take_order(node)

        self.assertFalse(order.shopify_bind_ids.archived)
