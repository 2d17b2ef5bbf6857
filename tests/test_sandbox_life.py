from ..sandbox.actions.agreements import open_ledger
from ..sandbox.actions.inventory import quantity_of
from ..sandbox.generator.life import WEIGHTS
from ..sandbox.money import pair, total
from .test_sandbox_generator import GeneratorCase

PARTS = (
    "currentSubtotalPriceSet",
    "currentShippingPriceSet",
    "currentTotalDutiesSet",
    "currentTotalAdditionalFeesSet",
    "totalTipReceivedSet",
)


class TestLife(GeneratorCase):
    """Whatever happens to orders, and in whatever order: the books are right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store, generator = cls().shop(seed=11)
        cls.orders = [generator.order() for _number in range(60)]
        cls.happened = [generator.live(order, steps=8) for order in cls.orders]

    def test_everything_happens(self):
        names = {name for names in self.happened for name in names}
        self.assertEqual(names, set(WEIGHTS))

    def test_totals_explain_each_other(self):
        for order in self.orders:
            worth = total(pair(order[name]) for name in PARTS if order[name])
            if not order["taxesIncluded"]:
                worth += pair(order["currentTotalTaxSet"])
            self.assertEqual(worth, pair(order["currentTotalPriceSet"]))

    def test_what_was_paid_is_what_it_is_worth_and_what_is_outstanding(self):
        for order in self.orders:
            paid, open_amount = (
                pair(order[name]) for name in ("netPaymentSet", "totalOutstandingSet")
            )
            worth = pair(order["currentTotalPriceSet"]) + self.adjusted(order)
            self.assertEqual(worth, paid + open_amount)

    def test_the_ledger_has_it_all(self):
        for order in self.orders:
            sales = total(
                pair(sale["totalAmount"])
                for agreement in open_ledger(self.store, order)
                for sale in agreement["sales"]
            )
            worth = pair(order["currentTotalPriceSet"])
            self.assertEqual(sales, worth + self.adjusted(order))

    def test_units_are_somewhere(self):
        for order in self.orders:
            for line in order["lineItems"]:
                with self.subTest(order=order["name"], line=line["title"]):
                    self.assertGreaterEqual(line["_fulfilled"], line["_returned"])
                    kept = line["_fulfilled"] - line["_returned"]
                    self.assertEqual(
                        line["currentQuantity"], line["unfulfilledQuantity"] + kept
                    )

    def test_committed_units_are_those_that_wait(self):
        waiting = sum(
            part["remainingQuantity"]
            for order in self.orders
            for found in order["fulfillmentOrders"]
            for part in found["lineItems"]
            if self.store.objects[part["lineItem"]]["variant"]
        )
        levels = self.store.all("InventoryLevel")
        committed = sum(quantity_of(level, "committed") for level in levels)
        self.assertEqual(committed, waiting)

    def adjusted(self, order):
        """All adjustments of the order's refunds."""
        return total(
            pair(found["amountSet"]) + pair(found["taxAmountSet"])
            for refund in order["refunds"]
            for found in refund["orderAdjustments"]
        )
