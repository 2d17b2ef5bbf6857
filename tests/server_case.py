import contextlib
import os
import signal
import socket
import subprocess
import time
import unittest
import urllib.request
import xmlrpc.client

import psycopg2

from ..sandbox import Server, Store
from ..scripts.instance import Instance

ADMIN_ID, PASSWORD = 2, "admin"
VAT = {"title": "VAT", "rate": "0.2"}
ADDRESS = {
    "firstName": "Ada",
    "lastName": "Byron",
    "address1": "Lindenweg 1",
    "city": "Berlin",
    "zip": "10115",
    "countryCode": "DE",
}
SECONDS = 300  # the machine may be busy


class ServerCase(unittest.TestCase):
    """A real Odoo server with its job runner, connected to a store in this process.

    Nothing here knows Odoo's registry: the tests act in the store, look into the
    database, and call the server as any client does. They can kill it, too.
    """

    batch_size = 10

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store = Store(currency="EUR", country="DE")
        cls.server = Server(stores=[cls.store]).start()
        cls.addClassCleanup(cls.server.stop)
        cls._fill_store()
        name = f"test_{os.getpid()}-{cls.__name__.lower()}"
        cls.addClassCleanup(lambda: Instance(name).drop())
        cls.instance = Instance.from_environment().copy_to(name)
        cls.port = free_port()
        cls.configure()
        cls.process = None
        cls.addClassCleanup(cls.kill)
        cls.start()
        cls._connect()

    @classmethod
    def _fill_store(cls):
        with cls.store.quiet():
            products = [
                cls.store.create_product(
                    title, variants=[{"sku": title.upper(), "price": price}]
                )
                for title, price in (("Shirt", "9.99"), ("Mug", "12.5"), ("Hat", "21"))
            ]
            cls.customers = [
                cls.store.create_customer(
                    firstName="Ada",
                    lastName=f"Byron {number}",
                    email=f"ada{number}@example.com",
                    addresses=[ADDRESS],
                )["id"]
                for number in range(20)
            ]
        cls.variants = [product["variants"][0]["id"] for product in products]

    @classmethod
    def _connect(cls):
        """What a person does: a tax, the store's credentials, Connect."""
        germany = cls.odoo("res.country", "search", [("code", "=", "DE")])[0]
        group = cls.odoo(
            "account.tax.group", "create", {"name": "VAT", "country_id": germany}
        )
        tax = {
            "name": "VAT 20 %",
            "amount": 20,
            "type_tax_use": "sale",
            "country_id": germany,
            "tax_group_id": group,
        }
        cls.odoo("account.tax", "create", tax)
        address = {"web.base.url": cls.url(), "web.base.url.freeze": "True"}
        for key, value in address.items():
            cls.odoo("ir.config_parameter", "set_param", key, value)
        credentials = {
            "name": "Store",
            "shop_domain": cls.store.domain,
            "client_id": cls.store.client_id,
            "client_secret": cls.store.client_secret,
        }
        cls.backend = cls.odoo("shopify.backend", "create", credentials)
        policies = cls.odoo("shopify.policy", "search", [])
        cls.odoo("shopify.policy", "write", policies, {"batch_size": cls.batch_size})
        cls.odoo("shopify.backend", "action_connect", [cls.backend])
        cls.wait_until(
            lambda: (
                cls.count("shopify_product_product") == len(cls.variants)
                and cls.count("shopify_res_partner") == len(cls.customers)
                and not cls.unfinished_jobs()
            ),
            "products and customers are imported",
        )

    # -- the server --------------------------------------------------------------

    @classmethod
    def configure(cls, **options):
        sandbox = f"[connector_shopify]\nsandbox_url = {cls.server.url}\n"
        cls.instance.configure(cls.port, crons=1, sections=sandbox, **options)

    @classmethod
    def start(cls):
        """Start Odoo, in a group of processes of its own."""
        with open(cls.log_file(), "a") as log:
            cls.process = cls.instance.start(
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        cls.wait_until(cls._answers, "Odoo answers")

    @classmethod
    def kill(cls):
        """End Odoo at once, without a chance to tidy up."""
        if cls.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(cls.process.pid, signal.SIGKILL)
            cls.process.wait()

    @classmethod
    def log_file(cls):
        return cls.instance.folder / "odoo.log"

    @classmethod
    def url(cls):
        return f"http://127.0.0.1:{cls.port}"

    @classmethod
    def _answers(cls):
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"{cls.url()}/web/health", timeout=5):
                return True

    @classmethod
    def odoo(cls, model, method, *arguments, **options):
        """Call a method as the administrator."""
        proxy = xmlrpc.client.ServerProxy(
            f"{cls.url()}/xmlrpc/2/object", allow_none=True
        )
        return proxy.execute_kw(
            cls.instance.name, ADMIN_ID, PASSWORD, model, method, arguments, options
        )

    @classmethod
    def run_cron(cls, name):
        """Let one of the addon's scheduled actions run now."""
        _model, cron = cls.odoo(
            "ir.model.data", "check_object_reference", "connector_shopify", name
        )
        cls.odoo("ir.cron", "method_direct_trigger", [cron])

    @classmethod
    def stop_the_sweeper(cls):
        """Without it, whatever gets no job waits for ever: the runner must be up."""
        cls.wait_until(cls.runner_lives, "the job runner works")
        crons = cls.odoo(
            "ir.cron",
            "search",
            [("model_id.model", "in", ["shopify.event", "shopify.policy"])],
        )
        cls.odoo("ir.cron", "write", crons, {"active": False})

    # -- the database ------------------------------------------------------------

    @classmethod
    def sql(cls, statement, *values):
        """The rows of a statement, in a transaction of its own."""
        connection = psycopg2.connect(dbname=cls.instance.name)
        with contextlib.closing(connection), connection, connection.cursor() as cr:
            cr.execute(statement, values)
            return cr.fetchall() if cr.description else []

    @classmethod
    def count(cls, table, condition="TRUE"):
        return cls.sql(f"SELECT count(*) FROM {table} WHERE {condition}")[0][0]

    @classmethod
    def waiting(cls):
        return cls.count("shopify_event", "state = 'waiting'")

    @classmethod
    def runner_lives(cls):
        """Whether the job runner is up: some seconds after Odoo itself."""
        return "queue job runner ready for db" in cls.log_file().read_text()

    @classmethod
    def unfinished_jobs(cls):
        return cls.count("queue_job", "state NOT IN ('done', 'cancelled', 'failed')")

    @classmethod
    def wait_until(cls, condition, hope, seconds=SECONDS):
        """Wait for something to become true; what Odoo logged tells why it did not."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(
                    f"After {seconds} s it is not true that {hope}.\n"
                    f"{cls.log_file().read_text()[-3000:]}"
                )
            time.sleep(0.1)

    # -- orders ------------------------------------------------------------------

    @classmethod
    def place_orders(cls, count):
        """Orders of two lines, shipping and tax; returns them."""
        return [cls.place_order(number) for number in range(count)]

    @classmethod
    def place_order(cls, number=0):
        lines = [
            {"variant": cls.variants[number % 3], "quantity": 1 + number % 4},
            {"variant": cls.variants[(number + 1) % 3], "quantity": 1},
        ]
        return cls.store.place_order(
            lines,
            customer=cls.customers[number % len(cls.customers)],
            shipping_address=ADDRESS,
            shipping={"title": "Standard", "price": "4.90", "code": "STD"},
            taxes=[VAT],
        )

    def assert_each_order_once(self, placed):
        """A confirmed sale order for each, with the store's total; nothing is open."""
        rows = self.sql(
            """SELECT b.external_id, s.name, s.amount_total, s.state
                 FROM sale_order s LEFT JOIN shopify_sale_order b ON b.odoo_id = s.id"""
        )
        wanted = [
            (
                order["id"],
                order["name"],
                float(order["totalPriceSet"]["shopMoney"]["amount"]),
                "sale",
            )
            for order in placed
        ]
        self.assertEqual(sorted(rows), sorted(wanted))
        self.assertEqual(self.waiting(), 0)
        self.assertEqual(self.count("shopify_event", "state = 'attention'"), 0)
        self.assertEqual(self.open_issues(), [])

    def open_issues(self):
        return self.sql("SELECT message FROM shopify_issue WHERE state = 'open'")


def free_port():
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return candidate.getsockname()[1]
