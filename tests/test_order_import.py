from .order_case import ADDRESS, CITY, STATE, VAT_20, OrderCase


class TestOrderImport(OrderCase):
    """One Shopify order, one sale order; to the cent."""

    def test_an_order_becomes_a_confirmed_sale_order(self):
        node = self.place(taxes=[STATE], shipping={"title": "Post", "price": "4.90"})
        order = self.take_order(node)
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.name, node["name"])
        self.assertEqual(order.partner_id.email, "ada@example.com")
        self.assertEqual(order.partner_shipping_id.street, "1 Analytical Way")
        self.assertEqual(
            str(order.date_order), node["processedAt"][:19].replace("T", " ")
        )
        self.assertEqual(
            order.order_line.mapped("product_id.default_code"),
            ["SHIRT-M", "SHOPIFY-SHIPPING"],
        )
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 3)
        self.assertEqual(order.picking_ids.partner_id.street, "1 Analytical Way")
        self.assert_exact(node, order)

    def test_a_second_delivery_changes_nothing(self):
        node = self.place(taxes=[STATE])
        order = self.take_order(node)
        before = self.env["sale.order"].search_count([])
        written = order.write_date
        self.take("order_import", node["id"])
        self.assertEqual(self.env["sale.order"].search_count([]), before)
        self.assertEqual(order.write_date, written)
        self.assertEqual(len(order.order_line), 1)

    def test_orders_of_a_batch_take_one_call(self):
        nodes = [self.place(taxes=[STATE]) for _number in range(5)]
        self.take_order(nodes[0])
        self.backend.lane_count = 1
        self.store.calls.clear()
        self.take("order_import", *[node["id"] for node in nodes[1:]])
        self.assertEqual(len(self.store.calls), 1)
        for node in nodes:
            self.assertEqual(self.order(node).amount_total, self.total(node))

    def test_discount_code_on_taxed_lines(self):
        node = self.place(
            [
                {"variant": self.shirt_variant, "quantity": 3},
                {"variant": self.mug_variant, "quantity": 2},
            ],
            taxes=[STATE],
            discounts=[{"type": "code", "code": "SPRING", "percentage": 7.31}],
            shipping={"title": "Post", "price": "4.90"},
        )
        self.assert_exact(node, self.take_order(node))

    def test_two_taxes_on_a_line(self):
        node = self.place(
            taxes=[STATE, CITY], shipping={"title": "Post", "price": "4.90"}
        )
        order = self.take_order(node)
        self.assert_exact(node, order)
        self.assertEqual(len(order.order_line[0].tax_ids), 2)

    def test_prices_that_contain_the_tax(self):
        node = self.place(
            taxes=[VAT_20],
            taxes_included=True,
            discounts=[{"type": "automatic", "title": "Summer", "amount": "2.19"}],
            shipping={"title": "Post", "price": "4.90"},
        )
        order = self.take_order(node)
        self.assert_exact(node, order)
        self.assertEqual(order.order_line[0].price_unit, 9.99)

    def test_a_discounted_order_without_any_tax(self):
        node = self.place(
            discounts=[{"type": "manual", "title": "Friend", "amount": "2.20"}]
        )
        order = self.take_order(node)
        self.assertEqual(order.amount_total, 27.77)
        self.assert_exact(node, order)

    def test_a_discount_on_shipping(self):
        node = self.place(
            taxes=[STATE],
            shipping={
                "title": "Post",
                "price": "4.90",
                "discounts": [{"type": "code", "code": "SHIP", "percentage": 33}],
            },
        )
        self.assert_exact(node, self.take_order(node))

    def test_a_free_item_stays_free(self):
        node = self.place(
            [
                {"variant": self.shirt_variant, "quantity": 1},
                {"variant": self.mug_variant, "quantity": 1, "price": "0.00"},
            ],
            taxes=[STATE],
        )
        order = self.take_order(node)
        self.assert_exact(node, order)
        order.order_line[1].product_uom_qty = 2
        self.assertEqual(order.order_line[1].price_unit, 0.0)

    def test_three_hundred_lines(self):
        node = self.place(
            [{"variant": self.shirt_variant, "quantity": 1}] * 300, taxes=[STATE]
        )
        order = self.take_order(node)
        self.assertEqual(len(order.order_line), 300)
        self.assertEqual(order.amount_total, self.total(node))

    def test_number_prefix_and_sales_team(self):
        team = self.env["crm.team"].create({"name": "Online"})
        self.policy("order_import").write(
            {"order_prefix": "US", "order_team_id": team.id}
        )
        node = self.place()
        order = self.take_order(node)
        self.assertEqual(order.name, f"US{node['name']}")
        self.assertEqual(order.team_id, team)

    def test_what_odoo_has_no_place_for_is_kept(self):
        node = self.place(
            note="Ring twice",
            tags=["vip", "gift"],
            custom_attributes=[{"key": "Wrap", "value": "red"}],
        )
        order = self.take_order(node)
        binding = order.shopify_bind_ids
        self.assertEqual(binding.note, "Ring twice")
        self.assertEqual(binding.attributes, "Wrap: red")
        self.assertEqual(sorted(order.tag_ids.mapped("name")), ["gift", "vip"])

    def test_a_gift_goes_to_its_own_address(self):
        friend = {**ADDRESS, "firstName": "Grace", "address1": "2 Harbor Street"}
        node = self.place(shipping_address=friend, billing_address=ADDRESS)
        order = self.take_order(node)
        self.assertEqual(order.partner_shipping_id.street, "2 Harbor Street")
        self.assertEqual(order.partner_shipping_id.name, "Grace Byron")
        self.assertEqual(order.partner_id.name, "Ada Byron")
        self.assertEqual(order.partner_id.street, "1 Analytical Way")

    def test_a_new_product_is_imported_in_the_same_job(self):
        with self.store.quiet():
            hat = self.store.create_product(
                "Hat", variants=[{"sku": "HAT", "price": "20.00"}]
            )
        node = self.place([{"variant": hat["variants"][0]["id"], "quantity": 1}])
        order = self.take_order(node)
        self.assertEqual(order.order_line.product_id.default_code, "HAT")
        self.assert_exact(node, order)

    def test_the_explained_total(self):
        node = self.place(taxes=[STATE], shipping={"title": "Post", "price": "4.90"})
        parts = self.take_order(node).shopify_bind_ids.part_ids
        amounts = {part.kind: part.shopify_amount for part in parts}
        self.assertEqual(
            amounts, {"items": 29.97, "shipping": 4.9, "tax": 2.18, "total": 37.05}
        )
        self.assertEqual(parts.mapped("difference"), [0.0] * 4)
