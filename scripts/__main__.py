"""./dev: the developer commands.

./dev demo [--check] [--every SECONDS]  a store and an Odoo, connected, orders flowing
./dev test [--keep] [pytest arguments]  the test suite, or the tests you name
./dev lint                              ruff, pylint-odoo and the OCA checks
./dev readme                            README.rst and the app's page, from readme/
./dev bench [NAME...] [--json]          measure, and compare with the floor
./dev i18n                              bring new strings into the translation files
./dev server [Odoo arguments]           an Odoo for developing, database `dev`
./dev shell [database]                  Odoo's shell on it
./dev drop DATABASE                     remove a database
./dev stop                              stop PostgreSQL
"""

import signal
import sys

from . import i18n, lint, postgres, serve, testing
from .console import Problem, say

COMMANDS = {
    "demo": serve.demo,
    "test": testing.main,
    "lint": lint.main,
    "readme": lint.readme,
    "bench": serve.bench,
    "i18n": i18n.main,
    "server": serve.server,
    "shell": serve.shell,
    "drop": serve.drop,
    "stop": lambda arguments: postgres.stop(),
}


def main():
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        print(__doc__)
        return int(name not in ("help", "-h", "--help"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return COMMANDS[name](arguments)
    except Problem as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted; the same command goes on from here.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
