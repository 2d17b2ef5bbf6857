"""Money of an order: taking, capturing, voiding it. Texts as seen in recordings."""

from decimal import Decimal

from .money_input import amount_in, both_sides
from .orders import existing
from .registry import UserError, get, mutation


@mutation("orderMarkAsPaid", "order")
def order_mark_as_paid(store, args):
    """Somebody paid outside of Shopify."""
    order = existing(store, args["input"]["id"])
    if not order["canMarkAsPaid"]:
        message = "Order cannot be marked as paid."
        raise UserError(["id"], message, payload={"order": order})
    return {"order": store.pay_order(order["id"])}


@mutation("orderCreateManualPayment", "order")
def order_create_manual_payment(store, args):
    """Like orderMarkAsPaid; with an amount it is a part of it (Plus only)."""
    order = existing(store, args["id"], ["id"], "ORDER_NOT_FOUND")
    amount = (args.get("amount") or {}).get("amount")
    gateway = args.get("paymentMethodName") or "manual"
    return {"order": store.pay_order(order["id"], amount=amount, gateway=gateway)}


@mutation("orderCapture", "transaction")
def order_capture(store, args):
    """Take authorized money."""
    given = args["input"]
    order = existing(store, given["id"])
    parent = _transaction(order, given["parentTransactionId"])
    if parent is None or (parent["kind"], parent["status"]) != (
        "AUTHORIZATION",
        "SUCCESS",
    ):
        raise UserError(None, "Parent transaction should be a successful authorization")
    open_amount = Decimal(order["totalCapturableSet"]["shopMoney"]["amount"])
    if Decimal(given["amount"]) > open_amount:
        raise UserError(None, "Can only capture successful authorizations")
    store.pay_order(order["id"], amount=given["amount"])
    return {"transaction": order["transactions"][-1]}


@mutation("transactionVoid", "transaction")
def transaction_void(store, args):
    """Give authorized money free."""
    where = ["parentTransactionId"]
    parent = get(store, args["parentTransactionId"], "OrderTransaction")
    if parent is None:
        raise UserError(where, "Transaction does not exist", "TRANSACTION_NOT_FOUND")
    if (parent["kind"], parent["status"]) != ("AUTHORIZATION", "SUCCESS"):
        message = "Parent transaction must be a successful authorization"
        raise UserError(where, message, "AUTH_NOT_SUCCESSFUL")
    order = store.objects[parent["order"]]
    if any(t["parentTransaction"] == parent["id"] for t in order["transactions"]):
        message = (
            "Parent transaction require a parent_id referring to a voidable transaction"
        )
        raise UserError(where, message, "AUTH_NOT_VOIDABLE")
    return {"transaction": store.void_payment(order["id"])}


@mutation("refundCreate", "refund", "order", idempotent=True)
def refund_create(store, args):
    """Take lines back, give shipping and money back.

    Money moves only by the given transactions: none, no money.
    """
    given = args["input"]
    order = existing(store, given["orderId"], ["orderId"])
    for payment in given.get("transactions") or []:
        _check_refund(order, payment)
    rows = given.get("refundLineItems") or []
    _check_units(store, order, rows)
    shipping = given.get("shipping") or {}
    reason = given.get("discrepancyReason") or "OTHER"
    refund = store.refund_order(
        order["id"],
        lines=[_refund_row(row) for row in rows],
        shipping=True if shipping.get("fullRefund") else shipping.get("amount"),
        duties=[duty["dutyId"] for duty in given.get("refundDuties") or []],
        reason="REFUND_DISCREPANCY" if reason == "OTHER" else reason,
        note=given.get("note"),
        **_money(order, given),
    )
    return {"refund": refund, "order": order}


def _refund_row(row):
    return {
        "line": row["lineItemId"],
        "quantity": row["quantity"],
        "restock": row.get("restockType") or "NO_RESTOCK",
        "location": row.get("locationId"),
    }


def _money(order, given):
    """How `refund_order` is to pay: to the payments named, or as store credit."""
    for method in given.get("refundMethods") or []:
        if credit := method.get("storeCreditRefund"):
            amount = amount_in(order, credit["amount"])
            return {"amount": amount, "gateway": "shopify_store_credit"}
    sums = {}
    for payment in given.get("transactions") or []:
        gid = payment["parentId"]
        sums[gid] = sums.get(gid, 0) + Decimal(payment["amount"])
    currency = given.get("currency")
    return {
        "payments": {gid: both_sides(order, n, currency) for gid, n in sums.items()}
    }


def _check_refund(order, payment):
    kind, payload = payment["kind"], {"order": order}
    if kind != "REFUND":
        message = f"Kind {kind.lower()} is not a valid transaction"
        raise UserError(None, message, payload=payload)
    if _transaction(order, payment.get("parentId")) is None:
        message = "Transactions require a parent_id associated with the order"
        raise UserError(["transactions"], message, payload=payload)


def _check_units(store, order, rows):
    own = {line["id"]: line for line in order["lineItems"]}
    for index, row in enumerate(rows):
        where, payload = ["refundLineItems", str(index), "quantity"], {"order": order}
        line = own.get(row["lineItemId"])
        if line is None or row["quantity"] > line["refundableQuantity"]:
            message = "Quantity cannot refund more items than were purchased"
            raise UserError(where, message, payload=payload)


def _transaction(order, gid):
    return next((t for t in order["transactions"] if t["id"] == gid), None)
