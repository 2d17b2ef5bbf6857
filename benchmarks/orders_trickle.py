"""orders-trickle: one order at a time, from its message to the confirmed order."""

from .orders import floor, median_ratio, per_order, place, sale_orders
from .report import Row
from .world import BenchWorld

ROUNDS, COUNT, WARM_UP = 5, 12, 10
PAUSE = 0.01
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


def run(scale):
    count = max(1, int(COUNT * scale))
    with BenchWorld() as world:
        warm_up = place(world, WARM_UP)
        take_all(world, warm_up)
        floor(world, warm_up, 1)
        payloads = [place(world, count) for _round in range(ROUNDS)]
        rounds = [_round(world, each) for each in payloads]
        figures = per_order(rounds, count * ROUNDS)
        yield Row("orders-trickle", figures, median_ratio(rounds, "s"), TARGETS)
        yield _redelivery(world, payloads)


def take_all(world, payloads, topic="orders/create"):
    """Send each message when the one before was worked off."""
    for payload in payloads.values():
        world.deliver(topic, payload)
        world.wait_until(lambda: not world.busy(), PAUSE)


def _round(world, payloads):
    """Ours and the floor by turns: both meet the same weather on a shared machine."""
    with world.measure() as spent:
        take_all(world, payloads)
    return spent, floor(world, payloads, 1)


def _redelivery(world, payloads):
    """The same orders are told of once more, unchanged: one by one, then together.

    `sql` is the whole path of a message (endpoint, job queue, comparison), of which
    `sql_in_drain` is the comparison.
    """
    before = _versions(world)
    with world.measure() as spent:
        take_all(world, payloads[0], "orders/updated")
    figures = {f"{what}_per_message": v / len(payloads[0]) for what, v in spent.items()}
    everything = {gid: body for each in payloads for gid, body in each.items()}
    with world.measure() as together:
        world.hold_back(everything)
        world.let_go()
    figures["together_sql_per_message"] = together["sql"] / len(everything)
    figures["records_written"] = len(before ^ _versions(world))
    sale_orders(world, everything)
    return Row("orders-trickle-unchanged", figures, None, REDELIVERY_TARGETS)


def _versions(world):
    """Each row of what people work with, and the transaction that wrote it last."""
    return {
        (table, *row)
        for table in BUSINESS_TABLES
        for row in world.sql(f"SELECT id, xmin::text FROM {table}")
    }
