from ..shopify.order_lists import complete
from .client_case import ClientCase

LINES = 300  # more than two answers hold


class TestOrderLists(ClientCase):
    """Lists of orders are read to their end, however long they are."""

    def place(self, lines=1, **values):
        lines = [{"title": f"Line {n}", "price": "1"} for n in range(lines)]
        return self.store.place_order(lines=lines, **values)

    def ask(self, *orders, query="order"):
        """The orders' nodes, whole."""
        gids = [order["id"] for order in orders]
        self.store.calls.clear()
        found = self.client.nodes(query, gids)
        complete(self.client, list(found.values()))
        return [found[gid] for gid in gids]

    def assert_whole(self, node, name, told):
        wanted = [each if isinstance(each, str) else each["id"] for each in told]
        self.assertEqual([each["id"] for each in node[name]["nodes"]], wanted)
        self.assertNotIn("pageInfo", node[name])

    def test_an_order_that_fits_is_read_once(self):
        order = self.place(lines=50)
        (node,) = self.ask(order)
        self.assert_whole(node, "lineItems", order["lineItems"])
        self.assertEqual(self.asked(), ["order"])

    def test_lines(self):
        order = self.place(lines=LINES)
        (node,) = self.ask(order)
        self.assert_whole(node, "lineItems", order["lineItems"])
        self.assertEqual(self.asked(), ["order", "order_more", "order_more"])
        first, *_others, last = node["lineItems"]["nodes"]
        self.assertEqual(first.keys(), last.keys())

    def test_the_rest_of_many_orders_is_one_call(self):
        orders = [self.place(lines=51 + n) for n in range(3)]
        nodes = self.ask(*orders, self.place())
        for node, order in zip(nodes, orders, strict=False):
            self.assert_whole(node, "lineItems", order["lineItems"])
        self.assertEqual(self.asked(), ["order", "order_more"])

    def test_lines_of_a_refund(self):
        order = self.place(lines=LINES)
        lines = {line["id"]: 1 for line in order["lineItems"]}
        refund = self.store.refund_order(order["id"], lines=lines)
        (node,) = self.ask(order)
        (found,) = node["refunds"]
        self.assert_whole(found, "refundLineItems", refund["refundLineItems"])

    def test_shipping_and_differences_of_a_refund(self):
        order = self.place(shipping={"title": "Post", "price": "5"})
        refund = self.store.refund_order(order["id"], shipping=True, amount="1")
        self.repeat(order["shippingLines"], 12)
        self.repeat(refund["refundShippingLines"], 12)
        self.repeat(refund["orderAdjustments"], 12)
        (node,) = self.ask(order)
        (found,) = node["refunds"]
        self.assert_whole(node, "shippingLines", order["shippingLines"])
        self.assert_whole(found, "refundShippingLines", refund["refundShippingLines"])
        self.assert_whole(found, "orderAdjustments", refund["orderAdjustments"])

    def test_returns_and_their_lines(self):
        order = self.place(lines=LINES)
        self.store.fulfil_order(order["id"])
        lines = [line["id"] for line in order["lineItems"]]
        returns = [
            self.store.create_return(order["id"], {gid: 1}) for gid in lines[:25]
        ]
        long = self.store.create_return(order["id"], dict.fromkeys(lines[25:], 1))
        (node,) = self.ask(order, query="order_returns")
        self.assert_whole(node, "returns", [*returns, long])
        *_short, last = node["returns"]["nodes"]
        self.assert_whole(last, "returnLineItems", long["returnLineItems"])

    def test_a_refund_that_the_books_are_compared_with(self):
        order = self.place()
        refund = self.store.refund_order(order["id"], amount="0.50")
        self.repeat(refund["orderAdjustments"], 12)
        self.store.calls.clear()
        for page in self.client.pages("orders_ledger", "orders", query=""):
            complete(self.client, page)
            (node,) = page
        (found,) = node["refunds"]
        self.assert_whole(found, "orderAdjustments", refund["orderAdjustments"])

    def repeat(self, rows, count):
        """Let a list have so many rows like its first one."""
        typename = rows[0]["__typename"]
        while len(rows) < count:
            rows.append({**rows[0], "id": self.store.new_gid(typename)})
