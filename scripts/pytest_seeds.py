"""A pytest plugin for ./dev test: how much the random tests try, and what the
recorded ones read.

./dev test tests/test_stock_simulation.py --seeds 1000 -n 2
./dev test tests/test_money_property.py --carts 5000
./dev test tests/test_order_life.py --orders 3000
./dev test tests/test_order_recordings.py --recordings=DIRECTORY
"""

import os
from pathlib import Path

import pytest

OPTIONS = {
    "seeds": "how many seeds simulations run",
    "carts": "how many random carts are tried",
    "carts-seed": "the seed of the random carts",
    "orders": "how many orders the simulated months have together",
    "orders-seed": "the seed of the simulated months",
    "recordings": "a directory with recorded answers of a real store",
}


def pytest_addoption(parser):
    for name, text in OPTIONS.items():
        kind = Path if name == "recordings" else int
        parser.addoption(f"--{name}", type=kind, help=text)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    for name in OPTIONS:
        value = config.getoption(name.replace("-", "_"))
        if value is not None:
            config.option.timeout = 0  # as long as it takes
            # Before the test modules are imported: they make tests of it.
            variable = name.replace("-", "_").upper()
            os.environ[f"CONNECTOR_SHOPIFY_{variable}"] = str(value)
