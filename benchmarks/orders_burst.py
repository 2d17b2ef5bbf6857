"""orders-burst: five hundred orders wait, as after a pause or a rush."""

from .orders import floor, place
from .report import Row
from .world import BenchWorld

COUNT, WARM_UP, BATCH = 500, 60, 50
TARGETS = {"sql_per_order": 100, "api_calls_per_order": 0.05, "ratio": 1.6}


def run(scale):
    with BenchWorld() as world:
        for new_customers in (False, True):
            burst(world, WARM_UP, new_customers)
            yield _row(world, int(COUNT * scale), new_customers)


def burst(world, count, new_customers=False):
    """Let `count` orders wait, then work them off and make them once more plainly.

    Returns what the drain and what the floor spent.
    """
    policy = world.policy()
    payloads = place(world, count, new_customers)
    world.odoo("shopify.policy", "write", [policy], {"paused": True})
    for gid, payload in payloads.items():
        world.deliver("orders/create", payload, int(gid.rsplit("/", 1)[1]))
    with world.measure() as drain:
        world.odoo("shopify.bench", "start_drain", policy)
        world.wait_until(lambda: not world.busy())
    return drain, floor(world, payloads, BATCH, new_customers)


def _row(world, count, new_customers):
    drain, plain = burst(world, count, new_customers)
    figures = {
        f"{what}_per_order": drain[what] / count
        for what in ("sql", "api_calls", "jobs", "s", "store_s", "cpu_s")
    }
    figures.update(
        {
            f"floor_{what}_per_order": plain[what] / count
            for what in ("sql", "s", "cpu_s")
        }
    )
    figures["cpu_ratio"] = drain["cpu_s"] / plain["cpu_s"]
    name = "orders-burst" + ("-new-customers" if new_customers else "")
    return Row(name, figures, drain["s"] / plain["s"], TARGETS)
