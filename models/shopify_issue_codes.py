"""Every kind of issue: its category and what a person can do about it.

The message of an issue is written where the problem is found, with the record's
name in it. A new kind is a row here and a `BusinessError` with its code there.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

CATEGORIES = [
    ("connection", "Connection"),
    ("mapping", "Mapping"),
    ("customer", "Customer"),
    ("product", "Product"),
    ("money", "Money"),
    ("order", "Order"),
    ("stock", "Stock"),
    ("unexpected", "Unexpected"),
]

UNKNOWN_CODE = (
    "unexpected",
    _lt("Read the technical details, then retry or ask your administrator."),
)

ISSUE_CODES = {
    "unexpected_error": UNKNOWN_CODE,
    "job_broken": UNKNOWN_CODE,
    "token_missing": (
        "connection",
        _lt("Enter the access token in the store's settings and connect."),
    ),
    "token_rejected": (
        "connection",
        _lt("Check in Shopify that the app is installed, then connect again."),
    ),
    "credentials_missing": (
        "connection",
        _lt("Enter the app's client ID and secret in the store's settings."),
    ),
    "credentials_refused": (
        "connection",
        _lt("Compare the client ID and secret with those in the Dev Dashboard."),
    ),
    "scope_missing": (
        "connection",
        _lt("Add the permission to the app in Shopify, then connect again."),
    ),
    "scopes_missing": (
        "connection",
        _lt("Add the permissions to the app in Shopify, then connect again."),
    ),
    "access_forbidden": (
        "connection",
        _lt("Check in Shopify that the app may use this store."),
    ),
    "shop_missing": (
        "connection",
        _lt("Check the store's address; the store may be closed."),
    ),
    "domain_invalid": (
        "connection",
        _lt("Correct the store's address in its settings, then connect again."),
    ),
    "request_refused": (
        "connection",
        _lt("Try again later; if it stays, ask Shopify's support."),
    ),
    "shopify_error": (
        "connection",
        _lt("Try again later; if it stays, ask Shopify's support."),
    ),
    "query_invalid": (
        "connection",
        _lt("Update this app, or choose the API version it was made for."),
    ),
    "search_invalid": (
        "connection",
        _lt("Update this app, or choose the API version it was made for."),
    ),
    "bulk_failed": (
        "connection",
        _lt("It is started again by itself; if it keeps failing, ask Shopify."),
    ),
    "bulk_expired": (
        "connection",
        _lt("Start the comparison again: Shopify keeps a result for seven days."),
    ),
    "bulk_address": (
        "connection",
        _lt("Do not go on: ask your administrator where the store is connected to."),
    ),
    "version_unserved": (
        "connection",
        _lt("Update this app, or choose the API version it was made for."),
    ),
    "cost_exceeded": (
        "connection",
        _lt("Choose a smaller batch in the flow's settings."),
    ),
    "input_too_long": (
        "connection",
        _lt("Choose a smaller batch in the flow's settings."),
    ),
    "input_invalid": ("unexpected", _lt("Correct the record, then retry.")),
    "user_error": ("unexpected", _lt("Correct the record, then retry.")),
    "record_missing": (
        "unexpected",
        _lt("The record is gone in Shopify: ignore this, or restore it there."),
    ),
    "shop_mismatch": (
        "connection",
        _lt("Use the credentials of the app that is installed in this store."),
    ),
    "shop_frozen": ("connection", _lt("The owner has to settle the bill.")),
    "shop_locked": ("connection", _lt("The owner has to ask Shopify's support.")),
    "shop_moved": ("connection", _lt("Check the store's .myshopify.com address.")),
    "location_unmapped": (
        "mapping",
        _lt("Choose the warehouse of this Shopify location, then retry."),
    ),
    "tax_unmapped": (
        "mapping",
        _lt(
            "Choose the Odoo tax for this Shopify tax. All orders that wait for it "
            "are retried then."
        ),
    ),
    "currency_inactive": (
        "mapping",
        _lt("Activate the currency in Odoo's settings, then retry."),
    ),
    "carrier_unmapped": (
        "mapping",
        _lt("Choose the delivery method for this Shopify shipping method."),
    ),
    "customer_ambiguous": (
        "customer",
        _lt("Merge the contacts, or link the right one, then retry."),
    ),
    "customer_merged": (
        "customer",
        _lt(
            "Merge the contacts: one is left, with the documents of both. Or keep "
            "both: what was ordered stays where it is, new orders get the second one."
        ),
    ),
    "customer_missing": (
        "customer",
        _lt("Check that the app may read customer data, then retry."),
    ),
    "company_ambiguous": (
        "customer",
        _lt("Merge the companies, or correct the tax number, then retry."),
    ),
    "sku_duplicate": (
        "product",
        _lt(
            "Give each product its own SKU (internal reference), in Odoo or in the "
            "store, then retry."
        ),
    ),
    "barcode_duplicate": (
        "product",
        _lt("Remove the barcode from one of the products, then retry."),
    ),
    "variant_unknown": (
        "product",
        _lt("Replace the placeholder on the order by the right product."),
    ),
    "product_archived": (
        "product",
        _lt("Unarchive the product, or replace it on the order."),
    ),
    "product_deleted": (
        "product",
        _lt("The product is gone in Shopify. Archive it here if it is not sold."),
    ),
    "total_mismatch": (
        "money",
        _lt("Compare the order with Shopify part by part; correct it and confirm."),
    ),
    "extra_unset": (
        "mapping",
        _lt("Choose the product in the settings of the order import, then retry."),
    ),
    "entity_unmapped": (
        "mapping",
        _lt(
            "Choose the company of this business entity, and its warehouse if it has "
            "several. All orders that wait for it are imported then."
        ),
    ),
    "gateway_unmapped": (
        "mapping",
        _lt(
            "Choose the journal for this means of payment, or say that it is booked "
            "elsewhere. All payments that wait for it are booked then."
        ),
    ),
    "invoice_failed": (
        "money",
        _lt("Read why Odoo refused, correct it, then retry: the invoice is made then."),
    ),
    "payment_failed": (
        "money",
        _lt("Read why Odoo refused, correct the journal, then retry."),
    ),
    "payment_unmatched": (
        "money",
        _lt("Read why Odoo refused, correct it, then retry; or reconcile by hand."),
    ),
    "credit_failed": (
        "money",
        _lt("Put right what Odoo complains of, then retry."),
    ),
    "order_changed": (
        "order",
        _lt("Apply the change by hand: the order is already being processed."),
    ),
    "terms_changed": (
        "money",
        _lt("Change the due dates, or agree on another one and ignore this issue."),
    ),
    "order_held": (
        "order",
        _lt("Look into it. Then release the order with a note, or cancel it."),
    ),
    "rule_failed": (
        "order",
        _lt("Correct the rule; the orders that wait for it are tried again then."),
    ),
    "order_unconfirmed": (
        "order",
        _lt("Read why Odoo could not confirm the order, correct it and confirm."),
    ),
    "draft_changed": (
        "order",
        _lt("Compare both and correct the quotation; then ignore the issue."),
    ),
    "not_handed_over": (
        "stock",
        _lt(
            "Complete the transfer by hand (a lot or serial number may be missing), "
            "then retry."
        ),
    ),
    "order_incomplete": (
        "order",
        _lt("Enter the order by hand, and ignore this issue."),
    ),
    "order_missing": (
        "order",
        _lt("The order was deleted in Shopify. Cancel it here if it was a mistake."),
    ),
    "item_missing": (
        "stock",
        _lt("Import the product again: it was deleted in Shopify, or made anew."),
    ),
    "item_untracked": (
        "stock",
        _lt(
            "Let Shopify track the quantity, or switch on “Turn on tracking” in the "
            "flow's settings. Then send it again from the outbox."
        ),
    ),
    "stock_refused": (
        "stock",
        _lt("Read why Shopify refused, correct it, and send it again from the outbox."),
    ),
    "stock_not_adjusted": (
        "stock",
        _lt(
            "Adjust the stock in Odoo, or send Odoo's figure to Shopify: one side has "
            "to follow the other."
        ),
    ),
    "stock_forbidden": (
        "stock",
        _lt("Let the store's integration user work in Inventory, then compare again."),
    ),
}
