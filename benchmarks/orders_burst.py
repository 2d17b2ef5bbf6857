"""orders-burst: five hundred orders wait, as after a pause or a rush."""

from .orders import floor, place
from .report import Row
from .world import BenchWorld

COUNT, BATCH = 500, 50
TARGETS = {"sql_per_order": 100, "api_calls_per_order": 0.05, "ratio": 1.6}


def run(scale):
    count = int(COUNT * scale)
    with BenchWorld() as world:
        for new_customers in (False, True):
            yield _row(world, count, new_customers)


def drain(world, payloads):
    """Let the orders of these messages wait, then work them off; what that took."""
    world.hold_back(payloads)
    with world.measure() as spent:
        world.let_go()
    return spent


def _row(world, count, new_customers):
    """The floor is taken half before and half after: the machine may be shared."""
    half = count // 2
    before = place(world, half, new_customers)
    drain(world, before)
    floor(world, list(before)[:BATCH], BATCH, new_customers)
    floors = [floor(world, before, BATCH, new_customers)]
    payloads = place(world, count, new_customers)
    spent = drain(world, payloads)
    floors.append(floor(world, list(payloads)[:half], BATCH, new_customers))
    plain = {name: sum(each[name] for each in floors) for name in floors[0]}
    figures = {
        f"{what}_per_order": spent[what] / count
        for what in ("sql", "api_calls", "jobs", "s", "store_s", "cpu_s")
    }
    figures.update(
        {f"floor_{what}_per_order": value / (2 * half) for what, value in plain.items()}
    )
    figures["cpu_ratio"] = figures["cpu_s_per_order"] / figures["floor_cpu_s_per_order"]
    name = "orders-burst" + ("-new-customers" if new_customers else "")
    ratio = figures["s_per_order"] / figures["floor_s_per_order"]
    return Row(name, figures, ratio, TARGETS)
