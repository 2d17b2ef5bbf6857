{
    "name": "Shopify Connector: Parcels (sample)",
    "summary": "A flow of another module: the tracking number on the sale order",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "The connector_shopify maintainers, Odoo Community Association (OCA)",
    "website": "https://github.com/OCA/connector-shopify",
    "license": "LGPL-3",
    "depends": ["connector_shopify"],
    "data": [
        "security/ir.model.access.csv",
        "security/rules.xml",
        "data/shopify_flow.xml",
    ],
}
