from . import shopify_issue_ignore
