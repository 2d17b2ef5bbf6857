"""A pytest plugin for ./dev test: how much the random tests try.

./dev test tests/test_stock_simulation.py --seeds 1000 -n 2
./dev test tests/test_money_property.py --carts 5000
./dev test tests/test_order_life.py --orders 3000
"""

import os

import pytest

OPTIONS = {
    "seeds": "how many seeds simulations run",
    "carts": "how many random carts are tried",
    "carts-seed": "the seed of the random carts",
    "orders": "how many orders the simulated months have together",
    "orders-seed": "the seed of the simulated months",
}


def pytest_addoption(parser):
    for name, text in OPTIONS.items():
        parser.addoption(f"--{name}", type=int, help=text)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    for name in OPTIONS:
        value = config.getoption(name.replace("-", "_"))
        if value is not None:
            config.option.timeout = 0  # as long as it takes
            # Before the test modules are imported: they make tests of it.
            variable = name.replace("-", "_").upper()
            os.environ[f"CONNECTOR_SHOPIFY_{variable}"] = str(value)
