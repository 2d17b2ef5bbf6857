"""A sandbox store and an Odoo beside it, as processes, for the demo and benchmarks."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import xmlrpc.client

from .console import Problem, step
from .instance import Instance
from .paths import ROOT, VENV

DOMAIN = "demo.myshopify.com"
ADMIN = "admin"  # user and password of a new Odoo database


class World:
    """Starts on `start()`, ends on `stop()`; also a context manager.

    `store(command, ...)` is the sandbox's control API, `odoo(model, method, ...)` a
    call as the administrator.
    """

    def __init__(self, name, template, products=40, workers=0, ports=(8765, 8069)):
        self.instance = Instance(name)
        self.template = template
        self.products = products
        self.workers = workers
        self.store_url = f"http://127.0.0.1:{_port(ports[0])}"
        self.odoo_port = _port(ports[1])
        self.odoo_url = f"http://127.0.0.1:{self.odoo_port}"
        self._processes = []

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_exception):
        self.stop()

    def start(self):
        """A new copy of the database, a new store, both served."""
        with step("copy the database"):
            self._prepare_database()
        with step("start the sandbox store"):
            self._start_store()
            self._wait_for(self.store_url)
        with step("start Odoo"):
            self._start("odoo", VENV / "bin/odoo")
            self._wait_for(f"{self.odoo_url}/web/health")

    def _prepare_database(self, **options):
        """Copy the template; `options` as in `Instance.configure`."""
        self.template.copy_to(self.instance.name)
        sandbox = f"[connector_shopify]\nsandbox_url = {self.store_url}\n"
        options = {"crons": 1, "workers": self.workers, "sections": sandbox, **options}
        self.instance.configure(self.odoo_port, **options)

    def stop(self):
        """End both; the database stays until the next start."""
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        self._processes.clear()

    def log(self, name="odoo"):
        """The file that `odoo` or `sandbox` writes to."""
        return self.instance.folder / f"{name}.log"

    def store(self, command, **arguments):
        """Let something happen in the store, or ask it."""
        url = f"{self.store_url}/sandbox/{DOMAIN}/{command}"
        body = json.dumps(arguments).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(url, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Problem(f"The store on {command}: {error.read().decode()}") from error

    def odoo(self, model, method, *arguments, **options):
        """Call a method of a model as the administrator."""
        server = xmlrpc.client.ServerProxy(
            f"{self.odoo_url}/xmlrpc/2/object", allow_none=True
        )
        return server.execute_kw(
            self.instance.name, 2, ADMIN, model, method, arguments, options
        )

    def _start_store(self):
        port = self.store_url.rpartition(":")[2]
        options = ("--port", port, "--domain", DOMAIN, "--products", self.products)
        self._start("sandbox", VENV / "bin/python", "-m", "sandbox", *options)

    def _start(self, name, *command):
        # A session of its own: Ctrl-C is ours to handle, and nothing stays behind.
        with open(self.log(name), "w") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=ROOT,
                env=self.instance.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._processes.append(process)

    def _wait_for(self, url, seconds=60):
        """Wait until the process that was started last answers there."""
        process = self._processes[-1]
        end = time.monotonic() + seconds
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
                return
            time.sleep(0.1)
        raise Problem(f"{url} does not answer; see the logs in {self.instance.folder}")


def _port(wanted):
    """The port that people expect, or a free one where that is taken (or 0)."""
    for port in (wanted, 0):
        with socket.socket() as candidate:
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                candidate.bind(("127.0.0.1", port))
                return candidate.getsockname()[1]
    raise Problem("There is no free port on 127.0.0.1.")
