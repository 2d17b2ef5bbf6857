"""Lines of goods and of shipping, from what a caller of `place_order` says."""

from ..money import Pair, rounded
from .order_taxes import set_taxes, tax_lines


def new_line(store, order, values, default_taxes):
    """`LineItem` with its price and quantity; discounts and taxes follow.

    :param values: see `OrderActions.place_order`
    """
    variant = store.objects.get(values.get("variant"))
    product = store.objects.get(
        variant["product"] if variant else values.get("product")
    )
    line = {
        "__typename": "LineItem",
        "id": store.new_gid("LineItem"),
        **_sold(values, variant, product),
        **_kind(store, values, variant, product),
        "quantity": int(values.get("quantity", 1)),
        "merchantEditable": True,
        "customAttributes": attributes(values.get("custom_attributes")),
        "originalUnitPriceSet": _price(store, order, values, variant),
        "discountAllocations": [],
        "taxLines": [],
        "duties": [_duty(store, order, duty) for duty in values.get("duties", ())],
        "sellingPlan": _selling_plan(store, values),
        "lineItemGroup": None,
        "staffMember": None,
        "contract": None,
        "image": None,
        "_claims": values.get("claims", True),
        "_tip": bool(values.get("tip")),
        "_refunded": 0,
        "_returned": 0,  # of those, units that had been shipped
        "_fulfilled": 0,
        "_taxes": _line_taxes(values, default_taxes),
    }
    line["_fulfillable"] = line["quantity"] if _is_goods(line) else 0
    if line["isGiftCard"]:
        line["_taxes"] = []
    store.objects[line["id"]] = line
    return line


def _sold(values, variant, product):
    """What was sold, by its names and its place in the catalogue."""
    title = values.get("title") or (product["title"] if product else "Custom item")
    variant_title = variant["title"] if variant else None
    if variant_title == "Default Title":
        variant_title = None
    return {
        "title": title,
        "variantTitle": variant_title,
        "name": f"{title} - {variant_title}" if variant_title else title,
        "sku": values.get("sku", variant["sku"] if variant else None),
        "vendor": values.get("vendor", product["vendor"] if product else None),
        "variant": variant and variant["id"],
        "product": product and product["id"],
    }


def _kind(store, values, variant, product):
    """Goods, a service or a gift card: the latter is sent by mail if not told else."""
    gift_card = bool(values.get("gift_card", product and product["isGiftCard"]))
    item = variant and store.objects[variant["inventoryItem"]]
    shipped = item["requiresShipping"] if item else True
    return {
        "isGiftCard": gift_card,
        "requiresShipping": values.get("requiresShipping", shipped and not gift_card),
        "taxable": values.get("taxable", variant["taxable"] if variant else True),
        "restockable": bool(variant),
    }


def _is_goods(line):
    """Whether somebody has to fulfil it: no tip, no digital gift card."""
    return not line["_tip"] and (line["requiresShipping"] or not line["isGiftCard"])


def _selling_plan(store, values):
    if not values.get("selling_plan"):
        return None
    return {
        "__typename": "LineItemSellingPlan",
        "name": values["selling_plan"],
        "sellingPlanId": store.new_gid("SellingPlan"),
    }


def new_shipping_line(store, order, values, default_taxes):
    """`ShippingLine`; discounts and taxes follow."""
    line = {
        "__typename": "ShippingLine",
        "id": store.new_gid("ShippingLine"),
        "title": values["title"],
        "code": values.get("code", values["title"]),
        "source": values.get("source", "shopify"),
        "carrierIdentifier": values.get("carrierIdentifier"),
        "deliveryCategory": None,
        "phone": None,
        "custom": values.get("source") is None and values.get("code") is None,
        "isRemoved": False,
        "originalPriceSet": _price(store, order, values, None),
        "discountAllocations": [],
        "taxLines": [],
        "_taxes": values.get("taxes", default_taxes),
    }
    store.objects[line["id"]] = line
    return line


def compute_taxes(order, line):
    """Compute the taxes of a line, after all its discounts."""
    set_taxes(order, line, [] if order["taxExempt"] else line["_taxes"])


def attributes(given):
    """`[Attribute]` of `[{"key", "value"}]` or a dict."""
    if isinstance(given, dict):
        given = [{"key": key, "value": value} for key, value in given.items()]
    return [{"__typename": "Attribute", **pair} for pair in given or []]


def _line_taxes(values, default_taxes):
    if values.get("tip") or values.get("taxable") is False:
        return []
    return values.get("taxes", default_taxes)


def _price(store, order, values, variant):
    """Price in both currencies; `presentment_price` overrides the converted one."""
    price = values.get("price", variant["price"] if variant else "0")
    currencies = order["_currencies"]
    amount = currencies.pair(price)
    if values.get("presentment_price") is not None:
        other = rounded(values["presentment_price"], currencies.presentment)
        amount = Pair(amount.shop, other)
    return currencies.bag(amount)


def _duty(store, order, values):
    currencies = order["_currencies"]
    price = currencies.pair(values["amount"])
    return {
        "__typename": "Duty",
        "id": store.new_gid("Duty"),
        "price": currencies.bag(price),
        "harmonizedSystemCode": values.get("harmonizedSystemCode"),
        "countryCodeOfOrigin": values.get("countryCodeOfOrigin"),
        "taxLines": tax_lines(order, values.get("taxes", ()), price),
    }
