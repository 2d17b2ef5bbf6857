import unittest
from types import SimpleNamespace

from ..flows.stock_figure import compensation, sellable


def rule(**values):
    defaults = {"buffer_units": 0, "buffer_percent": 0, "cap": 0, "hide_below": 0}
    return SimpleNamespace(**{**defaults, **values})


# (what it shows, available, rule, share, expected)
FIGURES = [
    ("all of it without a rule", 10, None, 100, 10),
    ("whole units only", 2.9, None, 100, 2),
    ("a float that means three", 2.9999999999, None, 100, 3),
    ("a shortage is passed on", -3, None, 100, -3),
    ("no buffer makes a shortage worse", -3, rule(buffer_units=5), 100, -3),
    ("units kept back", 10, rule(buffer_units=3), 100, 7),
    ("more kept back than there is", 2, rule(buffer_units=3), 100, 0),
    ("per cent kept back, rounded up", 10, rule(buffer_percent=25), 100, 7),
    ("units and per cent", 100, rule(buffer_units=5, buffer_percent=10), 100, 85),
    ("exact per cent is not rounded up", 100, rule(buffer_percent=7), 100, 93),
    ("no more than the cap", 50, rule(cap=20), 100, 20),
    ("below the cap", 5, rule(cap=20), 100, 5),
    ("hidden below the limit", 4, rule(hide_below=5), 100, 0),
    ("shown at the limit", 5, rule(hide_below=5), 100, 5),
    ("the buffer counts before hiding", 6, rule(buffer_units=2, hide_below=5), 100, 0),
    ("half of it", 11, None, 50, 5),
    ("the share is taken after the cap", 100, rule(cap=20), 50, 10),
    ("no share", 10, None, 0, 0),
]

# (what it shows, unfulfilled, fulfilled, subtracted here, anywhere, expected)
COMPENSATIONS = [
    ("subtracted by both", 2, 0, 2, 2, 2),
    ("Odoo has not subtracted it", 2, 0, 0, 0, 0),
    ("Odoo has subtracted a part", 3, 0, 1, 1, 1),
    ("gone on both sides", 0, 2, 2, 2, 0),
    ("Shopify has sent a part", 1, 2, 3, 3, 1),
    ("Shopify has sent what Odoo has, the rest waits", 1, 1, 1, 1, 0),
    ("sent by Shopify, unknown to Odoo", 0, 2, 0, 0, -2),
    ("sent by Shopify, partly known to Odoo", 0, 3, 1, 1, -2),
    ("sent by Odoo from another place", 0, 2, 0, 2, 0),
    ("fewer are left in Shopify than Odoo keeps", 1, 0, 2, 2, 1),
    ("more came back than went", 2, 0, -1, 0, 0),
    ("a float that means two", 2, 0, 1.9999999999, 2, 2),
]


class TestStockFigure(unittest.TestCase):
    def test_sellable(self):
        for shows, available, applied, share, expected in FIGURES:
            with self.subTest(shows):
                self.assertEqual(sellable(available, applied, share), expected)

    def test_compensation(self):
        for shows, *quantities, expected in COMPENSATIONS:
            with self.subTest(shows):
                self.assertEqual(compensation(*quantities), expected)
