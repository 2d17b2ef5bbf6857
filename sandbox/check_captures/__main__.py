"""Prints how the sandbox store compares with a directory of recordings."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from .recording import load
from .replay import replay


def main(arguments=None):
    """Replay all recordings of a directory; 1 if any answer differs, else 0."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.check_captures")
    parser.add_argument("directory", type=Path, help="directory with recordings (JSON)")
    parser.add_argument(
        "--only", default="", help="recordings whose name has this text"
    )
    parser.add_argument("--all", action="store_true", help="show every difference")
    options = parser.parse_args(arguments)
    differ = False
    for path in sorted(options.directory.glob("*.json")):
        if options.only in path.stem:
            outcomes = replay(load(path))
            differ |= any(outcome.verdict == "differs" for outcome in outcomes)
            report(path.stem, outcomes, 1000 if options.all else 3)
    return int(differ)


def report(name, outcomes, most=3):
    """Print the verdicts of one recording, with at most `most` differences a step."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    verdicts = [
        f"{counts[v]} {v}" for v in ("same", "differs", "not modelled") if counts[v]
    ]
    print(f"{name}: {', '.join(verdicts) or 'nothing recorded'}")
    for outcome in outcomes:
        if outcome.verdict == "differs":
            for path, recorded, own in outcome.details[:most]:
                print(
                    f"    differs      {outcome.step}: {path}: {recorded!r} / {own!r}"
                )
            if len(outcome.details) > most:
                print(f"                 … and {len(outcome.details) - most} more")
        elif outcome.verdict == "not modelled":
            print(f"    not modelled {outcome.step}: {outcome.details[0]}")


if __name__ == "__main__":
    sys.exit(main())
