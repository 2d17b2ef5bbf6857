"""Companies that buy: their branches, who orders for them, and on which terms."""

from .people import address_values, place_of

NAMES = ("Amsel", "Brückner", "Corvin", "Delorme", "Elmwood", "Falk", "Granby")
FORMS = ("GmbH", "SARL", "Ltd", "Trading", "& Sons")
TERMS = (None, "Net 30", "Net 30", "Net 30", "Due on fulfillment")
MOST = 8  # companies of a shop: more orders are of those that are there


def company_values(rng, number, places, contacts):
    """Arguments of `store.create_company`; `number` keeps names apart.

    :param contacts: gids of the customers who order for it
    """
    name = f"{rng.choice(NAMES)} {number} {rng.choice(FORMS)}"
    return {
        "name": name,
        "externalId": f"COMPANY-{number}",
        "contacts": contacts,
        "locations": [
            _location_values(rng, name, rng.choice(places), branch)
            for branch in range(rng.choice((1, 1, 2)))
        ],
    }


def company_buyer(rng, store, company):
    """(arguments of `store.place_company_order`, place) of an order of a company."""
    location = rng.choice(company["locations"])
    buyer = {
        "location": location,
        "contact": rng.choice(company["contacts"]),
        "po_number": f"PO-{rng.randrange(10**6):06}" if rng.random() < 0.8 else None,
    }
    return buyer, place_of(store.objects[location]["shippingAddress"])


def _location_values(rng, name, place, branch):
    first_name, last_name = (rng.choice(names) for names in place.names)
    return {
        "name": f"{name}, {place.city}" if branch else name,
        "shipping_address": address_values(rng, place, first_name, last_name),
        "terms": rng.choice(TERMS),
        "tax_exempt": rng.random() < 0.2,
    }
