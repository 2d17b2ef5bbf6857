"""./dev server, shell and drop: an Odoo to work with by hand; ./dev demo and bench."""

import os

from . import prepare
from .console import Problem, say, step
from .instance import Instance
from .paths import ROOT, VENV


def server(arguments):
    """Odoo on the database `dev`, which is kept; it reloads changed files."""
    instance = _ensure_dev()
    say("- http://127.0.0.1:8069, login admin, password admin; stop with Ctrl-C")
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


def demo(arguments):
    """Run scripts/demo.py in the prepared environment."""
    return _program("scripts.demo", arguments, with_browser="--check" in arguments)


def bench(arguments):
    """Run benchmarks/ in the prepared environment."""
    return _program("benchmarks", arguments)


def _program(module, arguments, with_browser=False):
    """Run a Python program that finds the addon's database by its environment."""
    addon = prepare.addon(with_browser)
    command = [VENV / "bin/python", "-m", module, *arguments]
    os.chdir(ROOT)
    os.execve(command[0], command, addon.environment_as_template())
