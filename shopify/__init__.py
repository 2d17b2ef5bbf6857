"""Shopify's side of the connector in plain Python; never imports odoo."""
