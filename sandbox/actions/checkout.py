import random
import string

from . import action
from .addresses import mailing_address
from .order_discounts import apply_line_discount, apply_order_discount
from .order_lines import attributes, compute_taxes, new_line, new_shipping_line
from .order_taxes import tax_lines
from .order_totals import recompute


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
        **fields,
    ):
        """A customer orders. Amounts are in shop currency.

        :param lines: dicts: `variant` gid or None, `title`, `quantity`, `price`
            (default: the variant's), `discounts`, `taxes` (default: `taxes`), and
            where needed `sku`, `requiresShipping`, `taxable`, `gift_card`, `duties`
            ([{"amount"}]), `custom_attributes`, `presentment_price`, `product` gid of
            a line without variant, `claims` False to leave the stock alone
        :param shipping: dict `title`, `price`, `code`, `taxes`, `discounts`; a list of
            them; or None
        :param taxes: `[{"title": "VAT", "rate": "0.19"}]` of all lines and shipping;
            with `amount` (a `Pair`) where it is told and not computed
        :param discounts: of the order: `{"type": "code" | "automatic" | "manual" |
            "script", "code" or "title", "percentage" or "amount", "target": "lines" |
            "shipping"}`; lines take the same
        :param currency: the customer's (presentment) currency
        :param rate: its units for one unit of the shop's
        :param paid: True, False (waits for a bank transfer) or "authorized"
        :param payments: `[{"gateway", "amount"}]`, e.g. gift card first, card second
        :param location: gid of where it is fulfilled from, its stock is committed and
            what comes back goes to; default: the primary location
        :param fields: of `Order`
        """
        fields["_location"] = location
        order = self._new_order(currency, rate, taxes_included, fields)
        order.update(
            customer=customer,
            email=email or self._customer_email(customer),
            note=note,
            tags=sorted(tags),
            customAttributes=attributes(custom_attributes),
            shippingAddress=mailing_address(self, shipping_address),
            billingAddress=mailing_address(self, billing_address or shipping_address),
        )
        order["billingAddressMatchesShippingAddress"] = billing_address in (
            None,
            shipping_address,
        )
        if tip:
            lines = [
                *lines,
                {
                    "title": "Tip",
                    "price": tip,
                    "tip": True,
                    "requiresShipping": False,
                    "taxable": False,
                },
            ]
        self._fill(order, lines, shipping, taxes, discounts, fees)
        recompute(order)
        self._start_fulfilment(order, order["lineItems"])
        self._first_payment(order, paid, gateway if paid else "manual", payments)
        recompute(order)
        self.emit("orders/create", order)
        if order["displayFinancialStatus"] == "PAID":
            self.emit("orders/paid", order)
        return order

    def _new_order(self, currency, rate, taxes_included, fields):
        number = next(self.order_numbers)
        now = self.now()
        prefix = self.shop["orderNumberFormatPrefix"]
        suffix = self.shop["orderNumberFormatSuffix"]
        currencies = self.currencies(currency, rate)
        if currencies.presentment not in self.shop["enabledPresentmentCurrencies"]:
            self.shop["enabledPresentmentCurrencies"].append(currencies.presentment)
        if taxes_included is None:
            taxes_included = self.taxes_included
        letters = random.Random(f"{self.seed}/{number}").choices(
            string.ascii_uppercase + string.digits, k=9
        )
        return self.add(
            "Order",
            {
                "name": f"{prefix}{number}{suffix}",
                "number": number,
                "confirmationNumber": "".join(letters),
                "processedAt": now,
                "currencyCode": currencies.shop,
                "presentmentCurrencyCode": currencies.presentment,
                "taxesIncluded": taxes_included,
                **DEFAULTS,
                "merchantBusinessEntity": self.business_entity,
                "app": {
                    "__typename": "OrderApp",
                    "id": self.app["id"],
                    "name": "Online Store",
                },
                **{name: [] for name in LISTS},
                "risk": {
                    "__typename": "OrderRiskSummary",
                    "recommendation": "NONE",
                    "assessments": [],
                },
                "_currencies": currencies,
                **fields,
            },
        )

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


LISTS = (
    "additionalFees",
    "alerts",
    "discountApplications",
    "discountCodes",
    "disputes",
    "fulfillmentOrders",
    "fulfillments",
    "lineItems",
    "merchantEditableErrors",
    "metafields",
    "refunds",
    "returns",
    "shippingLines",
    "transactions",
)
DEFAULTS = {
    "attribution": None,
    "billingAddress": None,
    "canNotifyCustomer": True,
    "cancelReason": None,
    "cancellation": None,
    "cancelledAt": None,
    "clientIp": None,
    "closed": False,
    "closedAt": None,
    "confirmed": True,
    "customer": None,
    "customerAcceptsMarketing": False,
    "customerLocale": "en",
    "dutiesIncluded": False,
    "edited": False,
    "email": None,
    "estimatedTaxes": False,
    "hasTimelineComment": False,
    "merchantEditable": True,
    "note": None,
    "paymentTerms": None,
    "phone": None,
    "poNumber": None,
    "productNetwork": False,
    "publication": None,
    "registeredSourceUrl": None,
    "retailLocation": None,
    "returnStatus": "NO_RETURN",
    "shippingAddress": None,
    "sourceIdentifier": None,
    "sourceName": "web",
    "staffMember": None,
    "statusPageUrl": "",
    "taxExempt": False,
    "test": False,
}
