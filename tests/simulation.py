"""A shop for some dozen steps: both sides act, messages get lost, calls fail."""

import json
import random

from odoo.addons.queue_job.exception import RetryableJobError

from ..sandbox.faults import Faults
from .simulation_house import House
from .simulation_ledger import Ledger
from .simulation_shop import Shop

TOPICS = ("orders/", "inventory_levels/")
FAULTS = (
    "throttle",
    "concurrent",
    "http_500",
    "http_503",
    "timeout_before",
    "timeout_after",
    "drop",
)
WEIGHTS = {
    "shop.sell": 6,
    "shop.edit": 1,
    "shop.cancel": 1,
    "shop.fulfil": 3,
    "house.sell": 4,
    "house.cancel": 1,
    "house.receive": 3,
    "house.move": 2,
    "house.deliver": 3,
    "house.count": 1,
    "house.follow": 1,
    "link.hear": 4,
    "link.drain": 6,
    "link.flush": 6,
    "link.scan": 2,
}
AGES = 10**9  # seconds
RECKLESS = {"shop.count": 1}


class Dies(Exception):
    """The process ends before its transaction is committed."""


class Simulation:
    """One run, repeatable by its seed.

    Careful runs keep as many units in flight as the buffer holds, and never promise
    more than there is. Reckless ones (every third seed) have no buffer and sell what
    they do not have, and somebody puts wrong counts into the store. In the end every
    level is what the policy says, in both.
    """

    def __init__(self, case, seed):
        self.case, self.env, self.store = case, case.env, case.store
        self.random = random.Random(seed)
        self.careful = seed % 3 != 0
        self.ledger = Ledger(self.random.randint(2, 6) if self.careful else 0)
        self.shop = Shop(case, self.ledger, self.careful)
        self.house = House(case, self.ledger, self.careful)
        self.link = Link(self, seed)
        self.log = []

    def run(self, steps):
        self._begin()
        weights = WEIGHTS if self.careful else WEIGHTS | RECKLESS
        for name in self.random.choices(list(weights), weights.values(), k=steps):
            self.store.clock.advance(self.random.randint(1, 30))
            side, verb = name.split(".")
            words = getattr(getattr(self, side), verb)(self.random)
            self.env.cr.flush()  # what is noted is written before the commit
            self.link.collect()
            if words:
                self.note(words)
            self._check_promises()
        self.link.come_to_rest()
        self._check_levels()

    def note(self, words):
        self.log.append(f"{len(self.log):3} {words}")

    def _begin(self):
        """Some stock that both sides know of."""
        if self.ledger.buffer:
            self.case.rule(buffer_units=self.ledger.buffer)
        for article in range(len(self.case.products)):
            for place in range(2):
                units = self.random.randint(1, 12)
                self.case.put(article, place, units)
                self.ledger.owned[article, place] = units
        self.case.push_all()
        self.note(f"begins with {dict(self.ledger.owned)}, buffer {self.ledger.buffer}")

    # -- what has to be so -----------------------------------------------------------

    def _check_promises(self):
        """Never more is promised than there is."""
        for article in range(len(self.case.products)) if self.careful else ():
            offered = self.shop.sellable(article)
            promised = self.ledger.promised(article)
            owned = self.ledger.owned_of(article)
            self.case.assertLessEqual(
                offered + promised,
                owned,
                f"article {article}: {offered} offered + {promised} promised",
            )

    def _check_levels(self):
        """Odoo has what the ledger has, and the store what the policy says."""
        ledger, house, shop = self.ledger, self.house, self.shop
        levels = [(a, p) for a in range(len(self.case.products)) for p in range(2)]
        for level in levels:
            self.case.assertTrue(all(map(house.is_in, ledger.of(*level))))
            on_hand = ledger.on_hand(*level, house.reserved)
            wanted = {
                "in Odoo": ledger.owned[level],
                "on hand": on_hand,
                "available": on_hand - ledger.committed(*level),
            }
            has = {
                "in Odoo": house.on_hand(*level),
                "on hand": shop.level(*level, "on_hand"),
                "available": shop.level(*level, "available"),
            }
            self.case.assertEqual(has, wanted, self._known(*level))

    def _known(self, article, place):
        """What the connector knows of a level, for the message of a failure."""
        found = self.env["shopify.stock.level"].search(
            [
                ("product_id", "=", self.case.products[article].id),
                ("location_id.external_id", "=", self.case.location_gids[place]),
            ]
        )
        names = ("available", "sellable", "compensation", "wanted", "sent")
        names += ("known_on_hand", "known_at", "mismatch_cause", "mismatch_since")
        issues = self.case.issues().mapped("message")
        return f"article {article} at {place}: {found.read(names)}; issues: {issues}"

    def settle(self):
        """After all was sent: what both sides know is no longer in flight."""
        for article in range(len(self.case.products)):
            sales = [
                s for s in self.ledger.sales if s.article == article and s.by_store
            ]
            if all(map(self.house.knows, sales)):
                self.ledger.in_flight[article] = 0


