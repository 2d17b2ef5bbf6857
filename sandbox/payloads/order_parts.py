"""What happens to an order later: payments, fulfilments, refunds, edits."""

from .order_lines import line_item
from .rest import amount, head, lower, moment, money_set, number


def transaction(store, record):
    """order_transactions/create, and inside refunds."""
    money = record["amountSet"]["shopMoney"]
    return {
        **head(store, record),
        "order_id": number(record.get("order")),
        "kind": lower(record["kind"]),
        "status": lower(record["status"]),
        "gateway": record.get("gateway"),
        "payment_id": record.get("paymentId"),
        "parent_id": number(record.get("parentTransaction")),
        "processed_at": moment(store, record.get("processedAt")),
        "amount": amount(record["amountSet"]),
        "currency": money["currencyCode"],
        "test": record.get("test", False),
    }


def fulfillment(store, record):
    """fulfillments/create and update."""
    tracking = record.get("trackingInfo") or []
    lines = record.get("fulfillmentLineItems") or []
    return {
        **head(store, record),
        "order_id": number(record.get("order")),
        "name": record.get("name"),
        "status": lower(record.get("status")),
        "location_id": number(record.get("location")),
        "tracking_company": tracking[0].get("company") if tracking else None,
        "tracking_numbers": [found.get("number") for found in tracking],
        "tracking_urls": [found.get("url") for found in tracking],
        "line_items": [
            {**line_item(_line(store, found)), "quantity": found["quantity"]}
            for found in lines
        ],
    }


def fulfillment_order(_store, record):
    """fulfillment_orders/hold_released, split …: gids inside, none at the top."""
    return {"fulfillment_order": _work(record)}


def moved(_store, record):
    """fulfillment_orders/moved."""
    return {
        "original_fulfillment_order": _work(record),
        "moved_fulfillment_order": _work(record),
    }


def _work(record):
    return {"id": record["id"], "status": lower(record["status"])}


def refund(store, record):
    """refunds/create."""
    return {
        **head(store, record),
        "order_id": number(record.get("order")),
        "note": record.get("note"),
        "processed_at": moment(store, record.get("processedAt")),
        "return": _return(record.get("return")),
        "refund_line_items": [
            {
                "id": number(found.get("id")),
                "line_item_id": number(_line(store, found)["id"]),
                "location_id": number(found.get("location")),
                "quantity": found["quantity"],
                "restock_type": lower(found.get("restockType")),
                "subtotal_set": money_set(found.get("subtotalSet")),
                "total_tax_set": money_set(found.get("totalTaxSet")),
                "line_item": line_item(_line(store, found)),
            }
            for found in record.get("refundLineItems") or []
        ],
        "refund_shipping_lines": [
            {
                "id": number(found.get("id")),
                "subtotal_amount_set": money_set(found.get("subtotalAmountSet")),
                "tax_amount_set": money_set(found.get("taxAmountSet")),
            }
            for found in record.get("refundShippingLines") or []
        ],
        "order_adjustments": [
            {
                "id": number(found.get("id")),
                "amount_set": money_set(found["amountSet"]),
                "tax_amount_set": money_set(found.get("taxAmountSet")),
                "reason": found.get("reason"),
            }
            for found in record.get("orderAdjustments") or []
        ],
        "transactions": [
            transaction(store, found) for found in record.get("transactions") or []
        ],
    }


def _return(gid):
    return {"id": number(gid), "admin_graphql_api_id": gid} if gid else None


def edited(store, order, additions, removals, discounts, shipping):
    """orders/edited: what changed only, with neither gid nor top-level id.

    :param additions: ``{line gid: quantity added}``; ``removals`` likewise
    :param discounts: gids of lines with new discounts
    :param shipping: ``[(shipping line, added, removed)]``; a changed one is both
    """
    now = moment(store, store.now())
    return {
        "order_edit": {
            "id": number(store.new_gid("OrderEdit")),
            "app_id": None,
            "order_id": number(order["id"]),
            "created_at": now,
            "committed_at": now,
            "line_items": {
                "additions": _deltas(additions),
                "removals": _deltas(removals),
            },
            "discounts": {
                "line_item": {
                    "additions": [{"id": number(gid)} for gid in discounts],
                    "removals": [],
                }
            },
            "shipping_lines": {
                "additions": [
                    _shipping(line) for line, added, _gone in shipping if added
                ],
                "removals": [
                    _shipping(line) for line, _added, gone in shipping if gone
                ],
            },
        }
    }


def _shipping(line):
    return {"id": number(line["id"]), "price": amount(line["originalPriceSet"])}


def _deltas(quantities):
    return [{"id": number(gid), "delta": n} for gid, n in quantities.items()]


def _line(store, record):
    line = record["lineItem"]
    return line if isinstance(line, dict) else store.objects[line]
