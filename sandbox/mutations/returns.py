"""Returns: requested, approved, processed, closed. Texts as seen in recordings."""

from ..actions.return_parts import REASONS, reason_definition
from ..graph.errors import FieldError
from .money_input import amount_in
from .registry import UserError, get, mutation


@mutation("returnRequest", "return")
def return_request(store, args):
    """A customer asks to send goods back."""
    return {"return": _made(store, args["input"], "input", store.request_return)}


@mutation("returnCreate", "return")
def return_create(store, args):
    """Goods may come back at once."""
    return {
        "return": _made(store, args["returnInput"], "returnInput", store.create_return)
    }


@mutation("returnApproveRequest", "return")
def return_approve_request(store, args):
    """The shop takes the goods back."""
    found = _return(store, args["input"]["id"], ["input", "id"], "REQUESTED")
    return {"return": store.approve_return(found["id"])}


@mutation("returnDeclineRequest", "return")
def return_decline_request(store, args):
    """The shop does not take them back."""
    given = args["input"]
    found = _return(store, given["id"], ["input", "id"], "REQUESTED")
    reason, note = given["declineReason"], given.get("declineNote")
    return {"return": store.decline_return(found["id"], reason=reason, note=note)}


@mutation("returnClose", "return")
def return_close(store, args):
    """Whatever came back: it is done."""
    return {"return": store.close_return(_return(store, args["id"], ["id"])["id"])}


@mutation("returnReopen", "return")
def return_reopen(store, args):
    """It is not done after all."""
    found = _return(store, args["id"], ["id"], "CLOSED")
    return {"return": store.reopen_return(found["id"])}


@mutation("returnCancel", "return")
def return_cancel(store, args):
    """Nothing comes back."""
    found = _return(store, args["id"], ["id"], "OPEN", "REQUESTED")
    if any(line["processedQuantity"] for line in found["returnLineItems"]):
        raise UserError(["id"], "Return is not cancelable.", "INVALID_STATE")
    return {"return": store.cancel_return(found["id"])}


@mutation("returnProcess", "return")
def return_process(store, args):
    """Goods came back: what becomes of them, of the exchange and of the money."""
    given = args["input"]
    found = _return(store, given["returnId"], ["input", "returnId"])
    order = store.objects[found["order"]]
    rows = enumerate(given.get("returnLineItems") or ())
    work = [unit for i, row in rows for unit in _work(store, found, row, i)]
    exchange = {r["id"]: r["quantity"] for r in given.get("exchangeLineItems") or ()}
    shipping = given.get("refundShipping") or {}
    amount = shipping.get("shippingRefundAmount")
    return {
        "return": store.process_units(
            found["id"],
            work,
            exchange=exchange,
            payments=_payments(order, given),
            shipping=shipping.get("fullRefund")
            or (amount and amount_in(order, amount)),
            duties=[duty["dutyId"] for duty in given.get("refundDuties") or ()],
            note=given.get("note"),
        )
    }


def found_or_invalid(store, gid, typename):
    """The object or None; an error if the id is of another type (seen)."""
    if f"/{typename}/" not in gid:
        raise FieldError(f"Invalid id: {gid}", "RESOURCE_NOT_FOUND")
    return get(store, gid, typename)


def _made(store, given, name, verb):
    order = found_or_invalid(store, given["orderId"], "Order")
    if order is None:
        raise UserError([name, "orderId"], "Order not found.", "NOT_FOUND")
    rows = given["returnLineItems"]
    reason, note, customer_note = _reason(rows[0]) if rows else ("OTHER", None, None)
    try:
        return verb(
            order["id"],
            {row["fulfillmentLineItemId"]: row["quantity"] for row in rows},
            exchange=[
                {"variant": row.get("variantId"), "quantity": row["quantity"]}
                for row in given.get("exchangeLineItems") or ()
            ],
            reason=reason,
            note=note,
            customer_note=customer_note,
        )
    except ValueError as error:
        where = [name, "returnLineItems"]
        raise UserError(where, str(error), "INVALID") from None


def _reason(row):
    """Of the whole return: that of its first line."""
    known = {reason_definition(reason)["id"]: reason for reason in REASONS}
    reason = known.get(row.get("returnReasonDefinitionId")) or row.get("returnReason")
    return reason or "OTHER", row.get("returnReasonNote"), row.get("customerNote")


def _return(store, gid, where, *statuses):
    found = found_or_invalid(store, gid, "Return")
    if found is None:
        raise UserError(where, "Return not found.", "NOT_FOUND")
    if found["status"] not in (statuses or ("OPEN",)):
        raise UserError(where, "Return is not in the right state.", "INVALID_STATE")
    return found


def _work(store, found, row, index):
    """`[(return line, units, disposition or None, location)]`"""
    where = ["input", "returnLineItems", str(index)]
    line = get(store, row["id"], "ReturnLineItem")
    if line is None or line not in found["returnLineItems"]:
        raise UserError([*where, "id"], "Return line item not found.", "NOT_FOUND")
    left = row["quantity"]
    if left > line["quantity"] - line["processedQuantity"]:
        message = "Quantity is more than can be processed."
        raise UserError([*where, "quantity"], message, "INVALID")
    for given in row.get("dispositions") or ():
        units, kind = given["quantity"], given["dispositionType"]
        yield line, units, kind, given.get("locationId")
        left -= units
    if left > 0:
        yield line, left, None, None


def _payments(order, given):
    """`{transaction gid: amount}` to be paid back; empty = nothing is."""
    transfer = (given.get("financialTransfer") or {}).get("issueRefund") or {}
    return {
        row["parentId"]: amount_in(order, row["transactionAmount"])
        for row in transfer.get("orderTransactions") or ()
    }
