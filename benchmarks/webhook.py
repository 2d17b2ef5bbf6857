"""webhook: how many messages the endpoint takes, and how long each of them waits.

The floor is an endpoint that reads the body and inserts one row, on the same server.
The flow is paused, so that the endpoint is measured and not the import; `p99_ms` is
at 50 messages a second, once more as `draining_p99_ms` while jobs work them off.
"""

import statistics

from . import load
from .orders import place
from .orders_trickle import take_all
from .report import Row
from .world import BenchWorld

ORDERS, ROUNDS, BURST, DELIVERIES = 100, 5, 400, 20_000
RATE, STEADY_SECONDS = 50, 20
TARGETS = {"ratio": ">=0.7", "p99_ms": 250, "memory_growth_mb": 10}


def run(scale):
    with BenchWorld() as world:
        payloads = place(world, ORDERS)
        take_all(world, payloads)
        requests = load.Requests(world, list(payloads.values()))
        seconds = max(3, STEADY_SECONDS * scale)
        draining = load.steady(world, requests.webhook, RATE, seconds)
        world.wait_until(lambda: not world.busy())
        world.odoo("shopify.policy", "write", [world.policy()], {"paused": True})
        ours, trivial = _rounds(world, requests, scale)
        steady = load.steady(world, requests.webhook, RATE, seconds)
        growth, sql = _memory(world, requests, int(DELIVERIES * scale))
        figures = {
            "requests_per_s": statistics.median(ours),
            "floor_requests_per_s": statistics.median(trivial),
            "p99_ms": load.percentile(steady, 99),
            "p50_ms": load.percentile(steady, 50),
            "draining_p99_ms": load.percentile(draining, 99),
            "sql_per_request": sql,
            "memory_growth_mb": growth,
        }
        pairs = zip(ours, trivial, strict=True)
        yield Row(
            "webhook", figures, statistics.median(a / b for a, b in pairs), TARGETS
        )


def _rounds(world, requests, scale):
    """Requests per second of both endpoints, by turns, so that both meet the same
    weather on a shared machine."""
    count = max(100, int(BURST * scale))
    load.burst(world, requests.trivial, count)
    load.burst(world, requests.webhook, count)
    ours, trivial = [], []
    for _round in range(ROUNDS):
        trivial.append(load.burst(world, requests.trivial, count))
        ours.append(load.burst(world, requests.webhook, count))
    return ours, trivial


def _memory(world, requests, count):
    """MB by which the server grew over `count` messages, and statements a message."""
    before = world.odoo_memory()
    with world.measure() as spent:
        load.burst(world, requests.webhook, count)
    return world.odoo_memory() - before, spent["sql"] / count
