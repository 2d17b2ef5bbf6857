"""Replays a recording against a fresh sandbox store."""

import json
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..graph.api import execute
from ..schema import load
from ..store import Store
from .asking import request
from .compare import Ids, differences, gids
from .documents import NotRecorded
from .knowledge import Knowledge
from .seeding import Seeder
from .steps import refused
from .unknowable import unknowable

VERSION = "2026-10"
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SHARED = re.compile(r"gid://shopify/(Location|Product|ProductVariant)/")


@dataclass
class Outcome:
    """What came of one step: "same", "differs" or "not modelled", and where or why.

    `details` of a difference: (path, recorded, own); of what is not modelled: why.
    """

    step: str
    verdict: str
    details: list = field(default_factory=list)


def replay(recording):
    """Outcomes of all steps of a recording, each run against the same fresh store."""
    return list(steps(recording, store_for(recording)))


def store_for(recording):
    """A fresh `Store` like the recorded one: its currency, what its app may do."""
    store = Store(domain="captures.myshopify.com", currency=_currency(recording))
    store.scopes = _scopes(recording)
    return store


def steps(recording, store):
    """Run a recording's steps against a store one by one; yields each one's `Outcome`.

    Between two of them the store is as it was in the recording.
    """
    with store.quiet():
        yield from _Replay(recording, store).run()


def _scopes(recording):
    """All scopes there are, but for those the recorded app was denied."""
    known = {s for _text, scopes in load(VERSION).access.values() for s in scopes}
    denied = json.dumps([step.errors for step in recording.steps])
    granted = {scope for scope in known if f"`{scope}`" not in denied}
    return granted | {"read_all_orders"}


def _currency(recording):
    """The recorded shop's currency: the first one seen on the shop's side."""
    text = json.dumps([step.data for step in (*recording.steps, *recording.prior)])
    found = re.search(r'"shopMoney": \{[^}]*"currencyCode": "(\w+)"', text)
    return found[1] if found else "CAD"


class _Replay:
    def __init__(self, recording, store):
        self.recording, self.store = recording, store
        self.schema = load(VERSION).schema
        self.ids = Ids()
        self.knowledge = Knowledge(recording)
        self.latest = None
        self.unclear = {}  # recorded gid -> the step not modelled that changed it

    def run(self):
        Seeder(self.recording, self.knowledge, self.store, self.ids, self._ask).fill()
        for step in self.recording.steps:
            yield self._outcome(step)

    def _ask(self, document, variables):
        """The sandbox store's answer to a request of the app."""
        self.store.bucket.set_rate(self.store.bucket.rate)  # never throttled
        body = {"query": document, "variables": variables}
        return execute(self.store, VERSION, body).body

    def _outcome(self, step):
        self._let_time_pass(step)
        try:
            self._check_clear(step)
            document, variables, data = request(step, self.schema, self.knowledge)
            answer = self._ask(
                self.ids.translate_text(document), self.ids.translate(variables)
            )
            _check_modelled(answer)
        except NotRecorded as reason:
            self._mark_unclear(step)
            return Outcome(step.name, "not modelled", [str(reason)])
        except Exception as error:  # noqa: BLE001 - any failure is a finding
            return Outcome(step.name, "differs", [("", "an answer", repr(error))])
        return self._compare(step, data, answer)

    def _compare(self, step, data, answer):
        recorded = {"data": data, "errors": _errors(step.errors)}
        own = {"data": answer.get("data"), "errors": _errors(answer.get("errors"))}
        found = list(differences(recorded, own, self.ids))
        known = len(self.knowledge.objects)
        reasons = [unknowable(step, known, self.ids, *place) for place in found]
        if found and all(reasons):
            return Outcome(step.name, "not modelled", [f"{found[0][0]}: {reasons[0]}"])
        left = [place for place, why in zip(found, reasons, strict=True) if not why]
        return Outcome(step.name, "differs" if left else "same", left)

    def _let_time_pass(self, step):
        """The store's clock goes on as far as the recorded times do."""
        times = re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", json.dumps(step.data))
        latest = max(map(datetime.fromisoformat, times), default=None)
        if latest and self.latest and HOUR > latest - self.latest >= SECOND:
            self.store.clock.advance((latest - self.latest).total_seconds())
            time.sleep(0.05)  # what became due is done by other threads
        self.latest = max(filter(None, (latest, self.latest)), default=None)

    def _check_clear(self, step):
        """NotRecorded if the step shows what a step that was not modelled changed, or
        what is not there yet.
        """
        for gid in gids([step.variables, step.data]):
            if cause := self.unclear.get(gid):
                raise NotRecorded(f"comes after {cause}, which is not modelled")
        steps = self.recording.steps
        later = gids([other.data for other in steps[steps.index(step) + 1 :]])
        for gid in gids(step.variables):
            if not self.ids.known(gid) and gid in later:
                raise NotRecorded(f"names {gid}, which only a later step makes")

    def _mark_unclear(self, step):
        """What a mutation that is not modelled touched is unclear from then on."""
        mutations = self.schema.mutation_type.fields
        if refused(step) or not any(key in mutations for key in step.data or ()):
            return
        if step in self.knowledge.preparation:
            return
        for gid in gids([step.variables, step.data]):
            # Shared things that were there before: one step changes little of them.
            if not (SHARED.match(gid) and self.ids.known(gid)):
                self.unclear.setdefault(gid, step.name)


def _errors(errors):
    """Errors as far as they are promised: text, code and path."""
    return [
        {
            "message": error["message"],
            "code": (error.get("extensions") or {}).get("code"),
            "path": error.get("path"),
        }
        for error in errors or []
    ]


def _check_modelled(answer):
    """NotRecorded if the sandbox store does not have what was asked for."""
    for error in answer.get("errors") or []:
        if (error.get("extensions") or {}).get("code") == "NOT_MODELLED":
            raise NotRecorded(error["message"])
