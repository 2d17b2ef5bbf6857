from . import (
    flow,
    flow_import,
    app_uninstalled,
    customer_import,
    order_import,
    order_lookups,
    order_lines,
    order_partners,
    order_guests,
    order_confirm,
)
