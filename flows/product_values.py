"""What a product's node says, in Odoo's terms. Plain functions without records."""

from decimal import Decimal

KILOGRAMS = {
    "GRAMS": Decimal("0.001"),
    "KILOGRAMS": Decimal(1),
    "OUNCES": Decimal("0.028349523125"),
    "POUNDS": Decimal("0.45359237"),
}


def kilograms(weight):
    """Decimal of a `Weight` ({value, unit} or None); 0 when the store tells none."""
    if weight is None:
        return Decimal(0)
    return Decimal(str(weight["value"])) * KILOGRAMS[weight["unit"]]


def options(node):
    """{option name: [values]} of what the variants use, in the store's order.

    Empty for a product without options: Shopify gives those one option `Title`.
    """
    if node["hasOnlyDefaultVariant"]:
        return {}
    used = [choice(variant) for variant in node["variants"]]
    return {
        option["name"]: [
            value["name"]
            for value in option["optionValues"]
            if any(chosen.get(option["name"]) == value["name"] for chosen in used)
        ]
        for option in node["options"]
    }


def choice(variant):
    """{option name: value} of one variant."""
    return {chosen["name"]: chosen["value"] for chosen in variant["selectedOptions"]}


def price_extras(node):
    """{(option name, value): Decimal} on top of the first variant's price.

    Only when it is exact, that is when one option alone decides the price;
    otherwise nothing: Odoo adds surcharges up per value and would be wrong.
    """
    prices = [(choice(v), Decimal(v["price"])) for v in node["variants"]]
    base = prices[0][1]
    for name in options(node):
        by_value = {}
        for chosen, price in prices:
            by_value.setdefault(chosen[name], set()).add(price)
        if all(len(found) == 1 for found in by_value.values()):
            return {(name, value): p.pop() - base for value, p in by_value.items()}
    return {}


def is_goods(node):
    """Whether any variant is a thing that is shipped. Gift cards never are."""
    return not node["isGiftCard"] and any(
        variant["inventoryItem"]["requiresShipping"] for variant in node["variants"]
    )


def is_counted(node):
    """Whether the store keeps count of its stock."""
    return is_goods(node) and any(
        variant["inventoryItem"]["tracked"] for variant in node["variants"]
    )
