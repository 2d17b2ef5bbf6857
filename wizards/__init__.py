from . import (
    shopify_issue_ignore,
    shopify_order_release,
    shopify_rule_try,
    shopify_stock_take_over,
)
