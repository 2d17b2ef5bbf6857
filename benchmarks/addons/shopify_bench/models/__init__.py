from . import (
    shopify_bench,
    shopify_bench_backfill,
    shopify_bench_floor,
    shopify_bench_latency,
    shopify_bench_paid,
    shopify_bench_refund,
    shopify_bench_scan,
    shopify_bench_stock,
)
