"""The order's ledger: what was agreed, when, and what it changed, to the cent.

An agreement holds a sale for each part of the order (line, shipping, duty, fee) whose
value it changed; all sales of an order add up to what it is worth by now, plus the
adjustments of its refunds. The first agreement, the order itself, is written down
before the first change: most orders never change.
"""

from ..money import ZERO, pair, total
from .order_discounts import discount_of, net
from .order_tax_totals import tax_back
from .order_totals import current

REASONS = {
    "OrderAgreement": "ORDER",
    "OrderEditAgreement": "ORDER_EDIT",
    "RefundAgreement": "REFUND",
    "ReturnAgreement": "RETURN",
}
LINKS = {
    "PRODUCT": ("ProductSale", "lineItem"),
    "GIFT_CARD": ("GiftCardSale", "lineItem"),
    "TIP": ("TipSale", "lineItem"),
    "SHIPPING": ("ShippingLineSale", "shippingLine"),
    "DUTY": ("DutySale", "duty"),
    "ADDITIONAL_FEE": ("AdditionalFeeSale", "additionalFee"),
    "ADJUSTMENT": ("AdjustmentSale", "adjustment"),
}


def open_ledger(store, order):
    """The list of agreements of the order, with the order itself as the first."""
    if "_agreements" not in order:
        order["_agreements"], order["_sold"] = [], {}
        first = write_agreement(store, order, "OrderAgreement", {"order": order["id"]})
        first["happenedAt"] = order["createdAt"]
    return order["_agreements"]


def write_agreement(store, order, typename, about, adjustments=()):
    """Note what changed since the agreement before; returns the new one.

    :param about: `{field: gid}` of the object it is about
    :param adjustments: `[OrderAdjustment]` of a refund, sales of their own
    """
    before, order["_sold"] = order["_sold"], _sold(order)
    sales = [
        _sale(store, order, before.get(gid), now)
        for gid, now in order["_sold"].items()
        if now["values"] != before.get(gid, {}).get("values")
    ]
    sales += [_adjustment(store, order, found) for found in adjustments]
    agreement = store.add(
        typename,
        {
            "happenedAt": store.now(),
            "reason": REASONS[typename],
            "app": order["app"],
            "user": None,
            "sales": sales,
            **about,
        },
    )
    order["_agreements"].append(agreement)
    return agreement


def _sold(order):
    """`{gid: what a part of the order is worth by now}`"""
    parts = {}
    for line in order["lineItems"]:
        parts[line["id"]] = _line(order, line)
        for duty in line["duties"]:
            given = [p for r in order["refunds"] for p in r["duties"]]
            back = total(
                pair(part["amountSet"])
                for part in given
                if part["originalDuty"] is duty
            )
            worth = pair(duty["price"]) - back
            parts[duty["id"]] = _other(order, duty, "DUTY", worth)
    for line in order["shippingLines"]:
        worth = pair(line["currentDiscountedPriceSet"])
        parts[line["id"]] = _other(order, line, "SHIPPING", worth)
    for fee in order["additionalFees"]:
        worth = current(order, fee, pair(fee["price"]))
        parts[fee["id"]] = _other(order, fee, "ADDITIONAL_FEE", worth)
    return parts


def _line(order, line):
    kind = "GIFT_CARD" if line["isGiftCard"] else "PRODUCT"
    taxes = [
        (tax, current(order, line, pair(tax["priceSet"]))) for tax in line["taxLines"]
    ]
    return _part(
        line,
        "TIP" if line["_tip"] else kind,
        current(order, line, net(line)),
        taxes,
        line["quantity"] - line["_refunded"],
        current(order, line, discount_of(line)),
    )


def _other(order, part, kind, worth):
    gone = part.get("isRemoved") or (kind == "ADDITIONAL_FEE" and worth == ZERO)
    taxes = [
        (tax, ZERO if gone else pair(tax["priceSet"]) - tax_back(order, tax))
        for tax in part["taxLines"]
    ]
    return _part(part, kind, worth, taxes)


def _part(part, kind, worth, taxes, quantity=None, discount=ZERO):
    """`values`: quantity, worth, discount and `{tax: amount}`, to be compared."""
    return {
        "id": part["id"],
        "kind": kind,
        "tax_lines": {_key(tax): tax for tax, _amount in taxes},
        "values": (
            quantity,
            worth,
            discount,
            {_key(tax): amount for tax, amount in taxes},
        ),
    }


def _key(tax):
    return tax["title"], tax["rate"], tax["channelLiable"]


def _sale(store, order, before, now):
    quantity, worth, discount, taxes = now["values"]
    action = "UPDATE" if before else "ORDER"
    if before:
        was, earlier, reduced, taxed = before["values"]
        worth, discount = worth - earlier, discount - reduced
        taxes = {
            key: taxes.get(key, ZERO) - taxed.get(key, ZERO) for key in taxes | taxed
        }
        if quantity is not None:
            quantity -= was
            action = "RETURN" if quantity < 0 else action
        elif worth.shop < 0:
            action = "RETURN"
    known = {**(before or now)["tax_lines"], **now["tax_lines"]}
    lines = [(known[key], amount) for key, amount in taxes.items()]
    return _written(store, order, now, action, quantity, worth, discount, lines)


def _written(store, order, part, action, quantity, worth, discount, taxes):
    typename, link = LINKS[part["kind"]]
    bag = order["_currencies"].bag
    tax = total(amount for _line, amount in taxes)
    return {
        "__typename": typename,
        "id": store.new_gid("Sale"),
        "actionType": action,
        "lineType": part["kind"],
        "quantity": quantity,
        link: _linked(store, order, part),
        "totalAmount": bag(worth if order["taxesIncluded"] else worth + tax),
        "totalTaxAmount": bag(tax),
        "totalDiscountAmountBeforeTaxes": bag(discount),
        "totalDiscountAmountAfterTaxes": bag(discount),
        "taxes": [
            {
                "__typename": "SaleTax",
                "id": store.new_gid("SaleTax"),
                "amount": bag(amount),
                "taxLine": line,
            }
            for line, amount in taxes
        ],
    }


def _linked(store, order, part):
    """gid of a line; duties and fees are kept in the order only."""
    duties = [duty for line in order["lineItems"] for duty in line["duties"]]
    for found in (*duties, *order["additionalFees"]):
        if found["id"] == part["id"]:
            return found
    return part["id"]


def _adjustment(store, order, found):
    bag = order["_currencies"].bag
    amount, tax = pair(found["amountSet"]), pair(found["taxAmountSet"])
    part = {"id": None, "kind": "ADJUSTMENT"}
    sale = _written(store, order, part, "UPDATE", None, amount + tax, ZERO, [])
    return {**sale, "totalAmount": bag(amount + tax), "totalTaxAmount": bag(tax)}
