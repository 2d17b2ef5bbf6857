from . import action
from .addresses import mailing_address
from .customer_life import CustomerLifeActions


class CustomerActions(CustomerLifeActions):
    """Customers and their address books."""

    @action
    def create_customer(
        self, firstName=None, lastName=None, email=None, addresses=(), **fields
    ):
        """A new customer; the first address is the default one. `tax_id` is theirs.

        :param addresses: dicts with the keys of `MailingAddressInput`
        """
        customer = self.add(
            "Customer",
            {
                "locale": "en",
                "state": "DISABLED",
                "note": None,
                "tags": [],
                "taxExempt": False,
                "taxExemptions": [],
                "taxSettings": {"__typename": "TaxSettings", "taxId": None},
                "hasTimelineComment": False,
                "verifiedEmail": True,
                "dataSaleOptOut": False,
                "canDelete": True,
                "lifetimeDuration": "less than a minute",
                "numberOfOrders": "0",
                "amountSpent": {"amount": "0.0", "currencyCode": self.currency},
                "productSubscriberStatus": "NEVER_SUBSCRIBED",
                "metafields": [],
            },
        )
        self._write_customer(
            customer,
            firstName=firstName,
            lastName=lastName,
            email=email,
            phone=fields.pop("phone", None),
            addresses=addresses,
            **fields,
        )
        self.emit("customers/create", customer)
        return customer

    @action
    def update_customer(self, gid, **fields):
        """Change fields; `addresses` replaces the address book."""
        customer = self.objects[gid]
        self._write_customer(customer, **fields)
        self.touch(customer)
        self.emit("customers/update", customer)
        return customer

    @action
    def delete_customer(self, gid):
        """Remove a customer without orders."""
        customer = self.objects.pop(gid)
        self.emit("customers/delete", customer)
        return customer

    def _write_customer(self, customer, **fields):
        addresses = fields.pop("addresses", None)
        if "email" in fields:
            customer["defaultEmailAddress"] = self._email_address(fields["email"])
        if "phone" in fields:
            customer["defaultPhoneNumber"] = self._phone_number(fields["phone"])
        if "tax_id" in fields:
            tax_id = fields.pop("tax_id")
            customer["taxSettings"] = {"__typename": "TaxSettings", "taxId": tax_id}
        customer.update(fields)
        names = [customer.get("firstName"), customer.get("lastName")]
        customer["displayName"] = (
            " ".join(filter(None, names))
            or customer.get("email")
            or customer.get("phone")
            or ""
        )
        if addresses is not None:
            book = [
                mailing_address(self, address, "CustomerAddress")
                for address in addresses
            ]
            customer["addressesV2"] = customer["addresses"] = book
            customer["defaultAddress"] = book[0] if book else None

    def _email_address(self, email):
        if not email:
            return None
        return {
            "__typename": "CustomerEmailAddress",
            "emailAddress": email,
            "marketingState": "NOT_SUBSCRIBED",
            "marketingOptInLevel": "SINGLE_OPT_IN",
            "marketingUpdatedAt": None,
            "marketingUnsubscribeUrl": "",
            "openTrackingLevel": "UNKNOWN",
            "validFormat": True,
        }

    def _phone_number(self, phone):
        if not phone:
            return None
        return {
            "__typename": "CustomerPhoneNumber",
            "phoneNumber": phone,
            "marketingState": "NOT_SUBSCRIBED",
            "marketingOptInLevel": "SINGLE_OPT_IN",
            "smsMarketingConsent": {
                "__typename": "CustomerSmsMarketingConsent",
                "state": "NOT_SUBSCRIBED",
                "optInLevel": "SINGLE_OPT_IN",
                "updatedAt": None,
            },
        }
