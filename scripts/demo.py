"""./dev demo: a store and an Odoo on this machine, connected, orders flowing.

./dev demo [--every SECONDS] [--products N] [--workers N]
./dev demo --check    the story without a person: 0 only if every step held
"""

import argparse
import signal
import sys
import time

from . import story
from .console import Problem, say, step
from .instance import Instance
from .setup_shop import connect
from .world import World


def main():
    options = _options()
    template = Instance.from_environment()
    name = "demo_check" if options.check else "demo"
    try:
        with World(name, template, options.products, options.workers) as world:
            if options.check:
                return story.tell(world)
            return _run(world, options.every)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    except Problem as problem:
        say(f"\n{problem}")
        return 1


def _run(world, seconds):
    with step("connect the store"):
        connect(world)
    print(
        f"""
Odoo       {world.odoo_url}/odoo        login admin, password admin
The store  {world.store_url}        place, edit, pay, refund orders here
Logs       {world.instance.folder}

An order every {seconds:g} seconds, once the catalogue is there; those that are not paid
stay quotations. Ctrl-C stops everything.
""",
        flush=True,
    )
    story.wait_for_catalogue(world)
    while True:
        (gid,) = world.store("generate", orders=1, quiet=False)["orders"]
        print(_placed(world, gid), flush=True)
        time.sleep(seconds)


def _placed(world, gid):
    order = world.store("object", gid=gid)
    total = order["totalPriceSet"]["shopMoney"]
    started = time.monotonic()
    amount = float(total["amount"])
    title = f"{order['name']:>8} {amount:>9.2f} {total['currencyCode']}"
    try:
        sale = story.wait_for_order(world, gid)
    except story.Broken:
        return f"{title}  has not arrived yet: see Shopify / Issues in Odoo"
    state = dict(draft="quotation", sale="confirmed").get(sale["state"], sale["state"])
    seconds = time.monotonic() - started
    return f"{title}  -> {sale['name']}, {state}, after {seconds:.1f} s"


def _options():
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--every", type=float, default=5, metavar="SECONDS")
    parser.add_argument("--products", type=int, default=40)
    parser.add_argument("--workers", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
