from .rest import amount, money_set, name_values, number


def tax_line(tax):
    """A tax of a line, of shipping or of the whole order."""
    return {
        "title": tax["title"],
        "rate": float(tax["rate"]),
        "price": amount(tax["priceSet"]),
        "price_set": money_set(tax["priceSet"]),
        "channel_liable": tax.get("channelLiable", False),
    }


def line_item(line):
    """A line of an order, as in orders/*, refunds/* and fulfillments/*."""
    return {
        "id": number(line["id"]),
        "admin_graphql_api_id": line["id"],
        "title": line["title"],
        "variant_title": line.get("variantTitle"),
        "name": line.get("name"),
        "sku": line.get("sku"),
        "vendor": line.get("vendor"),
        "variant_id": number(line.get("variant")),
        "product_id": number(line.get("product")),
        "quantity": line["quantity"],
        "current_quantity": line.get("currentQuantity"),
        "fulfillable_quantity": line.get("unfulfilledQuantity"),
        "price": amount(line["originalUnitPriceSet"]),
        "price_set": money_set(line["originalUnitPriceSet"]),
        "requires_shipping": line.get("requiresShipping", True),
        "taxable": line.get("taxable", True),
        "gift_card": line.get("isGiftCard", False),
        "properties": name_values(line.get("customAttributes")),
        "tax_lines": [tax_line(found) for found in line.get("taxLines") or []],
        "discount_allocations": [
            {
                "amount": amount(found["allocatedAmountSet"]),
                "amount_set": money_set(found["allocatedAmountSet"]),
            }
            for found in line.get("discountAllocations") or []
        ],
    }


def shipping_line(line):
    """A way of shipping, with its price."""
    return {
        "id": number(line["id"]),
        "title": line["title"],
        "code": line.get("code"),
        "source": line.get("source"),
        "carrier_identifier": line.get("carrierIdentifier"),
        "price": amount(line["originalPriceSet"]),
        "price_set": money_set(line["originalPriceSet"]),
        "discounted_price": amount(line.get("discountedPriceSet")),
        "is_removed": line.get("isRemoved", False),
        "tax_lines": [tax_line(found) for found in line.get("taxLines") or []],
    }
