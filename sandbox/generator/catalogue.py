"""What the generated shops sell."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import product as combinations

COLOURS = ["Black", "White", "Navy", "Forest", "Sand", "Rust", "Sky"]
ADJECTIVES = [
    "Alpine",
    "Coastal",
    "Everyday",
    "Heritage",
    "Linden",
    "Meadow",
    "Nordic",
    "Quiet",
    "River",
    "Studio",
    "Sunday",
    "Wanderer",
]
VENDORS = ["Kiesel & Co", "Lindenhof", "Maison Perrin", "North Quay", "Tidewater"]
ENDINGS = ("0.00", "0.50", "0.90", "0.99")


@dataclass(frozen=True)
class Family:
    """A kind of product: its options, price range, weight and tax class."""

    noun: str
    kind: str
    code: str
    options: dict
    price: tuple
    grams: int
    tax_class: str = "standard"
    physical: bool = True


FAMILIES = [
    Family(
        "T-Shirt", "Shirts", "TSH",
        {"Size": ["S", "M", "L", "XL"], "Color": COLOURS}, (19, 39), 180,
    ),
    Family(
        "Hoodie", "Sweatshirts", "HOD",
        {"Size": ["S", "M", "L", "XL"], "Color": COLOURS}, (49, 89), 620,
    ),
    Family(
        "Sneaker", "Shoes", "SNK",
        {"Size": ["38", "39", "40", "41", "42", "43", "44"], "Color": COLOURS},
        (79, 149), 900,
    ),
    Family("Mug", "Kitchen", "MUG", {"Color": COLOURS}, (9, 22), 350),
    Family("Backpack", "Bags", "BAG", {"Color": COLOURS}, (59, 139), 1100),
    Family("Poster", "Prints", "PST", {"Format": ["A3", "A2", "50x70"]}, (15, 45), 250),
    Family(
        "Candle", "Home", "CND",
        {"Scent": ["Cedar", "Fig", "Sea Salt"], "Size": ["Small", "Large"]},
        (12, 38), 400,
    ),
    Family(
        "Coffee", "Food", "COF",
        {"Weight": ["250 g", "500 g", "1 kg"], "Grind": ["Beans", "Filter"]},
        (7, 32), 500,
        tax_class="reduced",
    ),
    Family("Cookbook", "Books", "BOK", {}, (18, 42), 800, tax_class="reduced"),
    Family("Umbrella", "Accessories", "UMB", {}, (25, 59), 480),
    Family(
        "Sewing Pattern", "Downloads", "DIG", {}, (5, 14), 0, physical=False,
    ),
]  # fmt: skip


def ean13(number):
    """A valid EAN-13 barcode (text of 13 digits) for the number (below 10**12)."""
    digits = f"{number:012d}"
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
    return digits + str(-total % 10)


def tax_class(product_type):
    """ "standard" or "reduced" for a product's type; unknown types are standard."""
    return next((f.tax_class for f in FAMILIES if f.kind == product_type), "standard")


def product_values(rng, number, locations):
    """Arguments for ``store.create_product``, with the stock at the locations.

    `number` tells the products of one shop apart: it is part of SKUs and barcodes.
    """
    family = FAMILIES[number % len(FAMILIES)]
    options = {
        name: _some(rng, values, most=4) for name, values in family.options.items()
    }
    price = Decimal(rng.randint(*family.price)) + Decimal(rng.choice(ENDINGS))
    choices = [
        dict(zip(options, values, strict=True))
        for values in combinations(*options.values())
    ]
    sku = f"{family.code}-{number:04d}"
    return {
        "title": f"{rng.choice(ADJECTIVES)} {family.noun}",
        "productType": family.kind,
        "vendor": rng.choice(VENDORS),
        "tags": sorted(
            rng.sample(["new", "sale", "gift", "bestseller"], rng.randint(0, 2))
        ),
        "descriptionHtml": f"<p>Made to last: our {family.noun.lower()}.</p>",
        "variants": [
            _variant_values(
                rng, family, sku, price, number, position, choice, locations
            )
            for position, choice in enumerate(choices)
        ],
    }


def _variant_values(rng, family, sku, price, number, position, options, locations):
    parts = [value.replace(" ", "")[:3].upper() for value in options.values()]
    price += 5 * (position % 2) if "Weight" in options or "Format" in options else 0
    values = {
        "sku": "-".join([sku, *parts]),
        "barcode": ean13(400_000_000_000 + number * 1000 + position),
        "price": str(price),
        "compareAtPrice": str(price + 10) if rng.random() < 0.2 else None,
        "options": options,
        "cost": str((price * Decimal("0.4")).quantize(Decimal("0.01"))),
        "weight": {"value": family.grams, "unit": "GRAMS"},
        "requiresShipping": family.physical,
    }
    if family.physical:
        values["inventory"] = {gid: rng.randint(0, 60) for gid in locations}
    return values


def _some(rng, values, most):
    """Some of the values, at least one, in their own order."""
    chosen = rng.sample(values, rng.randint(1, min(most, len(values))))
    return [value for value in values if value in chosen]
