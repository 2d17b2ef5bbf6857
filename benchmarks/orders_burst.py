"""orders-burst: five hundred orders wait, as after a pause or a rush."""

from .orders import floor, median_ratio, per_order, place
from .report import Row
from .world import LANES, BenchWorld

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
    """All wait, then lane by lane is worked off, and the same orders are made plainly:
    by turns, so that both meet the same weather on a shared machine."""
    warm_up = place(world, BATCH, new_customers)
    drain(world, warm_up)
    floor(world, warm_up, BATCH, new_customers)
    world.hold_back(place(world, count, new_customers))
    rounds = [_round(world, lane, new_customers) for lane in LANES]
    figures = per_order(rounds, count)
    name = "orders-burst" + ("-new-customers" if new_customers else "")
    return Row(name, figures, median_ratio(rounds, "s"), TARGETS)


def _round(world, lane, new_customers):
    gids = world.waiting(lane)
    with world.measure() as spent:
        world.let_go([lane])
    return spent, floor(world, gids, BATCH, new_customers)
