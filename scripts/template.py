"""Databases that are made once and copied from then on.

`template_<key>` holds the modules the addon depends on and is also kept in the cache
folder, for the next checkout. `addon_<key>` holds the addon besides: its key covers
every file that Odoo reads while it installs the addon.
"""

import os
import shutil
import time

from . import odoo_tree, postgres
from .console import say, step
from .instance import Instance
from .paths import ADDON, CACHE, REQUIREMENTS, ROOT, digest

MODULES = ("sale_management", "sale_stock", "stock_delivery", "account", "queue_job")
# A company that trades in euro, with accounts and taxes to sell with.
COMPANY = """
env["account.chart.template"].try_loading("generic_coa", env.company)
env.ref("base.EUR").active = True
env.company.currency_id = env.ref("base.EUR")
env.cr.commit()
"""
KEPT_SECONDS = 30 * 60
INSTALLED_FOLDERS = (
    "controllers data flows migrations models security static views wizards i18n"
).split()


def ensure():
    """The template with the dependencies: there, from the cache, or made now."""
    key = digest(
        MODULES,
        COMPANY,
        odoo_tree.ensure(),
        REQUIREMENTS.read_text(),
        postgres.version(),
    )
    template = Instance(f"template_{key}")
    cached = CACHE / template.name
    if not template.exists():
        if cached.exists():
            with step("restore the database with Odoo's modules"):
                _restore(cached, template)
        else:
            with step("create a database with Odoo's modules (about a minute)"):
                _create(template)
            with step("keep it in the cache folder"):
                _keep(template, cached)
    return template


def ensure_addon():
    """The template with the addon as it is now in the working tree."""
    template = ensure()
    addon = Instance(f"addon_{digest(template.name, *_addon_files())}")
    if not addon.exists():
        with step(f"install {ADDON} into a copy of it"):
            draft = template.copy_to(f"{addon.name}_draft")
            draft.configure()
            _show_warnings(draft.install(ADDON))
            _rename(draft, addon)
    os.utime(addon.folder)
    os.utime(template.folder)
    _drop_unused()
    return addon


def _show_warnings(output):
    for line in output.splitlines():
        if " WARNING " in line or " ERROR " in line:
            say(f"  {line}")


def _drop_unused():
    """Drop what nobody has asked for since `KEPT_SECONDS`: older states of the code."""
    for name in postgres.databases():
        instance = Instance(name)
        if name.startswith(("template_", "addon_")) and instance.folder.exists():
            if time.time() - instance.folder.stat().st_mtime > KEPT_SECONDS:
                instance.drop()


def _addon_files():
    """Name and content of the files that decide what an installation results in."""
    for place in ("__init__.py", "__manifest__.py", "hooks.py", *INSTALLED_FOLDERS):
        path = ROOT / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                yield str(file.relative_to(ROOT))
                yield file.read_bytes().hex()


def _create(template):
    draft = Instance(f"{template.name}_draft")
    draft.drop()
    draft.configure()
    draft.install(*MODULES)
    draft.script(COMPANY)
    draft.generate_assets()
    _rename(draft, template)


def _rename(draft, instance):
    """The last step of making a database: from now on it counts as complete."""
    instance.drop()
    instance.filestore.parent.mkdir(parents=True)
    draft.filestore.rename(instance.filestore)
    postgres.sql(f'ALTER DATABASE "{draft.name}" RENAME TO "{instance.name}"')
    draft.drop()


def _keep(template, cached):
    draft = cached.with_name(f"{cached.name}_draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(template.filestore, draft / "filestore")
    options = ("--format=directory", "--compress=1", "--jobs=2")
    postgres.client("pg_dump", *options, "-f", draft / "dump", template.name)
    draft.rename(cached)


def _restore(cached, template):
    draft = Instance(f"{template.name}_draft")
    draft.drop()
    postgres.client("createdb", draft.name)
    dump = cached / "dump"
    postgres.client("pg_restore", "--no-owner", "-j2", "-d", draft.name, dump)
    shutil.copytree(cached / "filestore", draft.filestore)
    _rename(draft, template)
