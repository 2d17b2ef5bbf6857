"""orders-paid: five hundred paid orders wait; each gets its posted invoice and its
payment, reconciled."""

from .orders import median_ratio, per_order, place, sale_orders
from .orders_burst import BATCH, COUNT, drain
from .report import Row
from .world import LANES, BenchWorld

TARGETS = {"sql_per_order": 220, "api_calls_per_order": 0.05, "ratio": 2.0}


def run(scale):
    count = int(COUNT * scale)
    with BenchWorld() as world:
        world.odoo("shopify.bench", "keep_books", world.backend, world.policy())
        warm_up = place(world, BATCH)
        drain(world, warm_up)
        _floor(world, warm_up)
        world.hold_back(place(world, count))
        rounds = [_round(world, lane) for lane in LANES]
        figures = per_order(rounds, count)
        yield Row("orders-paid", figures, median_ratio(rounds, "s"), TARGETS)


def _round(world, lane):
    gids = world.waiting(lane)
    with world.measure() as spent:
        world.let_go([lane])
    return spent, _floor(world, gids)


def _floor(world, gids):
    """The same orders, invoices and payments by plain Odoo; first a look at ours."""
    ids = sale_orders(world, gids)
    paid = world.sql(
        """SELECT count(DISTINCT s.id) FROM sale_order s
             JOIN sale_order_line sl ON sl.order_id = s.id
             JOIN sale_order_line_invoice_rel r ON r.order_line_id = sl.id
             JOIN account_move_line ml ON ml.id = r.invoice_line_id
             JOIN account_move m ON m.id = ml.move_id
            WHERE s.id = ANY(%s) AND m.payment_state = 'paid'""",
        ids,
    )[0][0]
    if paid != len(ids):
        issues = world.sql("SELECT message FROM shopify_issue WHERE state = 'open'")
        raise AssertionError(f"{len(ids) - paid} orders are not paid: {issues[:3]}")
    return world.odoo("shopify.bench", "paid_floor", world.backend, ids, BATCH)
