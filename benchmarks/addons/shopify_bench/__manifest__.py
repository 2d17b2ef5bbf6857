{
    "name": "Shopify Connector: Benchmarks",
    "summary": "What the benchmarks measure with, inside the Odoo process",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "The connector_shopify maintainers, Odoo Community Association (OCA)",
    "website": "https://github.com/OCA/connector-shopify",
    "license": "LGPL-3",
    "depends": ["connector_shopify"],
    "data": ["security/ir.model.access.csv"],
}
