from . import (
    flow,
    flow_import,
    app_uninstalled,
)
