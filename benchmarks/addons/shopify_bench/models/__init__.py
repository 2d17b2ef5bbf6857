from . import shopify_bench, shopify_bench_floor
