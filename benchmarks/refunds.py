"""refunds: two hundred delivered, billed and paid orders get one of their items back.

The floor does the same by hand, on as many orders of the same kind: a credit note, a
return that is received, a payment, reconciled.
"""

from .orders import median_ratio, per_order, place, sale_orders
from .orders_burst import BATCH, drain
from .report import Row
from .world import LANES, BenchWorld

COUNT = 200
TARGETS = {"ratio": 1.5}


def run(scale):
    count = int(COUNT * scale)
    with BenchWorld() as world:
        world.odoo("shopify.bench", "keep_books", world.backend, world.policy())
        _refund(world, _sold(world, BATCH))
        world.let_go()
        plain = list(_sold(world, count))
        refunded = _refund(world, _sold(world, count))
        world.hold_back(refunded)
        rounds = [_round(world, lane, refunded, plain) for lane in LANES]
        figures = per_order(rounds, count)
        yield Row("refunds", figures, median_ratio(rounds, "s"), TARGETS)


def _sold(world, count):
    """{gid: message} of orders that are in the books and have left the house."""
    payloads = place(world, count)
    drain(world, payloads)
    world.odoo("shopify.bench", "deliver", sale_orders(world, payloads))
    world.let_go()
    return payloads


def _refund(world, payloads):
    """The store pays the first item of each order back, and restocks it."""
    for gid in payloads:
        order = world.store("object", gid=gid)
        line = order["lineItems"][0]
        world.store("fulfil_order", gid=gid)
        world.store("refund_order", gid=gid, lines={line["id"]: line["quantity"]})
    return payloads


def _round(world, lane, refunded, plain):
    gids = [gid for gid in world.waiting(lane) if gid in refunded]
    with world.measure() as spent:
        world.let_go([lane])
    _check(world, gids)
    floor, plain[:] = plain[: len(gids)], plain[len(gids) :]
    ids = sale_orders(world, floor)
    return spent, world.odoo("shopify.bench", "refund_floor", world.backend, ids, BATCH)


def _check(world, gids):
    """Every order has its credit note, reconciled, and its return, received."""
    done = world.sql(
        """SELECT count(*) FROM shopify_refund r
             JOIN shopify_sale_order b ON b.id = r.binding_id
             JOIN account_move m ON m.shopify_refund_id = r.id
             JOIN stock_picking p ON p.shopify_refund_id = r.id
            WHERE b.external_id = ANY(%s)
              AND m.payment_state = 'paid' AND p.state = 'done'""",
        list(gids),
    )[0][0]
    assert done == len(gids), f"{done} of {len(gids)} refunds are in the books"
