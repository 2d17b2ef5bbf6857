"""stock-throttled: a store that lets us do little hears of all levels at once.

Nothing is known of the levels: each array of 250 is read, then set. On the smallest
plan (100 points a second) that costs so little that the allowance lasts for more
levels a second than one process computes. So both are scaled down, the clock is not:
a store that gives 5 points a second. Its bucket is empty in the beginning; what is
left in it in the end counts as not used.
"""

from .report import Row
from .stock import STOCK
from .stock_scan import ScanWorld

LEVELS, POINTS = 5_000, 5
TARGETS = {"allowance_used": ">=0.9", "refusals_after_first": 0}


def run(scale):
    levels = int(LEVELS * scale)
    with ScanWorld(levels // 2) as world:
        _let_wait(world)
        with world.measure() as spent:
            world.store("bucket", rate=POINTS, empty=True)
            world.odoo("shopify.bench", "start_flush", world.policy(STOCK))
            world.wait_until(lambda: not world.stock_waits())
        differing = world.sql(
            "SELECT count(*) FROM shopify_stock_level WHERE wanted <> known_on_hand"
        )
        assert differing == [(0,)], differing
        yield _row(world, spent, levels)


def _let_wait(world):
    """Everything is to be told, and a rule makes it differ from what is there."""
    policy = world.policy(STOCK)
    paused = {"paused": True, "enabled": True}
    world.odoo("shopify.policy", "write", [policy], paused)
    rule = {"backend_id": world.backend, "buffer_units": 1}
    world.odoo("shopify.stock.rule", "create", rule)


def _row(world, spent, levels):
    calls = world.store("calls", last=100_000)
    refused = sum(call["status"] == "throttled" for call in calls)
    points = sum(call["cost"] for call in calls)
    figures = {
        "levels": levels,
        "s": spent["s"],
        "points": points,
        "allowance_used": points / (POINTS * spent["s"]),
        "refusals_after_first": max(0, refused - 1),
        "api_calls": len(calls),
        "cpu_s": spent["cpu_s"],
        "jobs": spent["jobs"],
    }
    return Row("stock-throttled", figures, None, TARGETS)
