"""./dev test: the test suite on a database of its own, dropped in the end.

The tests find in their environment, for what needs a real server process:

- CONNECTOR_SHOPIFY_ODOO_BIN: the program that starts Odoo;
- ODOO_RC: a configuration file to start from;
- CONNECTOR_SHOPIFY_TEMPLATE_DB: an untouched database with the addon installed, for
  `createdb -T` (PGHOST and PGUSER are set, PostgreSQL's programs are on the PATH),
  and CONNECTOR_SHOPIFY_TEMPLATE_FILESTORE: the folder with its files.
"""

import os
import signal
import subprocess

from . import postgres, prepare
from .console import say, step
from .instance import Instance
from .paths import ADDON, ROOT, VENV

TESTS = f"odoo.addons.{ADDON}.tests"


def main(arguments):
    """Run pytest; its exit code is ours."""
    keep = "--keep" in arguments
    arguments = [argument for argument in arguments if argument != "--keep"]
    addon = prepare.addon(with_browser=True)
    _drop_leftovers()
    instance = addon.copy_to(f"{'kept' if keep else 'test'}_{os.getpid()}")
    try:
        # Jobs are tested in servers of their own: no runner beside the tests.
        instance.configure(channels="root:0")
        if _open_a_browser(arguments):
            with step("generate the scripts and styles of the web client"):
                instance.generate_assets()
        return _pytest(instance, addon, arguments)
    finally:
        if keep:
            say(f"Kept: ./dev shell {instance.name}, ./dev drop {instance.name}")
        else:
            _drop(instance.name)


def _pytest(instance, addon, arguments):
    environment = {**addon.environment_as_template(), **instance.environment()}
    command = [VENV / "bin/python", "-m", "pytest", *_options(arguments)]
    # Ctrl-C reaches pytest too; it ends in its own way, and we clean up after it.
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


def _open_a_browser(arguments):
    """Whether the tests to be run, all or those of the named files, need pages."""
    files = [ROOT / argument.split("::")[0] for argument in arguments]
    files = [file for file in files if file.is_file()]
    texts = (file.read_text() for file in files or (ROOT / "tests").glob("*.py"))
    return any("start_tour(" in text or "browser_js(" in text for text in texts)


def _options(arguments):
    targets = [_target(argument) for argument in arguments]
    plugins = ["-p", "scripts.pytest_odoo_log", "-p", "scripts.pytest_seeds"]
    options = [*plugins, "--odoo-http", "--odoo-log-level=error"]
    if targets == arguments:
        targets.append(TESTS)
        if not any(argument.startswith("-n") for argument in arguments):
            options += ["-n", "2", "--dist", "loadfile"]
    return [*options, *targets]


def _target(argument):
    """`tests/test_event.py::TestEvent` as the module that Odoo knows it by."""
    file, *rest = argument.removeprefix("./").split("::")
    if not file.startswith("tests/") or not (ROOT / file).exists():
        return argument
    module = file.removesuffix(".py").rstrip("/").replace("/", ".")
    return "::".join([f"odoo.addons.{ADDON}.{module}", *rest])


def _drop_leftovers():
    """Drop what a killed ./dev test could not drop itself."""
    for name in postgres.databases():
        kind, _, rest = name.partition("_")
        if kind == "test" and not os.path.exists(f"/proc/{rest.split('-')[0]}"):
            _drop(name)


def _drop(name):
    """Drop a database and the copies of it that parallel runs made."""
    for database in postgres.databases():
        if database.partition("-")[0] == name.partition("-")[0]:
            Instance(database).drop()
