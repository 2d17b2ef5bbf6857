"""stock-hook: two thousand quants are counted; what noting the change costs."""

from .report import Row
from .stock import STOCK, StockWorld

PRODUCTS, ROUNDS = 1000, 3
TARGETS = {"sql_per_adjustment": 20, "share_of_s": 0.05, "share_of_cpu_s": 0.05}


def run(scale):
    with StockWorld(int(PRODUCTS * scale)) as world:
        world.odoo("shopify.policy", "write", [world.policy(STOCK)], {"mode": "manual"})
        spent = {False: [], True: []}
        world.adjust(1)  # warm
        for number in range(ROUNDS):
            # Turn by turn, and each order as often first: the machine's mood evens out.
            for on in (False, True) if number % 2 else (True, False):
                world.switch(on)
                spent[on].append(world.adjust(1))
        yield _row(*(_best(spent[on]) for on in (False, True)))


def _best(rounds):
    return {name: min(each[name] for each in rounds) for name in rounds[0]}


def _row(off, on):
    figures = {
        "sql_per_adjustment": on["sql"] - off["sql"],
        "share_of_s": on["s"] / off["s"] - 1,
        "share_of_cpu_s": on["cpu_s"] / off["cpu_s"] - 1,
        "floor_sql_per_adjustment": off["sql"],
        "floor_s_per_adjustment": off["s"],
    }
    return Row("stock-hook", figures, on["s"] / off["s"], TARGETS)
