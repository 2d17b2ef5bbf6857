import random
import string

from . import action
from .addresses import mailing_address
from .order_defaults import DEFAULTS, LISTS
from .order_discounts import apply_line_discount, apply_order_discount
from .order_lines import attributes, compute_taxes, new_line, new_shipping_line
from .order_taxes import tax_lines
from .order_totals import recompute
from .payment_terms import add_schedule
from .risk import risk_summary


class CheckoutActions:
    """How an order comes into being."""

    @action
    def place_order(
        self,
        lines,
        customer=None,
        email=None,
        shipping=None,
        shipping_address=None,
        billing_address=None,
        taxes=(),
        taxes_included=None,
        discounts=(),
        currency=None,
        rate=None,
        paid=True,
        gateway="shopify_payments",
        payments=None,
        tip=None,
        fees=(),
        note=None,
        tags=(),
        custom_attributes=(),
        location=None,
        source="web",
        entity=None,
        **fields,
    ):
        """A customer orders. Amounts are in shop currency.

        :param lines: dicts: `variant` gid or None, `title`, `quantity`, `price`
            (default: the variant's), `discounts`, `taxes` (default: `taxes`), and
            where needed `sku`, `requiresShipping`, `taxable`, `gift_card` (digital,
            unless it requires shipping), `duties` ([{"amount", "taxes"}]),
            `custom_attributes`, `selling_plan` (its name), `presentment_price`,
            `product` gid of a line without variant, `claims` False to leave the
            stock alone
        :param shipping: dict `title`, `price`, `code`, `taxes`, `discounts`; a list of
            them; or None
        :param taxes: `[{"title": "VAT", "rate": "0.19"}]` of all lines and shipping;
            with `amount` (a `Pair`) where it is told and not computed, and
            `channelLiable` where a marketplace pays it
        :param discounts: of the order: `{"type": "code" | "automatic" | "manual" |
            "script", "code" or "title", "percentage" or "amount", "target": "lines" |
            "shipping"}`; lines take the same
        :param currency: the customer's (presentment) currency
        :param rate: its units for one unit of the shop's
        :param paid: True, False (waits for a bank transfer) or "authorized"
        :param payments: `[{"gateway", "amount"}]`, e.g. gift card first, card second;
            with `rounding` where cash was rounded (it is no part of the amount), and
            `fee` of the payment provider
        :param fees: `[{"name", "amount", "taxes"}]`
        :param location: gid of where it is fulfilled from, its stock is committed and
            what comes back goes to; default: the primary location
        :param source: the channel; with "pos" the goods are handed over at once
        :param entity: gid of the business entity that sells; default: the primary one
        :param fields: of `Order`
        """
        fields = {**self._channel(source, location), **fields}
        if entity:
            fields["merchantBusinessEntity"] = entity
        order = self._new_order(currency, rate, taxes_included, fields)
        order.update(
            note=note,
            tags=sorted(tags),
            customAttributes=attributes(custom_attributes),
            **self._buyer(customer, email, shipping_address, billing_address),
        )
        lines = [*lines, _tip_line(tip)] if tip else lines
        self._fill(order, lines, shipping, taxes, discounts, fees)
        recompute(order)
        self._start_fulfilment(order, order["lineItems"])
        if source == "pos":
            self._hand_over(order)
        self._first_payment(order, paid, gateway if paid else "manual", payments)
        recompute(order)
        if order["paymentTerms"]:
            add_schedule(self, order)
        self._tell_placed(order)
        return order

    def _channel(self, source, location):
        """Where it was sold, and where it is fulfilled from."""
        if source != "pos":
            return {"sourceName": source, "_location": location}
        location = location or self._default_location()["id"]
        return {
            "sourceName": source,
            "retailLocation": location,
            "_location": location,
            "app": self._sales_app("Point of Sale"),
        }

    def _sales_app(self, name):
        return {"__typename": "OrderApp", "id": self.app["id"], "name": name}

    def _buyer(self, customer, email, shipping_address, billing_address):
        same = billing_address in (None, shipping_address)
        return {
            "customer": customer,
            "email": email or self._customer_email(customer),
            "shippingAddress": mailing_address(self, shipping_address),
            "billingAddress": mailing_address(
                self, billing_address or shipping_address
            ),
            "billingAddressMatchesShippingAddress": same,
        }

    def _hand_over(self, order):
        """The customer takes everything along."""
        units = self._units(order["fulfillmentOrders"], None)
        if units:
            self._record_shipment(order, units, None)

    def _tell_placed(self, order):
        self.emit("orders/create", order)
        if order["displayFinancialStatus"] == "PAID":
            self.emit("orders/paid", order)
        if order["displayFulfillmentStatus"] == "FULFILLED":
            self.emit("orders/fulfilled", order)

    def _new_order(self, currency, rate, taxes_included, fields):
        number = fields.get("number")
        if number is None:
            number = next(self.order_numbers)
        prefix = self.shop["orderNumberFormatPrefix"]
        suffix = self.shop["orderNumberFormatSuffix"]
        currencies = self.currencies(currency, rate)
        if currencies.presentment not in self.shop["enabledPresentmentCurrencies"]:
            self.shop["enabledPresentmentCurrencies"].append(currencies.presentment)
        if taxes_included is None:
            taxes_included = self.taxes_included
        return self.add(
            "Order",
            {
                "name": f"{prefix}{number}{suffix}",
                "number": number,
                "confirmationNumber": self._confirmation_number(number),
                "processedAt": self.now(),
                "currencyCode": currencies.shop,
                "presentmentCurrencyCode": currencies.presentment,
                "taxesIncluded": taxes_included,
                **DEFAULTS,
                "merchantBusinessEntity": self.business_entity["id"],
                "app": self._sales_app("Online Store"),
                **{name: [] for name in LISTS},
                "risk": risk_summary("NONE"),
                "_currencies": currencies,
                **fields,
            },
        )

    def _confirmation_number(self, number):
        letters = string.ascii_uppercase + string.digits
        return "".join(random.Random(f"{self.seed}/{number}").choices(letters, k=9))

    def _fill(self, order, lines, shipping, taxes, discounts, fees):
        """Lines, then discounts on them, then taxes on what is left."""
        for values in lines:
            line = new_line(self, order, values, list(taxes))
            order["lineItems"].append(line)
            for discount in values.get("discounts", ()):
                apply_line_discount(order, line, discount)
        if isinstance(shipping, dict):
            shipping = [shipping]
        for values in shipping or ():
            line = new_shipping_line(self, order, values, list(taxes))
            order["shippingLines"].append(line)
            for discount in values.get("discounts", ()):
                apply_order_discount(order, {**discount, "target": "shipping"}, [line])
        for discount in discounts:
            target = (
                "shippingLines" if discount.get("target") == "shipping" else "lineItems"
            )
            apply_order_discount(order, discount, order[target])
        for line in [*order["lineItems"], *order["shippingLines"]]:
            compute_taxes(order, line)
        order["additionalFees"] = [self._fee(order, fee) for fee in fees]

    def _fee(self, order, fee):
        currencies = order["_currencies"]
        price = currencies.pair(fee["amount"])
        return {
            "__typename": "AdditionalFee",
            "id": self.new_gid("AdditionalFee"),
            "name": fee["name"],
            "price": currencies.bag(price),
            "taxLines": tax_lines(order, fee.get("taxes", ()), price),
        }

    def _customer_email(self, customer):
        return self.objects[customer].get("email") if customer else None


def _tip_line(amount):
    return {
        "title": "Tip",
        "price": amount,
        "tip": True,
        "requiresShipping": False,
        "taxable": False,
    }
