"""A draft order in the shape of the order that it would become. Plain Python."""

from decimal import Decimal

from .order_money import rounded

SOURCE = "shopify_draft_order"
SAME = (
    "id",
    "name",
    "createdAt",
    "updatedAt",
    "poNumber",
    "email",
    "phone",
    "tags",
    "currencyCode",
    "presentmentCurrencyCode",
    "taxesIncluded",
    "customAttributes",
    "customer",
    "purchasingEntity",
    "billingAddress",
    "shippingAddress",
    "totalPriceSet",
    "status",
    "order",
)
NOTHING_YET = {
    "processedAt": None,
    "closedAt": None,
    "cancelledAt": None,
    "displayFulfillmentStatus": None,
    "attribution": None,
    "retailLocation": None,
    "dutiesIncluded": False,
    "additionalFees": [],
    "refunds": [],
    "totalTipReceivedSet": None,
    "currentTotalAdditionalFeesSet": None,
}


def as_order(draft):
    """The Order node that a DraftOrder node stands for, as far as orders are
    imported; its `status` and `order` stay.

    A discount of the whole is stated in one sum: it is split over the lines in
    proportion, and the last one gets what is left of it.
    """
    lines = draft["lineItems"]["nodes"]
    shares = whole_discount(draft, lines)
    shipping = draft["shippingLine"]
    return {
        **NOTHING_YET,
        **{name: draft[name] for name in SAME},
        "note": draft["note2"],
        "paymentTerms": draft.get("paymentTerms"),
        "sourceName": SOURCE,
        "app": {"name": "Draft Orders"},
        "lineItems": {
            "nodes": [
                _line(line, share) for line, share in zip(lines, shares, strict=True)
            ]
        },
        "shippingLines": {"nodes": [_shipping(shipping)] if shipping else []},
    }


def whole_discount(draft, lines):
    """[MoneyBag] that each line has of the discount of the whole draft."""
    sides = {
        side: _split(draft, lines, side) for side in ("shopMoney", "presentmentMoney")
    }
    return [
        {side: shares[number] for side, shares in sides.items()}
        for number in range(len(lines))
    ]


def _split(draft, lines, side):
    money = draft["subtotalPriceSet"][side]
    prices = [Decimal(line["discountedTotalSet"][side]["amount"]) for line in lines]
    left = sum(prices) - Decimal(money["amount"])
    total, shares = sum(prices), []
    for price in prices:
        share = left * price / total if total else Decimal(0)
        share = rounded(share, draft["subtotalPriceSet"], side.removesuffix("Money"))
        shares.append({**money, "amount": str(share)})
        left, total = left - share, total - price
    return shares


def _line(line, share):
    allocated = (line["totalDiscountSet"], share)
    return {
        **line,
        "currentQuantity": line["quantity"],
        "unfulfilledQuantity": line["quantity"],
        "discountAllocations": [{"allocatedAmountSet": each} for each in allocated],
        "sellingPlan": None,
        "duties": [],
    }


def _shipping(line):
    return {**line, "isRemoved": False}
