"""Draft orders as an app makes, changes, completes and deletes them."""

from .registry import UserError, get, mutation

LINE = ("title", "sku", "requiresShipping", "taxable", "quantity")
SAME = {
    "email": "email",
    "note": "note",
    "tags": "tags",
    "phone": "phone",
    "poNumber": "poNumber",
    "shippingAddress": "shipping_address",
    "billingAddress": "billing_address",
    "customAttributes": "custom_attributes",
    "presentmentCurrencyCode": "currency",
}


@mutation("draftOrderCreate", "draftOrder")
def draft_order_create(store, args):
    """Nothing is taxed that nobody gave a tax for: the store has no tax settings."""
    given = _given(args["input"])
    if not given.get("lines"):
        raise UserError(None, "Add at least 1 product")
    return {"draftOrder": store.create_draft(**given)}


@mutation("draftOrderUpdate", "draftOrder")
def draft_order_update(store, args):
    """Lines that are given replace those there are."""
    draft = _open(store, args["id"])
    return {"draftOrder": store.update_draft(draft["id"], **_given(args["input"]))}


@mutation("draftOrderComplete", "draftOrder")
def draft_order_complete(store, args):
    """Paid, unless the payment is pending; a second time is refused (seen)."""
    draft = _open(store, args["id"])
    source = args.get("sourceName") or "shopify_draft_order"
    paid = not args.get("paymentPending")
    store.complete_draft(draft["id"], paid=paid, source=source)
    return {"draftOrder": draft}


@mutation("draftOrderInvoiceSend", "draftOrder")
def draft_order_invoice_send(store, args):
    """Send the customer a link at which to pay."""
    return {"draftOrder": store.send_draft_invoice(_open(store, args["id"])["id"])}


@mutation("draftOrderDelete", "deletedId")
def draft_order_delete(store, args):
    """Remove a draft for good."""
    draft = _existing(store, args["input"]["id"])
    store.delete_draft(draft["id"])
    return {"deletedId": draft["id"]}


def _existing(store, gid):
    draft = get(store, gid, "DraftOrder")
    if draft is None:
        raise UserError(None, "Draft order not found")
    return draft


def _open(store, gid):
    draft = _existing(store, gid)
    if draft["status"] == "COMPLETED":
        raise UserError(None, "This order has been paid")
    return draft


def _given(entered):
    """`DraftOrderInput` as the store's verbs take it."""
    given = {ours: entered[name] for name, ours in SAME.items() if name in entered}
    buyer = (entered.get("purchasingEntity") or {}).get("customerId")
    if buyer or entered.get("customerId"):
        given["customer"] = buyer or entered["customerId"]
    if "lineItems" in entered:
        given["lines"] = [_line(line) for line in entered["lineItems"] or ()]
    if "appliedDiscount" in entered:
        given["discount"] = _discount(entered["appliedDiscount"])
    if entered.get("shippingLine"):
        line = entered["shippingLine"]
        price = line.get("priceWithCurrency") or {"amount": line.get("price", 0)}
        given["shipping"] = {"title": line["title"], "price": price["amount"]}
    return given


def _line(line):
    values = {name: line[name] for name in LINE if line.get(name) is not None}
    price = line.get("priceOverride") or line.get("originalUnitPriceWithCurrency")
    if price:
        values["price"] = price["amount"]
    discount = _discount(line.get("appliedDiscount"))
    return {
        **values,
        "variant": line.get("variantId"),
        "custom_attributes": line.get("customAttributes") or (),
        "discounts": [{"type": "manual", **discount}] if discount else (),
    }


def _discount(discount):
    if not discount:
        return None
    kind = {"PERCENTAGE": "percentage", "FIXED_AMOUNT": "amount"}
    title = discount.get("title") or "Discount"
    return {"title": title, kind[discount["valueType"]]: str(discount["value"])}
