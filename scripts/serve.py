"""./dev server, ./dev shell, ./dev drop: an Odoo to work with by hand."""

from . import prepare
from .console import Problem, step
from .instance import Instance


def server(arguments):
    """Odoo on the database `dev`, which is kept; it reloads changed files."""
    instance = _ensure_dev()
    print("- http://127.0.0.1:8069, login admin, password admin; stop with Ctrl-C")
    return instance.start("--dev=all", *arguments).wait()


def shell(arguments):
    """Odoo's shell on `dev` or on a database that ./dev test --keep left."""
    name = arguments[0] if arguments else "dev"
    instance = _ensure_dev() if name == "dev" else Instance(name)
    return instance.start("shell", "--no-http").wait()


def drop(arguments):
    """Remove databases by name."""
    if not arguments:
        raise Problem("Name the database to remove: ./dev drop dev")
    for name in arguments:
        Instance(name).drop()


def _ensure_dev():
    addon = prepare.addon()
    instance = Instance("dev")
    if not instance.exists():
        with step("copy the database for you to work on: dev"):
            addon.copy_to("dev")
    instance.configure(crons=1)
    return instance
