from . import (
    res_partner_merge,
    shopify_backfill_start,
    shopify_catch_up_start,
    shopify_issue_ignore,
    shopify_order_release,
    shopify_rule_try,
    shopify_stock_take_over,
)
