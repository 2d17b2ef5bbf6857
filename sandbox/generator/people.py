"""Who buys: names, addresses and the taxes of the places they live in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A city with the address parts, currency and taxes that go with it.

    `taxes` and `reduced`: tuples of (title, rate) for ordinary goods and for food
    and books; shipping carries the ordinary ones.
    """

    country: str
    city: str
    zip: str
    currency: str
    streets: tuple
    people: str
    phone: str
    taxes: tuple
    reduced: tuple = ()
    province: str = ""
    number_first: bool = False
    names: tuple = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "names", NAMES[self.people])


NAMES = {
    "de": (
        ("Anna", "Jonas", "Lena", "Paul", "Mia", "Felix", "Katharina", "Jürgen"),
        ("Müller", "Schmidt", "Weber", "Großmann", "Koch", "Bauer", "Vogel"),
    ),
    "fr": (
        ("Camille", "Louis", "Chloé", "Hugo", "Inès", "Théo", "Zoé"),
        ("Martin", "Lefèvre", "Moreau", "Garnier", "Roux", "d'Aubigné"),
    ),
    "it": (
        ("Giulia", "Marco", "Sofia", "Luca", "Chiara", "Davide"),
        ("Rossi", "Bianchi", "Ferrari", "De Luca", "Conti"),
    ),
    "en": (
        ("Olivia", "Noah", "Amelia", "Jack", "Grace", "Ethan", "Siobhán"),
        ("Smith", "Johnson", "Taylor", "O'Brien", "Walker", "Clarke", "Nguyen"),
    ),
    "sv": (
        ("Astrid", "Erik", "Maja", "Oskar", "Elsa", "Nils"),
        ("Lindström", "Berg", "Åkesson", "Nyström", "Dahl"),
    ),
}

_DE = ("Hauptstraße", "Lindenweg", "Gartenstraße", "Am Markt")
_EN = ("High Street", "Station Road", "Mill Lane", "Church Street")
_US = ("Main St", "Oak Ave", "Maple Dr", "2nd St")

PLACES = [
    Place("DE", "Berlin", "10115", "EUR", _DE, "de", "+4930",
          (("MwSt", "0.19"),), (("MwSt", "0.07"),)),
    Place("DE", "München", "80331", "EUR", _DE, "de", "+4989",
          (("MwSt", "0.19"),), (("MwSt", "0.07"),)),
    Place("AT", "Wien", "1010", "EUR", _DE, "de", "+431",
          (("USt", "0.2"),), (("USt", "0.1"),)),
    Place("CH", "Zürich", "8001", "CHF", _DE, "de", "+4144",
          (("MwSt", "0.081"),), (("MwSt", "0.026"),)),
    Place("FR", "Lyon", "69002", "EUR", ("rue de la République", "quai Saint-Antoine"),
          "fr", "+334", (("TVA", "0.2"),), (("TVA", "0.055"),), number_first=True),
    Place("IT", "Bologna", "40121", "EUR", ("Via Indipendenza", "Via Farini"),
          "it", "+39051", (("IVA", "0.22"),), (("IVA", "0.1"),), province="BO"),
    Place("SE", "Göteborg", "411 03", "SEK", ("Kungsgatan", "Storgatan"),
          "sv", "+4631", (("Moms", "0.25"),), (("Moms", "0.12"),)),
    Place("GB", "Leeds", "LS1 4AP", "GBP", _EN, "en", "+44113",
          (("VAT", "0.2"),), (("VAT", "0"),), number_first=True),
    Place("US", "New York", "10001", "USD", _US, "en", "+1212",
          (("New York State Tax", "0.04"), ("New York City Tax", "0.045")),
          province="NY", number_first=True),
    Place("US", "Austin", "78701", "USD", _US, "en", "+1512",
          (("Texas State Tax", "0.0625"), ("Austin City Tax", "0.01")),
          province="TX", number_first=True),
    Place("US", "Portland", "97201", "USD", _US, "en", "+1503", (),
          province="OR", number_first=True),
    Place("CA", "Toronto", "M5H 2M9", "CAD", _US, "en", "+1416",
          (("HST", "0.13"),), (("HST", "0.05"),), province="ON", number_first=True),
    Place("CA", "Vancouver", "V6B 1A1", "CAD", _US, "en", "+1604",
          (("GST", "0.05"), ("PST", "0.07")), (("GST", "0.05"),),
          province="BC", number_first=True),
    Place("CA", "Montréal", "H2Y 1C6", "CAD", ("rue Saint-Paul", "rue Peel"),
          "fr", "+1514", (("GST", "0.05"), ("QST", "0.09975")), (("GST", "0.05"),),
          province="QC", number_first=True),
]  # fmt: skip

# Units of the currency for one euro: plausible, and fixed to be reproducible.
RATES = {
    "EUR": "1", "CHF": "0.95", "SEK": "11.4", "GBP": "0.86", "USD": "1.08",
    "CAD": "1.48", "JPY": "162",
}  # fmt: skip


def taxes_at(place, tax_class):
    """The taxes ``[{"title", "rate"}]`` for goods of the class sold to the place."""
    taxes = place.reduced if tax_class == "reduced" and place.reduced else place.taxes
    return [{"title": title, "rate": rate} for title, rate in taxes]


def place_of(address):
    """The place an address is in (see `address_values`); the first if unknown."""
    return next(
        (
            place
            for place in PLACES
            if (place.country, place.city) == (address["countryCode"], address["city"])
        ),
        PLACES[0],
    )


def address_values(rng, place, first_name, last_name):
    """A postal address in Shopify's MailingAddressInput names."""
    number, street = rng.randint(1, 180), rng.choice(place.streets)
    return {
        "firstName": first_name,
        "lastName": last_name,
        "company": f"{last_name} Ltd" if rng.random() < 0.1 else None,
        "address1": f"{number} {street}"
        if place.number_first
        else f"{street} {number}",
        "address2": f"c/o {rng.choice(place.names[1])}" if rng.random() < 0.1 else None,
        "zip": place.zip,
        "city": place.city,
        "provinceCode": place.province or None,
        "countryCode": place.country,
        "phone": f"{place.phone}{rng.randint(1000000, 9999999)}",
    }


def customer_values(rng, number, places):
    """Arguments for ``store.create_customer``; `number` keeps e-mails apart."""
    place = rng.choice(places)
    first_name, last_name = (rng.choice(names) for names in place.names)
    addresses = [
        address_values(rng, place, first_name, last_name)
        for _ in range(2 if rng.random() < 0.2 else 1)
    ]
    return {
        "firstName": first_name,
        "lastName": last_name,
        "email": f"customer{number}@example.com",
        "phone": addresses[0]["phone"] if rng.random() < 0.3 else None,
        "tags": ["newsletter"] if rng.random() < 0.2 else [],
        "note": "Prefers afternoon delivery" if rng.random() < 0.05 else None,
        "addresses": addresses,
    }
