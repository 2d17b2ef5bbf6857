"""A pytest plugin for ./dev test: `--seeds N` lets simulations run N seeds.

./dev test tests/test_stock_simulation.py --seeds 1000 -n 2
"""

import os


def pytest_addoption(parser):
    parser.addoption("--seeds", type=int, help="how many seeds simulations run")


def pytest_configure(config):
    seeds = config.getoption("seeds")
    if seeds is not None:
        # Before the test modules are imported: they make a test of each seed.
        os.environ["CONNECTOR_SHOPIFY_SEEDS"] = str(seeds)
