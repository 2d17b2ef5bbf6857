from . import shopify_issue_ignore, shopify_stock_take_over
