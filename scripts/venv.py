"""The Python environment: the pinned packages, and Odoo on the path."""

import shutil
import sys

from .console import Problem, run, step
from .paths import CACHE, REQUIREMENTS, VENV, digest, link

START = """#!{python}
import odoo.cli

odoo.cli.main()
"""


def ensure(tree):
    """Make .venv lead to an environment with the pins and this Odoo tree."""
    pins = REQUIREMENTS.read_text()
    home = CACHE / f"venv-{digest(pins, sys.version, sys.base_prefix, tree)}"
    finished = home / "finished"
    if not finished.exists():
        with step("install Python packages"):
            _build(home, tree)
        finished.touch()
    if VENV.exists() and not VENV.is_symlink():
        raise Problem(f"{VENV} is not made by ./dev: move it away, then run again.")
    link(VENV, home)


def _build(home, tree):
    # Built in place, not renamed: programs in it name their interpreter's full path.
    shutil.rmtree(home, ignore_errors=True)
    run([sys.executable, "-m", "venv", home])
    python = home / "bin/python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--no-deps", "--requirement", REQUIREMENTS])
    (packages,) = home.glob("lib/python3.*/site-packages")
    (packages / "odoo-tree.pth").write_text(f"{tree}\n")
    # Not `python -m odoo`: with workers Odoo starts its own first argument again.
    start = home / "bin/odoo"
    start.write_text(START.format(python=python))
    start.chmod(0o755)
