"""./dev lint: ruff on the checkout; pylint-odoo and OCA's checks on a copy.

Both take an addon's name from its folder, and OCA's checks look at nothing, without a
word, where the addon is the root of a repository. Hence the copy.
"""

import os
import shutil
import subprocess

from . import prepare
from .console import Problem, run, say, step
from .paths import ADDON, ROOT, STATE, VENV, only_one

# Not part of the addon that is installed: programs, which may print.
PROGRAMS = ("scripts/", "benchmarks/", "sandbox/")
# Models are split over small files on purpose; a method may have nothing to return.
# (Here, because in a configuration file `enable` wins over `disable`.)
NOT_OURS = "consider-merging-classes-inherited,missing-return"


def main(arguments):
    """Run all linters, each to its end; 0 only if none had anything to say.

    With --fix, what they can put right by themselves is put right.
    """
    fix = "--fix" in arguments
    with only_one():
        prepare.tools()
    files = _files()
    folder = STATE / "lint" / str(os.getpid())
    copy = folder / ADDON
    try:
        _copy(files, copy)
        results = [*_ruff(fix), _readme(fix), *_odoo(folder, fix, files)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return int(not all(results))


def readme(_arguments):
    """Make README.rst and the app's page of the texts in readme/."""
    with only_one():
        prepare.tools()
    return int(not _readme(fix=True))


def _readme(fix):
    check = () if fix else ("--check",)
    return _lint("README.rst", ROOT, "python", "-m", "scripts.readme", *check)


def _ruff(fix):
    format_mode = () if fix else ("--check",)
    check_mode = ("--fix",) if fix else ()
    yield _lint("ruff check", ROOT, "ruff", "check", *check_mode, ROOT)
    yield _lint("ruff format", ROOT, "ruff", "format", *format_mode, ROOT)


def _odoo(folder, fix, files):
    rules = [f"--rcfile={ROOT / '.pylintrc'}", f"--disable={NOT_OURS}"]
    config = f"--config={ROOT / '.oca_hooks.cfg'}"
    mode = ("--fix",) if fix else ()
    yield _lint("OCA checks", folder, "oca-checks-odoo-module", config, *mode, ADDON)
    if fix:
        _take_back(folder / ADDON)
    yield _lint("pylint-odoo", folder, "pylint", *rules, ADDON)
    if catalogues := [file for file in files if file.endswith((".po", ".pot"))]:
        paths = [f"{ADDON}/{file}" for file in catalogues]
        yield _lint(
            "OCA checks of translations", folder, "oca-checks-po", config, *paths
        )


def _lint(title, folder, program, *arguments):
    with step(title):
        command = [VENV / "bin" / program, *arguments]
        code = subprocess.run(command, cwd=folder, check=False).returncode
        if code:
            say(f"  {title} found something")
        return not code


def _files():
    """What git tracks or would track."""
    command = ["git", "-C", ROOT, "ls-files", "-z", "-co", "--exclude-standard"]
    files = [file for file in run(command).split("\0") if (ROOT / file).is_file()]
    if "__manifest__.py" not in files:
        raise Problem(f"There is no addon to check: {ROOT}/__manifest__.py is missing.")
    return files


def _copy(files, copy):
    for file in files:
        if not file.startswith(PROGRAMS):
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, copy / file)


def _take_back(copy):
    """Bring home the XML files that OCA's checks have put right in the copy."""
    for file in copy.rglob("*.xml"):
        original = ROOT / file.relative_to(copy)
        if original.read_bytes() != file.read_bytes():
            shutil.copy(file, original)
