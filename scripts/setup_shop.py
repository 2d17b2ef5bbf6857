"""What a person does before the first order: taxes, then the store's connection."""

from sandbox.generator.orders import is_taxed
from sandbox.generator.people import PLACES

from .world import DOMAIN

COUNTRY = "DE"  # of the sandbox store
GATEWAYS = {
    "shopify_payments": "Cards (Shopify Payments)",
    "manual": "Paid by hand",
    "bank_deposit": "Bank transfer",
    "cash_on_delivery": "Cash on delivery",
    "gift_card": "Gift cards",
    "cash": "Cash",
}


def connect(world, books=True):
    """Set up the Odoo of a shop that sells in the EU, and connect the store to it.

    Returns the id of the `shopify.backend`. The imports start by themselves.

    :param books: bill orders and book their payments
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
    if books:
        _keep_books(world, backend)
    return backend


def _keep_books(world, backend):
    """Bill what is paid, and book payments: each means of payment has a journal."""
    (policy,) = world.odoo(
        "shopify.policy",
        "search",
        [("backend_id", "=", backend), ("flow", "=", "shopify.flow.order_import")],
    )
    values = {"order_invoice": "paid", "order_payment": True}
    world.odoo("shopify.policy", "write", [policy], values)
    for number, (name, title) in enumerate(GATEWAYS.items(), start=1):
        journal = {"name": title, "code": f"SHOP{number}", "type": "bank"}
        (journal_id,) = world.odoo("account.journal", "create", [journal])
        gateway = {"backend_id": backend, "name": name, "title": title}
        gateway["journal_id"] = journal_id
        world.odoo("shopify.gateway", "create", [gateway])


def _create_taxes(world):
    """One sales tax for each rate of each country that the store collects tax for.

    The company declares all of them at home: its fiscal positions say what is for
    where, as with the EU's one-stop shop.
    """
    (home,) = world.odoo("res.country", "search", [("code", "=", COUNTRY)])
    company = {"country_id": home, "account_fiscal_country_id": home}
    world.odoo("res.company", "write", [1], company)
    for code, rates in sorted(_rates().items()):
        (country,) = world.odoo("res.country", "search", [("code", "=", code)])
        (group,) = world.odoo(
            "account.tax.group", "create", [{"name": code, "country_id": home}]
        )
        position = {"name": f"Sales to {code}", "country_id": country}
        (position_id,) = world.odoo("account.fiscal.position", "create", [position])
        taxes = [
            {
                "name": f"{title} {float(rate) * 100:g} % {code}",
                "amount": round(float(rate) * 100, 6),
                "amount_type": "percent",
                "type_tax_use": "sale",
                "price_include_override": "tax_excluded",
                "country_id": home,
                "tax_group_id": group,
                "fiscal_position_ids": [(4, position_id)],
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
