"""./dev bench [NAME...] [--json] [--scale SHARE]

Names: orders-burst, orders-paid, orders-trickle, refunds, webhook, growth, backfill,
stock-hook, stock-push, stock-scan, stock-latency, stock-throttled. Without one: all
of them.
"""

import argparse
import signal
import sys

from scripts.console import Problem

from . import (
    backfill,
    growth,
    orders_burst,
    orders_paid,
    orders_trickle,
    refunds,
    stock_hook,
    stock_latency,
    stock_push,
    stock_scan,
    stock_throttled,
    webhook,
)
from .world import BenchWorld

BENCHMARKS = {
    "orders-burst": orders_burst.run,
    "orders-paid": orders_paid.run,
    "orders-trickle": orders_trickle.run,
    "refunds": refunds.run,
    "webhook": webhook.run,
    "growth": growth.run,
    "backfill": backfill.run,
    "stock-hook": stock_hook.run,
    "stock-push": stock_push.run,
    "stock-scan": stock_scan.run,
    "stock-latency": stock_latency.run,
    "stock-throttled": stock_throttled.run,
}


def main():
    options = _options()
    BenchWorld.show_statements = options.statements
    try:
        for name in options.names or BENCHMARKS:
            for row in BENCHMARKS[name](options.scale):
                print(row.json() if options.json else row.text(), flush=True)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


def _options():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", action="store_true", help="one object per line")
    parser.add_argument(
        "--scale",
        type=float,
        default=1.0,
        help="share of the work, for a quick look (the figures get noisier)",
    )
    parser.add_argument(
        "--statements",
        action="store_true",
        help="list what was executed in the database, and how often",
    )
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
