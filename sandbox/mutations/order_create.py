"""orderCreate: an app puts an order in, with the amounts it says."""

from .money_input import pair_of, presentment_amount, rate_of, shop_amount
from .registry import UserError, get, mutation

PLAIN = ("sku", "vendor", "requiresShipping", "taxable", "title")
FIELDS = (
    "name",
    "phone",
    "poNumber",
    "processedAt",
    "sourceIdentifier",
    "sourceName",
    "test",
)


@mutation("orderCreate", "order")
def order_create(store, args):
    """`OrderCreateOrderInput` to an order; nothing is computed that the input tells.

    Without transactions and status it has no financial status (seen).
    """
    given, options = args["order"], args.get("options") or {}
    if not given.get("lineItems"):
        message = "Line items must have at least one line item"
        raise UserError(["order", "lineItems"], message, "INVALID")
    order = store.place_order(
        lines=_lines(store, given, options),
        shipping=[_shipping(store, given, s) for s in given.get("shippingLines") or []],
        payments=[_payment(store, given, p) for p in given.get("transactions") or []],
        discounts=_discounts(given),
        customer=_customer(store, given),
        email=given.get("email"),
        shipping_address=given.get("shippingAddress"),
        billing_address=given.get("billingAddress"),
        taxes_included=given.get("taxesIncluded", False),
        currency=_presentment(given),
        rate=rate_of(_bags(given)),
        note=given.get("note"),
        tags=given.get("tags") or (),
        custom_attributes=given.get("customAttributes") or (),
        _unpaid=given.get("financialStatus"),
        **{key: given[key] for key in FIELDS if given.get(key) is not None},
    )
    if given.get("fulfillmentStatus") == "FULFILLED" or given.get("fulfillment"):
        store.fulfil_order(order["id"], tracking=_tracking(given))
    return {"order": order}


def _bags(given):
    """All money bags of the input that may tell both currencies."""
    rows = (given.get("lineItems") or []) + (given.get("shippingLines") or [])
    return [row["priceSet"] for row in rows if row.get("priceSet")]


def _presentment(given):
    """The customer's currency: told, or the one of the first price."""
    if given.get("presentmentCurrency"):
        return given["presentmentCurrency"]
    for bag in _bags(given):
        if bag.get("presentmentMoney"):
            return bag["presentmentMoney"]["currencyCode"]
    return None


def _currencies(store, given):
    return store.currencies(_presentment(given), rate_of(_bags(given)))


def _lines(store, given, options):
    claims = options.get("inventoryBehaviour", "BYPASS") != "BYPASS"
    return [_line(store, given, row, claims) for row in given["lineItems"]]


def _line(store, given, row, claims):
    values = {key: row[key] for key in PLAIN if row.get(key) is not None}
    if row.get("priceSet"):
        values["price"] = shop_amount(row["priceSet"])
        values["presentment_price"] = presentment_amount(row["priceSet"])
    properties = row.get("properties") or []
    return {
        **values,
        "variant": row.get("variantId"),
        "product": row.get("productId"),
        "quantity": row["quantity"],
        "gift_card": row.get("giftCard", False),
        "taxes": _taxes(store, given, row),
        "custom_attributes": [
            {"key": p["name"], "value": p["value"]} for p in properties
        ],
        "claims": claims,
    }


def _shipping(store, given, row):
    return {
        "title": row["title"],
        "code": row.get("code"),
        "source": row.get("source"),
        "price": shop_amount(row["priceSet"]),
        "presentment_price": presentment_amount(row["priceSet"]),
        "taxes": _taxes(store, given, row),
    }


def _taxes(store, given, row):
    """Tax lines of a row; an amount left out is computed from the rate."""
    currencies = _currencies(store, given)
    taxes = row.get("taxLines")
    if taxes is None:
        taxes = given.get("taxLines") or []
    return [
        {
            **{
                key: tax[key]
                for key in ("title", "rate", "channelLiable")
                if key in tax
            },
            **_told(currencies, tax.get("priceSet")),
        }
        for tax in taxes
    ]


def _told(currencies, bag):
    return {"amount": pair_of(currencies, bag)} if bag else {}


def _payment(store, given, row):
    return {
        "kind": row.get("kind") or "SALE",
        "status": row.get("status") or "SUCCESS",
        "gateway": row.get("gateway") or "manual",
        "amount": shop_amount(row["amountSet"]),
    }


def _discounts(given):
    """The one discount code the input can have."""
    code = given.get("discountCode") or {}
    if code.get("itemFixedDiscountCode"):
        fixed = code["itemFixedDiscountCode"]
        amount = shop_amount(fixed["amountSet"])
        return [{"type": "code", "code": fixed["code"], "amount": amount}]
    if code.get("itemPercentageDiscountCode"):
        share = code["itemPercentageDiscountCode"]
        percentage = share["percentage"]
        return [{"type": "code", "code": share["code"], "percentage": percentage}]
    if code.get("freeShippingDiscountCode"):
        free = code["freeShippingDiscountCode"]["code"]
        whole = {"percentage": 100, "target": "shipping"}
        return [{"type": "code", "code": free, **whole}]
    return []


def _customer(store, given):
    """The customer's gid: associated, found by e-mail or made."""
    customer = given.get("customer") or {}
    gid = (customer.get("toAssociate") or {}).get("id") or given.get("customerId")
    if gid:
        if get(store, gid, "Customer") is None:
            raise UserError(["order", "customer"], "Customer does not exist", "INVALID")
        return gid
    values = customer.get("toUpsert")
    if not values:
        return None
    found = [c for c in store.all("Customer") if c.get("email") == values.get("email")]
    return found[0]["id"] if found else _new_customer(store, values)


def _new_customer(store, values):
    keys = ("firstName", "lastName", "email", "phone", "note", "tags", "addresses")
    fields = {key: values[key] for key in keys if values.get(key)}
    return store.create_customer(**fields)["id"]


def _tracking(given):
    fulfillment = given.get("fulfillment") or {}
    numbers = fulfillment.get("trackingNumbers") or [fulfillment.get("trackingNumber")]
    return [
        {"company": fulfillment.get("trackingCompany"), "number": number}
        for number in numbers
        if number
    ]