class Link:
    """Messages on their way, and Odoo's work on them, with whatever can go wrong."""

    def __init__(self, simulation, seed):
        self.simulation, self.case = simulation, simulation.case
        self.env, self.store = simulation.env, simulation.store
        self.random = simulation.random
        self.store.faults = Faults(seed=seed, hang_seconds=0.01)
        self.under_way = []
        self.store.webhooks.log.clear()

    # -- messages ----------------------------------------------------------------------

    def collect(self):
        """Take over what the store just sent: some is lost, some comes twice."""
        log = self.store.webhooks.log
        for entry in log:
            if entry["topic"].startswith(TOPICS):
                self.under_way += [entry] * self.random.choice((0, 1, 1, 1, 1, 2))
        log.clear()
        self.store.webhooks.discard()

    def hear(self, random):
        """Some messages arrive, in any order."""
        arrived = random.sample(
            self.under_way, random.randint(0, min(6, len(self.under_way)))
        )
        for entry in arrived:
            self.under_way.remove(entry)
            self._receive(entry)
        return f"{len(arrived)} messages arrive" if arrived else None

    def _receive(self, entry):
        topic, payload = entry["topic"], json.loads(entry["body"])
        backend = self.case.backend
        rows = [
            {
                "flow": flow._name,
                "topic": topic,
                "resource_id": flow._event_resource(topic, payload),
                "webhook_id": entry["webhook_id"],
            }
            for flow in backend._listening_flows(topic)
        ]
        self.env["shopify.event"]._store(backend, rows, source="webhook")

    # -- jobs --------------------------------------------------------------------------

    def drain(self, random):
        return self._disturbed(self._drain, "works off its inbox")

    def flush(self, random):
        words = self._disturbed(self._flush, "sends stock")
        if not self._waiting():
            self.simulation.settle()
        return words

    def scan(self, random):
        scan = self.case.policy("order_import")._job_scan
        return self._disturbed(scan, "looks for orders")

    def _drain(self):
        # The simulated clock is ahead of the database's: whatever its age.
        lanes = self.env["shopify.event"]._waiting_lanes(-AGES)
        for backend_id, flow, lane in lanes:
            backend = self.env["shopify.backend"].browse(backend_id)._for_flow()
            backend.env["shopify.event"]._drain(backend, flow, lane)

    def _flush(self):
        backend = self.case.backend._for_flow()
        outbox = backend.env["shopify.outbox"]
        while outbox._send_waiting(backend, self.case.FLOW) == 0:
            pass

    def _waiting(self):
        self.env.cr.execute(
            """SELECT EXISTS (SELECT 1 FROM shopify_mark) OR EXISTS (
                   SELECT 1 FROM shopify_outbox WHERE state <> 'sent')"""
        )
        return self.env.cr.fetchone()[0]

    def _disturbed(self, job, words):
        """A job, in a transaction, with calls that fail; it may die in the end."""
        for kind in FAULTS:
            self.store.faults.rate(kind, 0.05)
        dies = self.random.random() < 0.1
        try:
            with self.env.cr.savepoint():
                job()
                self.env.cr.flush()
                if dies:
                    raise Dies("before its commit")
            outcome = "done"
        except (RetryableJobError, Dies) as error:
            outcome = f"failed: {error}"
        self.store.faults.clear()
        self.env.invalidate_all()
        return f"Odoo {words}: {outcome}"

    # -- in the end --------------------------------------------------------------------

    def come_to_rest(self):
        """Messages that are still under way are lost; scan and comparison find all."""
        self.under_way.clear()
        house = self.simulation.house
        self._catch_up()
        while words := house.follow(self.random):
            self.simulation.note(words)
        self._catch_up()
        self.case.compare()
        self._flush()
        self.store.clock.advance(600)
        self.case.policy("stock_compare")._job_settle_stock()
        self._flush()

    def _catch_up(self):
        self.case.policy("order_import")._job_scan()
        self._drain()
        self.env.cr.flush()
        self._flush()
