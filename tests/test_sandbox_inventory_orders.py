import random

from ..sandbox.actions.inventory import quantity_of
from .inventory_case import InventoryCase

MOVE = """mutation Move($id: ID!, $place: ID!) {
  fulfillmentOrderMove(id: $id, newLocationId: $place) { userErrors { message } }
}"""


class TestStockOfOrders(InventoryCase):
    """(available, committed, on hand) of five mugs, through the life of orders."""

    def sell(self, quantity=2, **values):
        line = {"variant": self.variant(), "quantity": quantity}
        order = self.store.place_order(lines=[line], **values)
        return order["id"], order["lineItems"][0]["id"]

    def test_placed(self):
        self.sell()
        self.assertEqual(self.quantities(), (3, 2, 5))

    def test_more_than_there_is(self):
        self.sell(7)
        self.assertEqual(self.quantities(), (-2, 7, 5))

    def test_fulfilled(self):
        order, line = self.sell()
        self.store.fulfil_order(order, lines={line: 1})
        self.assertEqual(self.quantities(), (3, 1, 4))
        self.store.fulfil_order(order)
        self.assertEqual(self.quantities(), (3, 0, 3))

    def test_not_fulfilled_after_all(self):
        order, _line = self.sell()
        fulfillment = self.store.fulfil_order(order)
        self.store.cancel_fulfillment(fulfillment["id"])
        self.assertEqual(self.quantities(), (3, 2, 5))

    def test_cancelled_and_restocked(self):
        order, _line = self.sell()
        self.store.cancel_order(order)
        self.assertEqual(self.quantities(), (5, 0, 5))

    def test_cancelled_and_not_restocked(self):
        order, _line = self.sell()
        self.store.cancel_order(order, restock=False)
        self.assertEqual(self.quantities(), (3, 0, 3))

    def test_refunded_before_it_was_fulfilled(self):
        order, line = self.sell()
        self.store.refund_order(order, lines={line: 1}, restock="CANCEL")
        self.assertEqual(self.quantities(), (4, 1, 5))

    def test_refunded_and_neither_fulfilled_nor_sold_again(self):
        order, line = self.sell()
        self.store.refund_order(order, lines={line: 1}, restock=False)
        self.assertEqual(self.quantities(), (3, 1, 4))

    def test_refunded_and_kept_by_the_customer(self):
        order, line = self.sell()
        self.store.fulfil_order(order, lines={line: 1})
        self.store.refund_order(order, lines={line: 1}, restock=False)
        self.assertEqual(self.quantities(), (3, 1, 4))

    def test_returned(self):
        order, line = self.sell()
        self.store.fulfil_order(order)
        self.store.refund_order(order, lines={line: 1})
        self.assertEqual(self.quantities(), (4, 0, 4))

    def test_edited(self):
        order, line = self.sell()
        self.store.edit_order(order, set_quantities={line: 4})
        self.assertEqual(self.quantities(), (1, 4, 5))
        self.store.edit_order(order, set_quantities={line: 1})
        self.assertEqual(self.quantities(), (4, 1, 5))

    def test_untracked_items_have_no_stock_to_commit(self):
        self.store.update_inventory_item(self.mug, tracked=False)
        self.sell()
        self.assertEqual(self.quantities(), (5, 0, 5))


class TestLocations(TestStockOfOrders):
    """The same, for orders that are fulfilled from another location."""

    def setUp(self):
        super().setUp()
        self.shelf, self.cellar = self.cellar, self.shelf
        self.store.set_inventory(self.mug, self.shelf, available=5)

    def sell(self, quantity=2, **values):
        return super().sell(quantity, location=self.shelf, **values)

    def tearDown(self):
        self.assertEqual(self.quantities(location=self.cellar), (5, 0, 5))
        super().tearDown()


class TestMoved(InventoryCase):
    def test_another_location_fulfils(self):
        self.store.activate_inventory(self.mug, self.cellar, available=5)
        line = {"variant": self.variant(), "quantity": 2}
        order = self.store.place_order(lines=[line])
        found = order["fulfillmentOrders"][0]["id"]

        self.data(MOVE, id=found, place=self.cellar)

        self.assertEqual(self.quantities(), (5, 0, 5))
        self.assertEqual(self.quantities(location=self.cellar), (3, 2, 5))
        self.store.fulfil_order(order["id"])
        self.assertEqual(self.quantities(location=self.cellar), (3, 0, 3))


class TestBooks(InventoryCase):
    """Whatever happens: what is committed is what open orders wait for."""

    def test_committed_units_are_those_of_open_orders(self):
        for seed in range(20):
            with self.subTest(seed=seed):
                self.live(random.Random(seed))
                self.check()

    def live(self, chance):
        line = {"variant": self.variant(), "quantity": chance.randint(1, 4)}
        place = chance.choice([self.shelf, self.cellar])
        order = self.store.place_order(lines=[line], location=place)
        gid, line_gid = order["id"], order["lineItems"][0]["id"]
        for _step in range(chance.randint(0, 3)):
            units = chance.randint(0, 4)
            self.store.edit_order(gid, set_quantities={line_gid: units})
        end = chance.choice(["cancel", "fulfil", "wait", "refund"])
        left = self.store.objects[line_gid]["currentQuantity"]
        if end == "cancel":
            self.store.cancel_order(gid, restock=chance.choice([True, False]))
        elif end == "fulfil" and left:
            self.store.fulfil_order(gid)
        elif end == "refund" and left:
            self.store.refund_order(gid, lines={line_gid: left}, restock="CANCEL")

    def check(self):
        waiting = sum(
            part["remainingQuantity"]
            for order in self.store.all("Order")
            for found in order["fulfillmentOrders"]
            for part in found["lineItems"]
        )
        levels = self.store.all("InventoryLevel")
        committed = sum(quantity_of(level, "committed") for level in levels)
        self.assertEqual(committed, waiting)
