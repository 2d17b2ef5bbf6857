"""Odoo 19 itself: the tree ODOO_SOURCE names, or Debian's package, unpacked."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .console import Problem, run, step
from .paths import CACHE
from .system import is_debian

# The Odoo package is in Debian's unstable release only, like one of its fonts; the
# rest is taken from stable, because unstable's versions moved the files Odoo links to.
FROM_UNSTABLE = ("odoo-19", "fonts-montserrat")
FROM_STABLE = (
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
MODULES = "usr/lib/python3/dist-packages"
UNUSED = ("*.po", "*.pot", f"./{MODULES}/addons", f"./{MODULES}/setup")
# Left out of Debian's package; without it every page fails to load its scripts.
ABSENT = f"{MODULES}/odoo/addons/mail/static/lib/selfie_segmentation"


def ensure():
    """The folder that holds the Python package `odoo`."""
    if source := os.environ.get("ODOO_SOURCE"):
        return _check(Path(source).expanduser().resolve())
    cached = sorted(CACHE.glob("odoo-19.*"))
    return _check((cached[-1] if cached else _unpack(_download())) / MODULES)


def addon_folders(tree):
    """Folders with addons beside the package: a source tree has one, Debian none."""
    return [folder for folder in (tree / "addons",) if folder.is_dir()]


def _check(tree):
    release = tree / "odoo/release.py"
    if not release.exists():
        raise Problem(f"{tree} is not an Odoo tree: it has no odoo/release.py.")
    if not re.search(r"version_info = \(19, 0\b", release.read_text()):
        raise Problem(f"{tree} is not Odoo 19.0, which this addon is written for.")
    return tree


def _download():
    if not is_debian():
        raise Problem(
            "Odoo 19 is taken from Debian's package, and this is not a Debian. "
            "Set ODOO_SOURCE to an Odoo 19 source tree and run the command again."
        )
    folder = CACHE / "debs"
    release, mirror = _mirror()
    apt = _private_apt(folder, release, mirror)
    with step("download Odoo 19 from Debian"):
        run([*apt, "update"])
        wanted = [f"{name}/unstable" for name in FROM_UNSTABLE]
        wanted += [f"{name}/{release}" for name in FROM_STABLE]
        run([*apt, "download", *wanted], cwd=folder)
    return folder


def _private_apt(folder, release, mirror):
    """An apt that knows two releases and leaves the machine's own lists alone."""
    for name in ("none", "lists/partial", "archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (folder / "sources.list").write_text(
        f"deb [signed-by={keyring}] {mirror} {release} main\n"
        f"deb [signed-by={keyring}] {mirror} unstable main\n"
    )
    (folder / "status").touch()
    options = {
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": folder / "none",
        "Dir::Etc::preferencesparts": folder / "none",
        "Dir::State::lists": folder / "lists",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder,
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }
    return ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in options.items())]


def _mirror():
    """(codename, address) of the Debian this machine installs its packages from."""
    codename = re.search(
        r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.M
    )[1]
    form = "$(RELEASE) $(REPO_URI)"
    targets = run(["apt-get", "indextargets", "--format", form, "Created-By: Packages"])
    for line in targets.splitlines():
        release, address = line.split()
        if release in (codename, "stable"):
            return codename, address
    raise Problem(f"apt knows no mirror of Debian's release {codename}.")


def _unpack(debs):
    package = max(debs.glob("odoo-19_*.deb"), key=lambda path: path.stat().st_mtime)
    version = package.name.split("_")[1]
    root, draft = CACHE / f"odoo-{version}", CACHE / "unpacking"
    with step(f"unpack Odoo {version}"):
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        _extract(package, draft)
        for name in (*FROM_UNSTABLE[1:], *FROM_STABLE):
            for deb in debs.glob(f"{name}_*.deb"):
                run(["dpkg-deb", "-x", deb, draft])
        folder = draft / ABSENT
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "selfie_segmentation.js").write_text("/* not in this package */\n")
        draft.rename(root)
    return root


def _extract(package, folder):
    """Without translations: a third of the size, and only English is needed here."""
    unpack = ["dpkg-deb", "--fsys-tarfile", package]
    options = [f"--exclude={pattern}" for pattern in UNUSED]
    with subprocess.Popen(unpack, stdout=subprocess.PIPE) as source:
        run(["tar", "-xC", folder, *options], stdin=source.stdout)
    if source.returncode:
        raise Problem(f"{package} is damaged: remove it and run again.")
