from .rest import address, amount, head, lower, moment, name_values, number


def draft_order(store, record):
    """draft_orders/create, update."""
    return {
        **head(store, record),
        "name": record["name"],
        "status": lower(record["status"]),
        "note": record["note2"],
        "note_attributes": name_values(record["customAttributes"]),
        "email": record["email"],
        "tags": ", ".join(record["tags"]),
        "currency": record["currencyCode"],
        "taxes_included": record["taxesIncluded"],
        "total_price": amount(record["totalPriceSet"]),
        "subtotal_price": amount(record["subtotalPriceSet"]),
        "total_tax": amount(record["totalTaxSet"]),
        "completed_at": moment(store, record["completedAt"]),
        "invoice_sent_at": moment(store, record["invoiceSentAt"]),
        "invoice_url": record["invoiceUrl"],
        "order_id": number(record["order"]),
        "billing_address": address(record["billingAddress"]),
        "shipping_address": address(record["shippingAddress"]),
        "line_items": [_line(line) for line in record["lineItems"]],
    }


def _line(line):
    return {
        "id": number(line["id"]),
        "admin_graphql_api_id": line["id"],
        "variant_id": number(line["variant"]),
        "product_id": number(line["product"]),
        "title": line["title"],
        "name": line["name"],
        "sku": line["sku"],
        "quantity": line["quantity"],
        "price": amount(line["originalUnitPriceSet"]),
        "custom": line["custom"],
    }
