"""orders-trickle: one order at a time, from its message to the confirmed order."""

import itertools

from .orders import floor, place, sale_orders
from .report import Row
from .world import BenchWorld

COUNT, WARM_UP = 60, 10
PAUSE = 0.005
TARGETS = {
    "sql_per_order": 190,
    "api_calls_per_order": 1,
    "jobs_per_order": 1,
    "ratio": 1.6,
}
REDELIVERY_TARGETS = {
    "sql_in_drain_per_message": 8,
    "api_calls_per_message": 1,
    "records_written": 0,
}
BUSINESS_TABLES = (
    "sale_order",
    "sale_order_line",
    "shopify_sale_order",
    "shopify_sale_order_part",
    "stock_picking",
    "stock_move",
    "res_partner",
    "product_template",
    "product_product",
)
_messages = itertools.count(1)


def run(scale):
    count = int(COUNT * scale)
    with BenchWorld() as world:
        take_all(world, place(world, WARM_UP))
        payloads = place(world, count)
        with world.measure() as spent:
            take_all(world, payloads)
        floor(world, list(payloads)[:WARM_UP], 1)
        yield _row(spent, floor(world, payloads, 1), count)
        yield _redelivery(world, payloads)


def take_all(world, payloads, topic="orders/create"):
    """Send each message when the one before was worked off."""
    for payload in payloads.values():
        world.deliver(topic, payload, next(_messages))
        world.wait_until(lambda: not world.busy(), PAUSE)


def _row(spent, plain, count):
    figures = {f"{what}_per_order": value / count for what, value in spent.items()}
    figures.update(
        {
            f"floor_{what}_per_order": plain[what] / count
            for what in ("sql", "s", "cpu_s")
        }
    )
    figures["cpu_ratio"] = spent["cpu_s"] / plain["cpu_s"]
    return Row("orders-trickle", figures, spent["s"] / plain["s"], TARGETS)


def _redelivery(world, payloads):
    """The same orders are told of once more, unchanged."""
    before = _versions(world)
    with world.measure() as spent:
        take_all(world, payloads, "orders/updated")
    figures = {f"{what}_per_message": v / len(payloads) for what, v in spent.items()}
    figures["records_written"] = len(before ^ _versions(world))
    sale_orders(world, payloads)
    return Row("orders-trickle-unchanged", figures, None, REDELIVERY_TARGETS)


def _versions(world):
    """Each row of what people work with, and the transaction that wrote it last."""
    return {
        (table, *row)
        for table in BUSINESS_TABLES
        for row in world.sql(f"SELECT id, xmin::text FROM {table}")
    }
