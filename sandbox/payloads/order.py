from . import customer
from .order_lines import line_item, shipping_line, tax_line
from .order_parts import fulfillment, refund
from .rest import address, amount, head, lower, moment, money_set, name_values, number

TOTALS = {
    "total_price": "totalPriceSet",
    "subtotal_price": "subtotalPriceSet",
    "total_tax": "totalTaxSet",
    "total_discounts": "totalDiscountsSet",
    "total_shipping_price": "totalShippingPriceSet",
    "current_total_price": "currentTotalPriceSet",
    "current_subtotal_price": "currentSubtotalPriceSet",
    "current_total_tax": "currentTotalTaxSet",
    "current_total_discounts": "currentTotalDiscountsSet",
    "total_outstanding": "totalOutstandingSet",
}
FULFILMENT = {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}


def order(store, record):
    """orders/create, updated, cancelled, paid, fulfilled …"""
    buyer = store.objects.get(record.get("customer"))
    return {
        **head(store, record),
        "name": record["name"],
        "order_number": record.get("number"),
        "confirmation_number": record.get("confirmationNumber"),
        "processed_at": moment(store, record.get("processedAt")),
        "cancelled_at": moment(store, record.get("cancelledAt")),
        "cancel_reason": lower(record.get("cancelReason")),
        "closed_at": moment(store, record.get("closedAt")),
        "test": record.get("test", False),
        "email": record.get("email"),
        "contact_email": record.get("email"),
        "phone": record.get("phone"),
        "note": record.get("note"),
        "note_attributes": name_values(record.get("customAttributes")),
        "tags": ", ".join(record.get("tags") or []),
        "source_name": record.get("sourceName"),
        "location_id": number(record.get("retailLocation")),
        "currency": record["currencyCode"],
        "presentment_currency": record["presentmentCurrencyCode"],
        "taxes_included": record["taxesIncluded"],
        "financial_status": lower(record["displayFinancialStatus"]),
        "fulfillment_status": FULFILMENT.get(record["displayFulfillmentStatus"]),
        "payment_gateway_names": record.get("paymentGatewayNames") or [],
        "discount_codes": [
            {"code": code} for code in record.get("discountCodes") or []
        ],
        **_totals(record),
        "tax_lines": [tax_line(found) for found in record.get("taxLines") or []],
        "customer": customer.customer(store, buyer) if buyer else None,
        "billing_address": address(record.get("billingAddress")),
        "shipping_address": address(record.get("shippingAddress")),
        "line_items": [line_item(line) for line in record["lineItems"]],
        "shipping_lines": [shipping_line(line) for line in record["shippingLines"]],
        "fulfillments": [
            fulfillment(store, found) for found in record.get("fulfillments") or []
        ],
        "refunds": [refund(store, found) for found in record.get("refunds") or []],
    }


def _totals(record):
    values = {}
    for key, name in TOTALS.items():
        if record.get(name):
            values[key] = amount(record[name])
            values[f"{key}_set"] = money_set(record[name])
    return values


def risk_changed(store, record):
    """orders/risk_assessment_changed: no gid of its own, but of the order."""
    assessment = record["risk"]["assessments"][-1]
    return {
        "admin_graphql_api_order_id": record["id"],
        "order_id": number(record["id"]),
        "risk_level": lower(assessment["riskLevel"]),
        "provider_id": None,
        "provider_title": "Shopify",
        "created_at": moment(store, store.now()),
    }
