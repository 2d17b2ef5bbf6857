"""Orders of one shape for benchmarks, and the floor for them."""

import itertools
import statistics

from .world import address

TAX = {"title": "MwSt", "rate": "0.19"}
_numbers = itertools.count(1)


def place(world, count, new_customers=False):
    """Orders of three storable lines, one of them discounted, shipping and tax.

    With new customers each comes from somebody Odoo does not know, and goes to an
    address that is not the customer's own. Returns {gid: payload of its message}.
    """
    gids = [_place_order(world, next(_numbers), new_customers) for _ in range(count)]
    wanted = set(gids)
    payloads = {}
    for entry in world.store("webhooks", last=3 * count):
        if entry["topic"] == "orders/create":
            gid = entry["body"].split('"admin_graphql_api_id":"', 1)[1].split('"')[0]
            payloads[gid] = entry["body"]
    return {gid: payloads[gid] for gid in gids if gid in wanted}


def _place_order(world, number, new_customers):
    if new_customers:
        customer = world.create_customer(10_000 + number)
        shipping_address = address(number, "Gartenstraße")
    else:
        customer = world.customers[number % len(world.customers)]
        shipping_address = None
    variants = world.variants
    lines = [
        {
            "variant": variants[(number + 7 * place) % len(variants)],
            "quantity": 1 + place,
        }
        for place in range(3)
    ]
    lines[0]["discounts"] = [
        {"type": "automatic", "title": "Summer sale", "percentage": "20"}
    ]
    order = world.store(
        "place_order",
        lines=lines,
        customer=customer["id"],
        shipping_address=shipping_address or address(world.customers.index(customer)),
        shipping={"title": "Standard", "price": "4.90", "code": "STANDARD"},
        taxes=[TAX],
    )
    return order["id"]


def sale_orders(world, gids):
    """Ids of the confirmed sale orders of the store's orders; all must be there."""
    rows = world.sql(
        """SELECT b.external_id, s.id FROM shopify_sale_order b
             JOIN sale_order s ON s.id = b.odoo_id
            WHERE s.state = 'sale' AND b.external_id = ANY(%s)""",
        list(gids),
    )
    found = dict(rows)
    missing = [gid for gid in gids if gid not in found]
    if missing:
        issues = world.sql("SELECT message FROM shopify_issue WHERE state = 'open'")
        raise AssertionError(f"{len(missing)} orders are missing: {issues[:3]}")
    return [found[gid] for gid in gids]


def floor(world, gids, batch_size, new_customers=False):
    """What plain Odoo needs for the same orders; see the bench module."""
    ids = sale_orders(world, gids)
    return world.odoo(
        "shopify.bench", "floor", world.backend, ids, batch_size, new_customers
    )


def per_order(rounds, count):
    """Figures of rounds, [(what we spent, what the floor spent), …]."""
    figures = {}
    for side, name in enumerate(("", "floor_")):
        for what in rounds[0][side]:
            total = sum(each[side][what] for each in rounds)
            figures[f"{name}{what}_per_order"] = total / count
    figures["cpu_ratio"] = median_ratio(rounds, "cpu_s")
    return figures


def median_ratio(rounds, what):
    return statistics.median(ours[what] / plain[what] for ours, plain in rounds)
