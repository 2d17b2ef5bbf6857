"""A database with the folder and configuration file that belong to it."""

import os
import shutil
import subprocess
from dataclasses import dataclass

from . import odoo_tree, postgres
from .console import run
from .paths import ADDON, STATE, VENV, link

CONFIGURATION = """[options]
addons_path = {addons}
data_dir = {data}
db_host = {host}
db_user = {user}
db_name = {name}
dbfilter = ^{name}$
list_db = False
http_interface = 127.0.0.1
http_port = {port}
gevent_port = {gevent_port}
server_wide_modules = base,rpc,web,queue_job
max_cron_threads = {crons}
workers = {workers}
{options}
[queue_job]
channels = {channels}
{sections}"""

# Odoo's own _pregenerate_assets_bundles also makes those of its unit tests: slow.
ASSETS = """
for bundle in ("web.assets_web", "web.assets_tests", "web.assets_frontend",
        "web.assets_frontend_minimal", "web.assets_frontend_lazy"):
    assets = env["ir.qweb"]._get_asset_bundle(bundle)
    assets.js(), assets.css()
env.cr.commit()
"""


@dataclass(frozen=True)
class Instance:
    """What one Odoo needs: everything is found from the name of its database."""

    name: str

    @property
    def folder(self):
        return STATE / "instances" / self.name

    @property
    def configuration(self):
        return self.folder / "odoo.conf"

    @property
    def filestore(self):
        return self.folder / "data/filestore" / self.name

    def configure(
        self, port=8069, crons=0, workers=0, options="", sections="",
        addons_paths=(), channels="root:2",
    ):  # fmt: skip
        """Write odoo.conf; `options` and `sections` are added to it as they are.

        `addons_paths`: folders with addons besides this one.
        """
        addons = STATE / "addons"
        addons.mkdir(parents=True, exist_ok=True)
        link(addons / ADDON, "../..")
        odoo_folders = odoo_tree.addon_folders(odoo_tree.ensure())
        folders = [addons, *addons_paths, *odoo_folders]
        self.filestore.parent.mkdir(parents=True, exist_ok=True)
        self.configuration.write_text(
            CONFIGURATION.format(
                addons=",".join(map(str, folders)),
                data=self.folder / "data",
                host=postgres.socket_folder(),
                user=postgres.USER,
                name=self.name,
                port=port,
                gevent_port=port + 1,
                crons=crons,
                workers=workers,
                channels=channels,
                options=options,
                sections=sections,
            )
        )

    def environment(self):
        """Environment variables for Odoo, its tests and PostgreSQL's programs."""
        path = f"{VENV / 'bin'}:{postgres.postgres_programs()}:{os.environ['PATH']}"
        return {
            **os.environ,
            **postgres.environment(),
            "PATH": path,
            "ODOO_RC": str(self.configuration),
        }

    def environment_as_template(self):
        """The same for programs that copy this instance: see `from_environment`."""
        return {
            **self.environment(),
            "CONNECTOR_SHOPIFY_ODOO_BIN": str(VENV / "bin/odoo"),
            "CONNECTOR_SHOPIFY_TEMPLATE_DB": self.name,
            "CONNECTOR_SHOPIFY_TEMPLATE_FILESTORE": str(self.filestore),
        }

    @classmethod
    def from_environment(cls):
        """The instance with the addon installed, that ./dev made for this program."""
        return cls(os.environ["CONNECTOR_SHOPIFY_TEMPLATE_DB"])

    def odoo(self, *arguments, **options):
        """Run Odoo quietly until it ends by itself."""
        command = [VENV / "bin/odoo", *arguments]
        return run(command, env=self.environment(), **options)

    def install(self, *modules):
        """Install modules, in a new database if there is none; returns the warnings."""
        options = ("--stop-after-init", "--no-http", "--log-level=warn")
        return self.odoo("--init", ",".join(modules), *options)

    def script(self, text):
        """Run Python in Odoo's shell, with `env`; nothing is committed by itself."""
        options = ("--no-http", "--log-level=warn")
        return self.odoo("shell", *options, stdin=None, input=text)

    def generate_assets(self):
        """Make the scripts and styles of the web client now, not in the first page."""
        self.script(ASSETS)

    def copy_to(self, name):
        """A new instance with a copy of the database and the files; replaces it."""
        copy = Instance(name)
        copy.drop()
        postgres.client("createdb", "-T", self.name, name)
        copy.filestore.parent.mkdir(parents=True)
        if self.filestore.exists():
            # Odoo never writes into a file of the store: links are copies.
            shutil.copytree(self.filestore, copy.filestore, copy_function=os.link)
        return copy

    def drop(self):
        """Remove the database, then everything that belonged to it."""
        postgres.client("dropdb", "--if-exists", "--force", self.name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def exists(self):
        return self.folder.exists() and self.name in postgres.databases()

    def start(self, *arguments, **options):
        """Start a server as a process of its own (subprocess.Popen)."""
        command = [VENV / "bin/odoo", *arguments]
        return subprocess.Popen(command, env=self.environment(), **options)
