"""From nothing to a machine on which Odoo runs; takes a second when all is there."""

from . import odoo_tree, postgres, system, template, venv
from .paths import STATE, only_one


def tools(with_browser=False):
    """Debian's packages, Odoo and the Python environment."""
    STATE.mkdir(exist_ok=True)
    system.ensure(with_browser)
    venv.ensure(odoo_tree.ensure())


def addon(with_browser=False):
    """Everything, up to a database in which the addon is installed."""
    with only_one():
        tools(with_browser)
        postgres.ensure()
        return template.ensure_addon()
