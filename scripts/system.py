"""The programs we need from the operating system, installed where they are missing."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from .console import Problem, run, step

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def postgres_programs():
    """The folder with initdb, pg_ctl and the rest: newest version, None if absent."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(versions, key=lambda path: float(path.parts[-3]))
    program = found[-1] if found else shutil.which("initdb")
    return Path(program).parent if program else None


def browser():
    """The path of a Chromium or Chrome, None if there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def can_make_venv():
    """Debian ships Python without the part that `python -m venv` needs."""
    return importlib.util.find_spec("ensurepip") is not None


def ensure(with_browser=False):
    """Install the Debian packages that are missing.

    :raises Problem: names the packages when they cannot be installed from here.
    """
    missing = []
    if not postgres_programs():
        missing.append("postgresql")
    if not can_make_venv():
        missing.append("python{}.{}-venv".format(*sys.version_info[:2]))
    if with_browser and not browser():
        missing.append("chromium")
    if missing:
        with step(f"install from Debian: {' '.join(missing)}"):
            _install(missing)


def is_debian():
    """Debian itself: on its relatives the packages differ."""
    release = Path("/etc/os-release")
    return release.exists() and "\nID=debian\n" in f"\n{release.read_text()}\n"


def _install(packages):
    names = " ".join(packages)
    if not is_debian():
        raise Problem(
            f"This machine lacks what Debian calls {names}, and is not a Debian: "
            "install it with this system's own tools, then run the command again."
        )
    prefix = []
    if os.geteuid():
        if not shutil.which("sudo"):
            raise Problem(
                f"Debian packages are missing: {names}. As root, run "
                f"'apt-get install {names}', then run the command again."
            )
        prefix = ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    prefix += ["env", "DEBIAN_FRONTEND=noninteractive"]
    run([*prefix, "apt-get", "-qq", "update"], stdin=None)
    install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends"]
    run([*prefix, *install, *packages], stdin=None)
