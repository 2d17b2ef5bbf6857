from . import action
from .company_locations import CompanyLocationActions
from .payment_terms import add_schedule, payment_terms, templates

ROLES = ("Location admin", "Ordering only")  # of every company (seen)


class CompanyActions(CompanyLocationActions):
    """Companies that buy: their locations, the people who order, and their orders."""

    @action
    def create_company(self, name, locations=({},), contacts=(), **fields):
        """A new company; without more it has a location of its own name (seen).

        :param locations: keyword arguments of `add_company_location`, each
        :param contacts: gids of customers; the first is the main contact
        :param fields: of `Company`: `externalId`, `note`
        :return: the `Company`
        """
        company = self.add(
            "Company",
            {
                "name": name,
                "externalId": None,
                "note": None,
                "customerSince": self.now(),
                "mainContact": None,
                "hasTimelineComment": False,
                "metafields": [],
                "contacts": [],
                "locations": [],
                "contactRoles": [self._role(role) for role in ROLES],
                **fields,
            },
        )
        company["defaultRole"] = company["contactRoles"][-1]
        self.emit("companies/create", company)
        for values in locations:
            self.add_company_location(company["id"], **values)
        for customer in contacts:
            self.add_company_contact(company["id"], customer)
        return company

    @action
    def update_company(self, gid, **fields):
        """Change `name`, `externalId`, `note`."""
        company = self.objects[gid]
        company.update(fields)
        self._company_changed(company)
        return company

    @action
    def delete_company(self, gid):
        """Remove a company with its locations and contacts; customers stay."""
        company = self.objects[gid]
        for location in list(company["locations"]):
            self.delete_company_location(location)
        for contact in list(company["contacts"]):
            self.remove_company_contact(contact)
        self.objects.pop(gid)
        self.emit("companies/delete", company)
        return company

    @action
    def add_company_contact(self, company, customer, title=None):
        """A customer may order for a company; the first one is its main contact."""
        company = self.objects[company]
        contact = self.add(
            "CompanyContact",
            {
                "company": company["id"],
                "customer": customer,
                "title": title,
                "locale": self.objects[customer]["locale"],
                "isMainContact": not company["contacts"],
            },
        )
        company["contacts"].append(contact["id"])
        if contact["isMainContact"]:
            company["mainContact"] = contact["id"]
        self.emit("company_contacts/create", contact)
        return contact

    @action
    def remove_company_contact(self, gid):
        """A customer orders for the company no more."""
        contact = self.objects.pop(gid)
        company = self.objects[contact["company"]]
        company["contacts"].remove(gid)
        if company["mainContact"] == gid:
            company["mainContact"] = None
        self.emit("company_contacts/delete", contact)
        return contact

    @action
    def place_company_order(
        self, location, lines, contact=None, po_number=None, terms=None, **given
    ):
        """Somebody orders for a company, to its location unless told otherwise.

        :param location: gid of the `CompanyLocation`
        :param contact: gid of the `CompanyContact`; default: the main contact
        :param terms: name of the payment terms; default: those of the location.
            With terms nothing is paid yet.
        :param given: as in `place_order`; by default it is free of taxes where the
            location is
        :return: the `Order`
        """
        given.setdefault(
            "taxExempt", self.objects[location]["taxSettings"]["taxExempt"]
        )
        return self.place_order(
            lines, **self._company_given(location, contact, po_number, terms, given)
        )

    @action
    def change_terms(self, gid, terms):
        """Another time to pay is agreed on for an order; returns it.

        :param terms: name of the payment terms; None: there are none any more
        """
        order = self.objects[gid]
        order["paymentTerms"] = payment_terms(self, terms and templates()[terms])
        if terms:
            add_schedule(self, order)
        self.touch(order)
        self.emit("orders/updated", order)
        return order

    @action
    def create_company_draft(
        self, location, lines, contact=None, po_number=None, terms=None, **given
    ):
        """The staff prepare an order of a company, or its buyers ask for one.

        :param given: as in `create_draft`; the others as in `place_company_order`
        :return: the `DraftOrder`
        """
        return self.create_draft(
            lines, **self._company_given(location, contact, po_number, terms, given)
        )

    def _company_given(self, location, contact, po_number, terms, given):
        """What `place_order` has to know beside the lines."""
        location = self.objects[location]
        company = self.objects[location["company"]]
        contact = contact or company["mainContact"]
        template = templates()[terms] if terms else self._own_terms(location)
        given = {**_addresses(location), **given}
        if contact:
            given.setdefault("customer", self.objects[contact]["customer"])
        if template:
            given["payments"] = []
        return {
            **given,
            "poNumber": po_number,
            "paymentTerms": payment_terms(self, template),
            "purchasingEntity": {
                "__typename": "PurchasingCompany",
                "company": company["id"],
                "location": location["id"],
                "contact": contact,
            },
        }

    def _role(self, name):
        return self.add("CompanyContactRole", {"name": name, "note": None})

    def _own_terms(self, location):
        return location["buyerExperienceConfiguration"]["paymentTermsTemplate"]

    def _company_changed(self, company):
        self.touch(company)
        self.emit("companies/update", company)


def _addresses(location):
    """What a checkout proposes: the location's addresses, as an order's."""
    return {
        f"{kind}_address": _order_address(location[f"{kind}Address"])
        for kind in ("shipping", "billing")
    }


def _order_address(address):
    if address is None:
        return None
    return {
        **address,
        "company": address["companyName"],
        "provinceCode": address["zoneCode"],
    }
