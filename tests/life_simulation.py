"""A month of orders: both sides act, messages get lost; then all is settled."""

import json
import random

from ..sandbox.generator import Generator
from .life_house import House
from .life_store import Store

ROUNDS, SELLING = 5, 3
DAY = 86_400
TOPICS = ("orders/", "refunds/", "returns/")


class Month:
    """One run, repeatable by its seed."""

    def __init__(self, case, seed, orders):
        self.case, self.env, self.count = case, case.env, orders
        self.random = random.Random(seed)
        self.sandbox = case.store
        self.store = Store(case.store, Generator(case.store, seed), self.random)
        self.house = House(case, self.random)
        self.under_way = []

    def run(self):
        for number in range(ROUNDS):
            self.sandbox.clock.advance(6 * DAY)
            self._day(number)
        self._settle()

    def _day(self, number):
        if number < SELLING:
            self.store.sell(-(-self.count // SELLING))
        self.store.live()
        self._collect()
        self.house.work()
        self._hear()
        if number % 2:
            self.scan()

    def _collect(self):
        """Take over what the store just sent: some is lost, some comes twice."""
        log = self.sandbox.webhooks.log
        for entry in log:
            if entry["topic"].startswith(TOPICS):
                self.under_way += [entry] * self.random.choice((0, 1, 1, 1, 1, 2))
        log.clear()
        self.sandbox.webhooks.discard()

    def _hear(self):
        """Most messages arrive, in any order, and are worked off."""
        self.random.shuffle(self.under_way)
        kept = len(self.under_way) // 4
        arrived, self.under_way = self.under_way[kept:], self.under_way[:kept]
        for entry in arrived:
            self._receive(entry)
        self.case.drain()

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

    def scan(self):
        self.case.scan("order_import")

    # -- in the end ------------------------------------------------------------------

    def _settle(self):
        """What is under way is lost; whatever is open is done, on both sides."""
        self.under_way.clear()
        self.scan()
        self.house.release()
        for _again in range(2):
            self.sandbox.clock.advance(DAY)
            self.store.settle()
            self.sandbox.webhooks.discard()
            self.scan()
            self.house.release()
        self.house.finish()
        self.sandbox.clock.advance(DAY)
        self.store.touch()
        self.scan()
