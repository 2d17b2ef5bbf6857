"""backfill: five thousand older orders are imported, nine of ten of them done."""

from collections import Counter
from datetime import datetime, timedelta

from .orders import TAX, sale_orders
from .report import Row
from .world import BenchWorld, address

COUNT, BATCH = 5000, 50
OPEN = 10  # one of so many is still to be sent
BEGIN = datetime(2026, 1, 1)
TARGETS = {"memory_growth_mb": 60, "ratio": 1.6, "api_calls_per_order": 0.05}
CHUNK = 250  # no call may take longer than Odoo lets one


def run(scale):
    count = int(COUNT * scale)
    with BenchWorld() as world:
        world.store("bucket", rate=1_000_000)
        warm_up = place(world, BATCH, BEGIN - timedelta(days=90))
        take(world, "2025-01-01", "2025-12-31", BATCH)
        floor(world, warm_up)
        gids = place(world, count, BEGIN)
        spent = take(world, "2026-01-01", "2026-10-31", BATCH + count)
        plain = floor(world, gids)
        yield _row(spent, plain, count)


def place(world, count, begin):
    """Orders of three lines, one an hour since then; their ids."""
    return [
        _place_order(world, number, begin + timedelta(hours=number))
        for number in range(count)
    ]


def _place_order(world, number, placed):
    place = number % len(world.customers)
    lines = [
        {"variant": world.variants[(number + 7 * i) % len(world.variants)]}
        | {"quantity": 1 + i}
        for i in range(3)
    ]
    lines[0]["discounts"] = [
        {"type": "automatic", "title": "Summer sale", "percentage": "20"}
    ]
    then = placed.isoformat() + "Z"
    gid = world.store(
        "place_order",
        lines=lines,
        customer=world.customers[place]["id"],
        shipping_address=address(place),
        shipping={"title": "Standard", "price": "4.90", "code": "STANDARD"},
        taxes=[TAX],
        createdAt=then,
        processedAt=then,
    )["id"]
    if number % OPEN:
        world.store("fulfil_order", gid=gid)
    return gid


def take(world, date_from, date_to, until):
    """Import what was placed in these days, until there are so many orders."""
    with world.measure() as spent:
        before = world.odoo(
            "shopify.bench", "start_backfill", world.backend, date_from, date_to
        )
        for wanted in [*range(CHUNK, until, CHUNK), until]:
            world.wait_until(
                lambda wanted=wanted: world.count("shopify_sale_order") >= wanted
            )
        world.wait_until(lambda: not running(world))
    spent["memory_mb"] = world.odoo("shopify.bench", "memory_peak") - before
    return spent


def running(world):
    return world.count("shopify_backfill", "state = 'running'")


def floor(world, gids):
    """What plain Odoo needs for the same orders in the same batches."""
    ids = sale_orders(world, gids)
    spent = Counter()
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        part = world.odoo(
            "shopify.bench", "backfill_floor", world.backend, chunk, BATCH
        )
        spent.update(part)
    return spent


def _row(spent, plain, count):
    figures = {
        "orders": count,
        "memory_growth_mb": spent["memory_mb"],
        "api_calls_per_order": spent["api_calls"] / count,
        "jobs_per_order": spent["jobs"] / count,
        "sql_per_order": spent["sql"] / count,
        "s_per_order": spent["s"] / count,
        "cpu_s_per_order": spent["cpu_s"] / count,
        "floor_sql_per_order": plain["sql"] / count,
        "floor_s_per_order": plain["s"] / count,
        "floor_cpu_s_per_order": plain["cpu_s"] / count,
        "cpu_ratio": spent["cpu_s"] / plain["cpu_s"],
    }
    return Row("backfill", figures, spent["s"] / plain["s"], TARGETS)
