"""Shopify's postal addresses as Odoo's fields, and when two say the same."""

import hashlib
import re

PLACE_FIELDS = ("street", "street2", "zip", "city", "state_id", "country_id")


class Places:
    """Odoo's countries and states for a batch of addresses: two queries in all."""

    def __init__(self, env, addresses):
        """:param addresses: `MailingAddress` nodes or None"""
        addresses = [address for address in addresses if address]
        codes = {address["countryCodeV2"] for address in addresses} - {None}
        countries = env["res.country"].search_fetch(
            [("code", "in", list(codes))], ["code"]
        )
        self.countries = {country.code: country.id for country in countries}
        self.states = {}
        for state in self._search_states(env, addresses):
            self.states[state.country_id.id, state.code.casefold()] = state.id
            self.states[state.country_id.id, state.name.casefold()] = state.id

    def _search_states(self, env, addresses):
        texts = [text for address in addresses for text in province_texts(address)]
        if not texts:
            return env["res.country.state"]
        return env["res.country.state"].search_fetch(
            [
                ("country_id", "in", list(self.countries.values())),
                "|",
                ("code", "in", texts),
                ("name", "in", texts),
            ],
            ["country_id", "code", "name"],
        )

    def values(self, address):
        """The place fields of res.partner, all of them, for one address.

        A province or country that Odoo does not have stays readable behind the city.
        """
        country = self.countries.get(address["countryCodeV2"], False)
        state = self._state(country, address)
        city, rest = clean(address["city"]), []
        if not state:
            rest.append(clean(address["province"] or address["provinceCode"]))
        if not country:
            rest.append(clean(address["countryCodeV2"]))
        rest = [text for text in rest if text and text != city]
        return {
            "street": clean(address["address1"]),
            "street2": clean(address["address2"]),
            "zip": clean(address["zip"]),
            "city": ", ".join(filter(None, [city, *rest])) or False,
            "state_id": state,
            "country_id": country,
        }

    def _state(self, country, address):
        found = (
            self.states.get((country, text.casefold()))
            for text in province_texts(address)
        )
        return next(filter(None, found), False)


def province_texts(address):
    """What can name the province in Odoo: its codes (with and without the country,
    habits differ: `JP-13`, `NY`) and its name."""
    code, country = address["provinceCode"], address["countryCodeV2"]
    codes = [code, f"{country}-{code}"] if code else []
    return [*codes, *filter(None, [address["province"]])]


def clean(text):
    """Without the white space people leave behind; False when nothing is left."""
    return " ".join((text or "").split()) or False


def full_name(node):
    """First and last name of a customer or address; False without."""
    return clean(f"{node['firstName'] or ''} {node['lastName'] or ''}")


def same_text(one, other):
    return (clean(one) or "").casefold() == (clean(other) or "").casefold()


def content_key(who, values):
    """A hash that is equal for addresses that say the same.

    Letter case, spaces and how a phone number is grouped do not matter.

    :param who: name and company, as far as they are not the customer's own
    :param values: place fields and phone of res.partner
    """
    texts = [*who, *(values.get(name) for name in PLACE_FIELDS)]
    plain = [re.sub(r"\s+", "", str(text or "")).casefold() for text in texts]
    return text_hash(*plain, digits(values.get("phone")))


def digits(phone):
    """A phone number without the ways to write it."""
    return re.sub(r"\D", "", phone or "")


def text_hash(*texts):
    """What a contact is found again by (`res.partner.shopify_address_hash`)."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
