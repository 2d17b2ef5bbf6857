from . import sale_order, shopify_parcel, shopify_policy
