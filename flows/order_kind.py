"""Kinds of orders, as Shopify tells them. Plain Python."""

# Shopify's states of orders of which something has left the shop.
GONE = {"FULFILLED", "PARTIALLY_FULFILLED"}


def is_counter(node):
    """Sold at the point of sale."""
    return node["sourceName"] == "pos"


def is_handed_over(node):
    """Sold at the point of sale, and the customer took something along."""
    return is_counter(node) and node["displayFulfillmentStatus"] in GONE
