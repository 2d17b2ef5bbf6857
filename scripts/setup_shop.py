"""What a person does before the first order: taxes, then the store's connection."""

from sandbox.generator.orders import is_taxed
from sandbox.generator.people import PLACES

from .world import DOMAIN

COUNTRY = "DE"  # of the sandbox store


def connect(world):
    """Set up the Odoo of a shop that sells in the EU, and connect the store to it.

    Returns the id of the `shopify.backend`. The imports start by themselves.
    """
    _create_taxes(world)
    parameters = {"web.base.url": world.odoo_url, "web.base.url.freeze": "True"}
    for key, value in parameters.items():
        world.odoo("ir.config_parameter", "set_param", key, value)
    credentials = world.store("credentials")
    (backend,) = world.odoo(
        "shopify.backend",
        "create",
        [
            {
                "name": "Demo store",
                "shop_domain": DOMAIN,
                "environment": "test",
                "client_id": credentials["client_id"],
                "client_secret": credentials["client_secret"],
            }
        ],
    )
    world.odoo("shopify.backend", "action_connect", [backend])
    return backend


def _create_taxes(world):
    """One sales tax for each rate of each country that the store collects tax for."""
    for code, rates in sorted(_rates().items()):
        (country,) = world.odoo("res.country", "search", [("code", "=", code)])
        (group,) = world.odoo(
            "account.tax.group", "create", [{"name": code, "country_id": country}]
        )
        taxes = [
            {
                "name": f"{title} {float(rate) * 100:g} % {code}",
                "amount": round(float(rate) * 100, 6),
                "amount_type": "percent",
                "type_tax_use": "sale",
                "price_include_override": "tax_excluded",
                "country_id": country,
                "tax_group_id": group,
            }
            for title, rate in sorted(rates)
        ]
        world.odoo("account.tax", "create", taxes)


def _rates():
    """{country: {(title, rate)}}"""
    rates = {}
    for place in PLACES:
        if is_taxed(COUNTRY, place):
            rates.setdefault(place.country, set()).update(place.taxes, place.reduced)
    return rates
