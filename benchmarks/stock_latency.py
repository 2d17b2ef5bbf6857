"""stock-latency: from a change in Odoo to its being visible in the store.

Twenty times a second somebody counts one more of an article, each time in a
transaction of its own; the job runner sends. The store notes when it shows it: in
the messages that it would send of its levels. The flow gathers changes for two
seconds, as it does by default; that is part of the delay.
"""

import json
from datetime import datetime
from statistics import quantiles

from .report import Row
from .stock import StockWorld

PRODUCTS, PER_SECOND, SECONDS, WARM_UP = 100, 20, 45, 3
NOWHERE = "http://127.0.0.1:9/"  # messages are held back anyway
TARGETS = {"p95_s": 5.0, "never_shown": 0, "changes_per_s": ">=19"}


def run(scale):
    with StockWorld(PRODUCTS) as world:
        world.store("webhooks/subscribe", topic="inventory_levels/update", uri=NOWHERE)
        change(world, WARM_UP)
        seconds = max(WARM_UP, SECONDS * scale)
        yield _row(*change(world, seconds))


def change(world, seconds):
    """(changes, seconds until each was shown (None: never), number of calls)"""
    world.store("calls/clear")
    made = world.odoo(
        "shopify.bench",
        "change_steadily",
        world.backend,
        PER_SECOND,
        int(PER_SECOND * seconds),
    )
    world.wait_until(lambda: not world.stock_waits())
    shown = _shown(world)
    return made, [_delay(shown, *each) for each in made], _calls(world)


def _shown(world):
    """{(item, location): [(when, units)]}, gids, oldest first."""
    found = {}
    for entry in world.store("webhooks", last=50_000):
        if entry["topic"] != "inventory_levels/update":
            continue
        level = json.loads(entry["body"])
        at = datetime.fromisoformat(entry["at"]).timestamp()
        place = (
            f"gid://shopify/InventoryItem/{level['inventory_item_id']}",
            f"gid://shopify/Location/{level['location_id']}",
        )
        found.setdefault(place, []).append((at, level["available"]))
    return found


def _delay(shown, item, location, units, committed_at):
    """Units only ever grow: whoever shows more shows this change as well."""
    for at, available in shown.get((item, location), ()):
        if available >= units:
            return max(0.0, at - committed_at)
    return None


def _calls(world):
    return len(world.store("calls", last=100_000))


def _row(made, delays, calls):
    known = [delay for delay in delays if delay is not None]
    cuts = quantiles(known, n=100)
    took = made[-1][-1] - made[0][-1]
    figures = {
        "p50_s": cuts[49],
        "p95_s": cuts[94],
        "max_s": max(known),
        "never_shown": len(delays) - len(known),
        "changes": len(made),
        "changes_per_s": (len(made) - 1) / took,
        "api_calls_per_change": calls / len(made),
    }
    return Row("stock-latency", figures, None, TARGETS)
