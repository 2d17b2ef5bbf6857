"""Returns: keys as documented. What changed is to be read, these tell little of it."""

from .rest import lower, number


def requested(store, record):
    """returns/request and approve."""
    return {
        **_ids(record["id"]),
        "status": lower(record["status"]),
        "name": record["name"],
        "order": _ids(record["order"]),
        "total_return_line_items": len(record["returnLineItems"]),
        "return_line_items": [_line(store, ln) for ln in record["returnLineItems"]],
    }


def ended(_store, record):
    """returns/close, cancel and reopen."""
    return {
        **_ids(record["id"]),
        "order_id": number(record["order"]),
        "status": lower(record["status"]),
    }


def declined(_store, record):
    """returns/decline."""
    return {
        **_ids(record["id"]),
        "order_id": number(record["order"]),
        "status": lower(record["status"]),
        "decline": {
            "reason": lower(record["decline"]["reason"]),
            "note": record["decline"]["note"],
        },
    }


def updated(_store, record):
    """returns/update: only the gid, and what changed."""
    return {"admin_graphql_api_id": record["id"], "return_line_items": {}}


def processed(_store, _record):
    """returns/process: documented as an empty object."""
    return {}


def _line(store, line):
    part = store.objects[line["fulfillmentLineItem"]]
    return {
        **_ids(line["id"]),
        "quantity": line["quantity"],
        "return_reason": lower(line["returnReason"]),
        "return_reason_note": line["returnReasonNote"],
        "customer_note": line["customerNote"],
        "fulfillment_line_item": {
            **_ids(part["id"]),
            "line_item": _ids(part["lineItem"]),
        },
    }


def _ids(gid):
    return {"id": number(gid), "admin_graphql_api_id": gid}
