"""A store and an Odoo for benchmarks, and how messages get from one to the other."""

import contextlib
import sys
import time
import uuid
from pathlib import Path

import psycopg2
import requests

from sandbox.generator.people import PLACES
from scripts.console import Problem
from scripts.instance import Instance
from scripts.setup_shop import connect
from scripts.world import DOMAIN, World
from shopify.signature import sign

ADDONS = Path(__file__).parent / "addons"
ORDERS = "shopify.flow.order_import"
SECONDS = 900
LANES = range(4)  # of a new store


class BenchWorld(World):
    """A connected store with a catalogue and customers that Odoo knows.

    Jobs run one at a time (`root:1`), as the floor does; scheduled actions never. The
    store's own webhooks are held back: `deliver` sends them when a benchmark wants.
    """

    show_statements = False

    def __init__(self, name="bench", products=40, customers=100):
        template = Instance.from_environment()
        super().__init__(name, template, products=0, ports=(0, 0))
        self.wanted = {"products": products, "customers": customers}
        self.session = requests.Session()
        self.variants, self.customers = [], []
        self._database = None

    def start(self):
        super().start()
        self._wait_for_runner()
        self.store("webhooks/pause")
        self._create_catalogue()
        self._create_customers()
        self.backend = connect(self, books=False)
        self.secret = self.store("credentials")["client_secret"]
        self._wait_for_first_import()
        self.odoo("shopify.bench", "stock_up")

    def _prepare_database(self):
        options = {"addons_paths": [ADDONS], "channels": "root:1"}
        super()._prepare_database(crons=0, **options)
        self.instance.install("shopify_bench")

    def _wait_for_runner(self):
        """It comes some seconds after Odoo; without crons nothing else makes jobs."""
        ready = "queue job runner ready for db"
        self.wait_until(lambda: ready in Path(self.log()).read_text())

    def _create_catalogue(self):
        """Storable products of one variant each."""
        for number in range(self.wanted["products"]):
            variant = {"sku": f"BENCH-{number}", "price": f"{10 + number}.90"}
            product = self.store(
                "create_product", title=f"Article {number}", variants=[variant]
            )
            self.variants.append(product["variants"][0]["id"])

    def _create_customers(self):
        for number in range(self.wanted["customers"]):
            self.customers.append(self.create_customer(number))

    def create_customer(self, number):
        return self.store(
            "create_customer",
            firstName="Ada",
            lastName=f"Byron {number}",
            email=f"ada{number}@bench.example.com",
            addresses=[address(number)],
        )

    def _wait_for_first_import(self):
        wanted = {
            "shopify_product_product": len(self.variants),
            "shopify_res_partner": len(self.customers),
        }
        self.wait_until(
            lambda: (
                all(self.count(table) >= n for table, n in wanted.items())
                and not self.busy()
            )
        )

    # -- what happens --------------------------------------------------------------

    def deliver(self, topic, payload):
        """One message, signed, as Shopify sends it; it must be taken."""
        body = payload.encode()
        headers = webhook_headers(body, topic, self.secret)
        headers["X-Shopify-Webhook-Id"] = str(uuid.uuid4())
        url = self.odoo_url + self.webhook_path()
        answer = self.session.post(url, body, headers=headers)
        if answer.status_code != 200:
            raise Problem(f"Odoo refused a message: {answer.text[:500]}")

    def hold_back(self, payloads):
        """Let Odoo take these messages, {gid: payload}, and not work on them yet."""
        self.odoo("shopify.policy", "write", [self.policy()], {"paused": True})
        for payload in payloads.values():
            self.deliver("orders/create", payload)

    def let_go(self, lanes=LANES):
        """Let what waits in these lanes be worked off, and wait for that."""
        self.odoo("shopify.bench", "start_drain", self.policy(), list(lanes))
        self.wait_until(lambda: not self.busy(lanes), pause=0.02)

    def waiting(self, lane):
        """Ids of the resources that wait in a lane."""
        rows = self.sql(
            """SELECT DISTINCT resource_id FROM shopify_event
                WHERE state = 'waiting' AND lane = %s""",
            lane,
        )
        return [gid for (gid,) in rows]

    def webhook_path(self):
        return f"/shopify/webhook/{self.backend}"

    def policy(self, flow=ORDERS):
        return self.odoo("shopify.policy", "search", [("flow", "=", flow)])[0]

    # -- what is counted -------------------------------------------------------------

    @contextlib.contextmanager
    def measure(self):
        """A dict that has sql, cpu_s, s, api_calls and jobs after the block."""
        spent = {}
        if self.show_statements:
            self.odoo("shopify.bench", "record_statements")
        own = self._difference(self._counters(), self._counters())
        self.store("calls/clear")
        jobs = self.count("queue_job")
        before, started = self._counters(), time.monotonic()
        yield spent
        spent["s"] = time.monotonic() - started
        total = self._difference(before, self._counters())
        # Asking for the counters costs something by itself.
        spent.update({name: total[name] - own[name] for name in total})
        spent["api_calls"] = len(self.store("calls", last=100_000))
        spent["jobs"] = self.count("queue_job") - jobs
        if self.show_statements:
            self._print_statements()

    def _print_statements(self):
        print("\n  times  seconds  statement", file=sys.stderr)
        for times, seconds, text in self.odoo("shopify.bench", "recorded_statements"):
            print(f"{times:7} {seconds:8.3f}  {text[:150]}", file=sys.stderr)

    def _counters(self):
        return self.odoo("shopify.bench", "counters")

    @staticmethod
    def _difference(before, after):
        return {name: after[name] - before[name] for name in before}

    def odoo_memory(self):
        """What the Odoo process holds in memory, in MB."""
        status = Path(f"/proc/{self._processes[-1].pid}/status").read_text()
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    # -- the database ----------------------------------------------------------------

    def sql(self, statement, *values):
        if not self._database:
            self._database = psycopg2.connect(dbname=self.instance.name)
            self._database.autocommit = True
        with self._database.cursor() as cr:
            cr.execute(statement, values)
            return cr.fetchall() if cr.description else []

    def stop(self):
        if self._database:
            self._database.close()
        super().stop()

    def count(self, table, condition="TRUE"):
        return self.sql(f"SELECT count(*) FROM {table} WHERE {condition}")[0][0]

    def busy(self, lanes=LANES):
        """Whether anything waits or is being worked on."""
        return self.sql(
            """SELECT EXISTS (SELECT 1 FROM shopify_event
                               WHERE state = 'waiting' AND lane = ANY(%s))
                   OR EXISTS (SELECT 1 FROM queue_job
                               WHERE state NOT IN ('done', 'cancelled', 'failed'))""",
            list(lanes),
        )[0][0]

    def wait_until(self, condition, pause=0.1):
        end = time.monotonic() + SECONDS
        while not condition():
            if time.monotonic() > end:
                raise Problem(f"Nothing moves any more; see {self.log()}")
            time.sleep(pause)


def webhook_headers(body, topic, secret):
    """What Shopify sends with a message, but for the message's id."""
    return {
        "Content-Type": "application/json",
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": DOMAIN,
        "X-Shopify-Hmac-Sha256": sign(body, secret),
        "X-Shopify-Triggered-At": "2026-11-23T08:00:00Z",
    }


def address(number, street="Lindenweg"):
    """One of many addresses in the shop's country."""
    place = PLACES[0]
    return {
        "firstName": "Ada",
        "lastName": f"Byron {number}",
        "address1": f"{street} {number}",
        "city": place.city,
        "zip": place.zip,
        "countryCode": place.country,
    }
