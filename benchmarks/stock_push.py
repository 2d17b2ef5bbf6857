"""stock-push: a thousand variants changed at two locations; the store is told.

The floor asks Odoo for the same quantities and sends them in as few calls, without
levels, rules, open orders, outbox or jobs.
"""

from .report import Row
from .stock import STOCK, StockWorld

PRODUCTS = 1000
TARGETS = {"api_calls_per_push": 8, "sql_per_push": 400, "cpu_s_per_push": 1.0}


def run(scale):
    with StockWorld(int(PRODUCTS * scale)) as world:
        push(world)  # warm
        yield _row(
            push(world), world.odoo("shopify.bench", "push_plainly", world.backend)
        )


def push(world):
    """Count everything while the flow pauses, then let it go; what that cost."""
    policy = world.policy(STOCK)
    world.odoo("shopify.policy", "write", [policy], {"paused": True})
    world.adjust(1)
    with world.measure() as spent:
        world.odoo("shopify.bench", "start_flush", policy)
        world.wait_until(lambda: not world.stock_waits())
    waiting = world.sql("SELECT count(*) FROM shopify_stock_level WHERE wanted <> sent")
    assert waiting == [(0,)], waiting
    return spent


def _row(spent, plain):
    figures = {
        f"{what}_per_push": spent[what]
        for what in ("api_calls", "sql", "cpu_s", "s", "jobs")
    }
    figures |= {f"floor_{what}_per_push": plain[what] for what in ("sql", "cpu_s", "s")}
    return Row("stock-push", figures, spent["cpu_s"] / plain["cpu_s"], TARGETS)
