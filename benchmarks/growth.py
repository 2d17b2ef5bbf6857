"""growth: does an order cost more once there are many?

Two servers, one with a thousand of everything and one with fifty thousand, get the
same orders by turns, so that both meet the same weather on a shared machine.
"""

import statistics

from .orders import place
from .orders_burst import drain
from .report import Row
from .world import BenchWorld

SMALL, LARGE = 1_000, 50_000
ROUNDS, COUNT, WARM_UP = 5, 60, 60
TARGETS = {"ratio": 1.15}
# Table by table, copies of its first row: the columns that differ from one to the
# next. `n` counts them; {table} is the id of that table's copy.
COPIES = {
    "res_partner": {"name": "'Grown ' || n", "email_normalized": "'g' || n || '@x'"},
    "shopify_res_partner": {
        "external_id": "'gid://shopify/Customer/9' || n",
        "odoo_id": "{res_partner}",
    },
    "sale_order": {"name": "'#9' || n", "partner_id": "{res_partner}"},
    "sale_order_line": {
        "order_id": "{sale_order}",
        "shopify_line_id": "'gid://shopify/LineItem/9' || n",
    },
    "shopify_sale_order": {
        "external_id": "'gid://shopify/Order/9' || n",
        "odoo_id": "{sale_order}",
        "name": "'#9' || n",
    },
    "shopify_sale_order_part": {"binding_id": "{shopify_sale_order}"},
    "shopify_event": {
        "resource_id": "'gid://shopify/Order/9' || n",
        "webhook_id": "'grown ' || n",
    },
}


def run(scale):
    with BenchWorld("bench_small") as small, BenchWorld("bench_large") as large:
        for world, size in ((small, SMALL), (large, int(LARGE * scale))):
            drain(world, place(world, WARM_UP))
            grow(world, size)
            drain(world, place(world, WARM_UP))
        rounds = [
            (drain(small, place(small, COUNT)), drain(large, place(large, COUNT)))
            for _round in range(ROUNDS)
        ]
        yield Row("growth", _figures(rounds), _ratio(rounds, "s"), TARGETS)


def _figures(rounds):
    figures = {"sql_ratio": _ratio(rounds, "sql"), "cpu_ratio": _ratio(rounds, "cpu_s")}
    for what in ("sql", "s", "cpu_s"):
        for place_of, name in enumerate(("", "large_")):
            values = [each[place_of][what] / COUNT for each in rounds]
            figures[f"{name}{what}_per_order"] = statistics.median(values)
    return figures


def _ratio(rounds, what):
    return statistics.median(large[what] / small[what] for small, large in rounds)


def grow(world, count):
    """Fill the tables that an import looks into with `count` more rows each."""
    ids = {}
    for table, changes in COPIES.items():
        (last,) = world.sql(f"SELECT max(id) FROM {table}")[0]
        ids[table] = f"{last} + n"
        changes = {name: text.format(**ids) for name, text in changes.items()}
        changes["id"] = ids[table]
        _copy_rows(world, table, changes, count)
    world.sql("VACUUM ANALYZE")


def _copy_rows(world, table, changes, count):
    columns = [
        name
        for (name,) in world.sql(
            """SELECT column_name FROM information_schema.columns
                WHERE table_name = %s AND is_generated = 'NEVER'""",
            table,
        )
    ]
    values = ", ".join(changes.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    world.sql(
        f"""INSERT INTO {table} ({names})
            SELECT {values} FROM {table}, generate_series(1, {count}) AS n
             WHERE id = (SELECT max(id) FROM {table})"""
    )
    world.sql(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
