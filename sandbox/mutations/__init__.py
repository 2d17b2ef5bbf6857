"""What an app can change in a store: the mutations, each over the store's actions."""

from . import addresses, customers, product_options, products

__all__ = ["addresses", "customers", "product_options", "products"]
