"""Kinds of orders, as Shopify tells them. Plain Python."""

# Shopify's states of orders of which something has left the shop.
GONE = {"FULFILLED", "PARTIALLY_FULFILLED"}


def is_counter(node):
    """Sold at the point of sale."""
    return node["sourceName"] == "pos"


def is_handed_over(node):
    """Sold at the point of sale, and the customer took something along."""
    return is_counter(node) and node["displayFulfillmentStatus"] in GONE


def channel_name(node):
    """ "Online Store", "Point of Sale", "eBay": what people call the sales channel."""
    name = (node["attribution"] or {}).get("displayName")
    name = name or (node["app"] or {}).get("name") or node["sourceName"]
    return name.strip() if name and name.strip() else None


def selling_plans(node):
    """Names of the selling plans (subscriptions, pre-orders) of an order's lines."""
    lines = node["lineItems"]["nodes"]
    return sorted(
        {line["sellingPlan"]["name"] for line in lines if line["sellingPlan"]}
    )
