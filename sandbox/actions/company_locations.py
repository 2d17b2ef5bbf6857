from . import action
from .addresses import mailing_address
from .payment_terms import templates


class CompanyLocationActions:
    """Branches of companies: where things go, who pays when, and at which prices."""

    @action
    def add_company_location(self, company, name=None, **values):
        """A new branch of a company.

        :param name: default: the company's
        :param values: `shipping_address`, `billing_address` (default: the same; keys
            of `MailingAddressInput` and `recipient`), `tax_id`, `tax_exempt`,
            `terms` (name of its payment terms), fields of `CompanyLocation`
        :return: the `CompanyLocation`
        """
        company = self.objects[company]
        location = self.add(
            "CompanyLocation",
            {
                "company": company["id"],
                "name": name or company["name"],
                "externalId": None,
                "note": None,
                "phone": None,
                "locale": "en",
                "currency": self.currency,
                "hasTimelineComment": False,
                "metafields": [],
                "shippingAddress": None,
                "billingAddress": None,
                "taxSettings": {
                    "__typename": "CompanyLocationTaxSettings",
                    "taxExempt": False,
                    "taxExemptions": [],
                    "taxRegistrationId": None,
                },
                "buyerExperienceConfiguration": {
                    "__typename": "BuyerExperienceConfiguration",
                    "checkoutToDraft": False,
                    "deposit": None,
                    "editableShippingAddress": True,
                    "paymentTermsTemplate": None,
                },
            },
        )
        company["locations"].append(location["id"])
        if "shipping_address" in values:
            values.setdefault("billing_address", values["shipping_address"])
        self._write_location(location, values)
        self.emit("company_locations/create", location)
        return location

    @action
    def update_company_location(self, gid, **values):
        """Change what `add_company_location` took; what is left out stays."""
        location = self.objects[gid]
        self._write_location(location, values)
        self.touch(location)
        self.emit("company_locations/update", location)
        return location

    @action
    def delete_company_location(self, gid):
        """Remove a branch."""
        location = self.objects.pop(gid)
        self.objects[location["company"]]["locations"].remove(gid)
        self.emit("company_locations/delete", location)
        return location

    @action
    def create_catalog(self, title, locations, currency=None):
        """Prices for some locations: a catalog with a price list of the same name."""
        price_list = self.add(
            "PriceList",
            {
                "name": title,
                "currency": currency or self.currency,
                "fixedPricesCount": 0,
                "parent": None,
                "prices": [],
            },
        )
        catalog = self.add(
            "CompanyLocationCatalog",
            {
                "title": title,
                "status": "ACTIVE",
                "operations": [],
                "publication": None,
                "priceList": price_list["id"],
                "companyLocations": list(locations),
            },
        )
        price_list["catalog"] = catalog["id"]
        return catalog

    def _write_location(self, location, values):
        values = {**values}
        company = self.objects[location["company"]]
        for kind in ("shipping", "billing"):
            if f"{kind}_address" in values:
                address = values.pop(f"{kind}_address")
                location[f"{kind}Address"] = company_address(self, company, address)
        settings = location["taxSettings"]
        settings["taxRegistrationId"] = values.pop(
            "tax_id", settings["taxRegistrationId"]
        )
        settings["taxExempt"] = values.pop("tax_exempt", settings["taxExempt"])
        if "terms" in values:
            terms = values.pop("terms")
            checkout = location["buyerExperienceConfiguration"]
            checkout["paymentTermsTemplate"] = terms and templates()[terms]
        location.update(values)


def company_address(store, company, values):
    """`CompanyAddress` of the given parts; None for None."""
    if values is None:
        return None
    code = values.get("zoneCode")
    address = mailing_address(store, {"provinceCode": code, **values}, "CompanyAddress")
    return {
        **address,
        "__typename": "CompanyAddress",
        "id": store.new_gid("CompanyAddress"),
        "createdAt": store.now(),
        "updatedAt": store.now(),
        "companyName": company["name"],
        "recipient": values.get("recipient") or address["name"],
        "zoneCode": address["provinceCode"],
        "countryCode": address["countryCodeV2"],
        "formattedAddress": address["formatted"],
    }
