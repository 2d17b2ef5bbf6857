"""What an app can change in a store: the mutations, each over the store's actions."""

from . import (
    addresses,
    customers,
    fulfillment_orders,
    fulfilment,
    inventory,
    inventory_levels,
    order_create,
    order_edit,
    order_edit_extras,
    orders,
    payments,
    product_options,
    products,
    returns,
    reverse_logistics,
    risk,
)

__all__ = [
    "addresses",
    "customers",
    "fulfillment_orders",
    "fulfilment",
    "inventory",
    "inventory_levels",
    "order_create",
    "order_edit",
    "order_edit_extras",
    "orders",
    "payments",
    "product_options",
    "products",
    "returns",
    "reverse_logistics",
    "risk",
]
