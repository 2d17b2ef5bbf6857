from . import (
    flow,
    flow_import,
    app_uninstalled,
    order_import,
    order_lookups,
    order_lines,
    order_confirm,
)
