"""The input that makes an order like the one that was read."""

from decimal import Decimal

from .steps import rows

_TOTAL = {"shopMoney": {"amount": "1", "currencyCode": "CAD"}}  # where none was read


def order_input(node):
    """`OrderCreateOrderInput` from all that is known of an order."""
    values = {
        key: node[key] for key in ("email", "note", "tags", "test") if node.get(key)
    }
    lines = _lines(node) or [{"title": "Item", "quantity": 1}]
    values["lineItems"] = [_line_input(line, node) for line in lines]
    values["shippingLines"] = [
        {"title": line.get("title") or "Shipping", "priceSet": line["originalPriceSet"]}
        for line in rows(node.get("shippingLines"))
    ]
    values["transactions"] = _payments(node)
    if (node.get("customer") or {}).get("id"):
        values["customer"] = {"toAssociate": {"id": node["customer"]["id"]}}
    return values


def _payments(node):
    """The payments that were read; a paid order without any was paid at once."""
    if "transactions" not in node and node.get("displayFinancialStatus") == "PAID":
        return [{"kind": "SALE", "status": "SUCCESS", "amountSet": _total(node)}]
    return [
        {key: payment[key] for key in ("kind", "status", "gateway", "amountSet")}
        for payment in rows(node.get("transactions"))
    ]


def _total(node):
    return node.get("totalPriceSet") or node.get("currentTotalPriceSet") or _TOTAL


def _lines(node):
    """The order's lines; if none were read, those of its fulfilment orders."""
    return rows(node.get("lineItems")) or [
        row["lineItem"]
        for group in rows(node.get("fulfillmentOrders"))
        for row in rows(group.get("lineItems"))
    ]


def _line_input(line, order):
    price = line.get("originalUnitPriceSet") or _share(order, line)
    values = {"title": line["title"], "quantity": line["quantity"], "priceSet": price}
    if line.get("sku"):
        values["sku"] = line["sku"]
    if (line.get("variant") or {}).get("id"):
        values["variantId"] = line["variant"]["id"]
    return values


def _share(order, line):
    """The unit price of an order's only line, from the order's total."""
    total = _total(order)["shopMoney"]
    amount = Decimal(total["amount"]) / line["quantity"]
    return {"shopMoney": {**total, "amount": str(amount)}}
