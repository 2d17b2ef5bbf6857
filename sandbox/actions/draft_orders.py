from ..money import ZERO, pair, total
from . import action
from .addresses import mailing_address
from .order_discounts import gross
from .order_lines import attributes
from .order_totals import recompute

LINE = (
    "name",
    "title",
    "variantTitle",
    "sku",
    "vendor",
    "quantity",
    "variant",
    "product",
    "isGiftCard",
    "requiresShipping",
    "taxable",
    "customAttributes",
    "originalUnitPriceSet",
    "originalTotalSet",
    "taxLines",
)
TOTALS = (
    "subtotalPriceSet",
    "totalDiscountsSet",
    "totalPriceSet",
    "totalShippingPriceSet",
    "totalTaxSet",
    "taxLines",
    "taxesIncluded",
    "currencyCode",
    "presentmentCurrencyCode",
)
FIELDS = ("phone", "poNumber", "paymentTerms", "purchasingEntity")
BUYER = ("customer", "email")
ADDRESSES = {"shipping_address": "shippingAddress", "billing_address": "billingAddress"}


class DraftOrderActions:
    """Orders that the shop's staff prepare, and that become orders when completed."""

    @action
    def create_draft(self, lines, discount=None, **given):
        """The staff prepare an order.

        :param lines: as in `place_order`
        :param discount: of the whole: `{"percentage" or "amount", "title"}`
        :param given: as in `place_order`; other keys are fields of `DraftOrder`
        :return: the `DraftOrder`
        """
        number = next(self.draft_numbers)
        draft = self.add(
            "DraftOrder",
            {
                "name": f"#D{number}",
                "status": "OPEN",
                "ready": True,
                "completedAt": None,
                "invoiceSentAt": None,
                "order": None,
                "phone": None,
                "poNumber": None,
                "paymentTerms": None,
                "purchasingEntity": None,
                "taxExempt": False,
                "lineItems": [],
                "_given": {},
            },
        )
        draft["invoiceUrl"] = f"https://{self.domain}/invoices/{number}"
        self._write_draft(draft, {"lines": lines, "discount": discount, **given})
        self.emit("draft_orders/create", draft)
        return draft

    @action
    def update_draft(self, gid, **given):
        """Change what `create_draft` took; what is left out stays."""
        draft = self._open_draft(gid)
        self._write_draft(draft, given)
        self.touch(draft)
        self.emit("draft_orders/update", draft)
        return draft

    @action
    def send_draft_invoice(self, gid):
        """The customer is sent a link at which to pay."""
        draft = self._open_draft(gid)
        draft.update(status="INVOICE_SENT", invoiceSentAt=self.now())
        self.touch(draft)
        self.emit("draft_orders/update", draft)
        return draft

    @action
    def complete_draft(self, gid, paid=True, source="shopify_draft_order"):
        """It becomes an order, which is returned."""
        draft = self._open_draft(gid)
        given, fields = _split(draft["_given"])
        fields = {"app": self._sales_app("Draft Orders"), **fields}
        order = self.place_order(paid=paid, source=source, **given, **fields)
        now = self.now()
        draft.update(status="COMPLETED", completedAt=now, order=order["id"])
        self.touch(draft)
        self.emit("draft_orders/update", draft)
        return order

    @action
    def delete_draft(self, gid):
        """Remove a draft for good."""
        draft = self.objects.pop(gid)
        for line in draft["lineItems"]:
            self.objects.pop(line["id"])
        self.emit("draft_orders/delete", draft)
        return draft

    def _open_draft(self, gid):
        draft = self.objects[gid]
        if draft["status"] == "COMPLETED":
            raise ValueError("This order has been paid")  # seen
        return draft

    def _write_draft(self, draft, given):
        """Everything a draft says, from what was given by now."""
        draft["_given"].update(given)
        given, fields = _split(draft["_given"])
        order = self._calculated(given)
        shipping = order["shippingLines"]
        draft.update(
            {name: order[name] for name in (*TOTALS, *BUYER, "tags")},
            **{name: order[name] for name in ADDRESSES.values()},
            **fields,
            note2=given.get("note"),
            customAttributes=attributes(given.get("custom_attributes")),
            lineItems=self._draft_lines(draft, order),
            shippingLine=shipping[0] if shipping else None,
            appliedDiscount=_applied(order, order["discountApplications"], "ALL"),
        )
        draft["lineItemsSubtotalPrice"] = order["_currencies"].bag(
            total(pair(line["discountedTotalSet"]) for line in draft["lineItems"])
        )

    def _calculated(self, given):
        """The order that would be placed; the store does not know it."""
        given = {**given}
        taxes = list(given.pop("taxes", ()))
        order = self._new_order(
            given.get("currency"),
            given.get("rate"),
            given.get("taxes_included"),
            {"number": 0},
        )
        order.update(
            tags=sorted(given.get("tags", ())),
            customer=given.get("customer"),
            email=given.get("email") or self._customer_email(given.get("customer")),
            **{
                name: mailing_address(self, given.get(key))
                for key, name in ADDRESSES.items()
            },
        )
        discounts = given.get("discounts", ())
        self._fill(order, given["lines"], given.get("shipping"), taxes, discounts, ())
        recompute(order)
        for each in (order, *order["lineItems"]):
            self.objects.pop(each["id"])
        return order

    def _draft_lines(self, draft, order):
        """Lines keep their ids by their places."""
        ids = [self.objects.pop(line["id"])["id"] for line in draft["lineItems"]]
        lines = []
        for number, line in enumerate(order["lineItems"]):
            off = _line_discount(line)
            bag = order["_currencies"].bag
            applications = [
                each["discountApplication"] for each in line["discountAllocations"]
            ]
            gid = ids[number] if number < len(ids) else None
            lines.append(
                self.add(
                    "DraftOrderLineItem",
                    {
                        **{name: line[name] for name in LINE},
                        "custom": not line["variant"],
                        "totalDiscountSet": bag(off),
                        "discountedTotalSet": bag(gross(line) - off),
                        "appliedDiscount": _applied(order, applications, "EXPLICIT"),
                    },
                    gid=gid or self.new_gid("DraftOrderLineItem"),
                )
            )
        return lines


def _split(given):
    """(what `place_order` takes, fields), the whole's discount among the former."""
    given = {**given}
    discount = given.pop("discount", None)
    if discount:
        given["discounts"] = [{"type": "manual", **discount}]
    fields = {name: given.pop(name) for name in FIELDS if name in given}
    return given, fields


def _line_discount(line):
    """`Pair`: what is taken off this very line, not off the whole."""
    return total(
        (
            pair(part["allocatedAmountSet"])
            for part in line["discountAllocations"]
            if part["discountApplication"]["targetSelection"] != "ALL"
        ),
    )


def _applied(order, applications, selection):
    """`DraftOrderAppliedDiscount` of the first of them, or None."""
    for found in applications:
        if found["targetSelection"] == selection:
            break
    else:
        return None
    parts = [
        pair(part["allocatedAmountSet"])
        for line in order["lineItems"]
        for part in line["discountAllocations"]
        if part["discountApplication"] is found
    ]
    percentage = found["value"].get("percentage")
    return {
        "__typename": "DraftOrderAppliedDiscount",
        "title": found["title"],
        "description": found["description"] or "",
        "value": float(percentage or found["value"]["amount"]),
        "valueType": "FIXED_AMOUNT" if percentage is None else "PERCENTAGE",
        "amountSet": order["_currencies"].bag(total(parts) if parts else ZERO),
    }
