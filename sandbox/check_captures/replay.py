"""Replays a recording against a fresh sandbox store."""

import json
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graphql import (
    GraphQLError,
    OperationDefinitionNode,
    coerce_input_value,
    parse,
    type_from_ast,
)

from ..graph.api import execute
from ..schema import load
from ..store import Store
from .compare import Ids, differences, gids
from .documents import NotRecorded, cut, project, write
from .seeding import Seeder, refused
from .versions import upgraded

VERSION = "2026-10"
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
NOT_MODELLED = "NOT_MODELLED"
# Parts of answers that the sandbox store leaves empty: the timeline of an order.
NOT_KEPT = re.compile(r"\border\.events\b")
SHOP_WIDE = re.compile(r"(Count\.count|[oO]bjectCount|fileSize|hasNextPage)$")
LAGGING = re.compile(r"^data\.\w+\.(nodes|edges)\.length$")
SORTED = re.compile(r"sortKey: (\w+)")


@dataclass
class Outcome:
    """What came of one step: "same", "differs" or "not modelled", and where or why."""

    step: str
    verdict: str
    details: list = field(default_factory=list)


def replay(recording):
    """Outcomes of all steps of a recording, each run against the same fresh store."""
    store = Store(domain="captures.myshopify.com", currency=_currency(recording))
    store.scopes = _scopes(recording)
    with store.quiet():
        return _Replay(recording, store).run()


def _scopes(recording):
    """All scopes there are, but for those the recorded app was denied."""
    known = {s for _text, scopes in load(VERSION).access.values() for s in scopes}
    denied = json.dumps([step.errors for step in recording.steps])
    return {scope for scope in known if f"`{scope}`" not in denied}


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
        self.latest = None
        self.unclear = {}  # recorded gid -> the step not modelled that changed it
        self.seeder = Seeder(recording, store, self.ids, self.ask)

    def run(self):
        self.seeder.fill()
        return [self._outcome(step) for step in self.recording.steps]

    def ask(self, document, variables):
        """The sandbox store's answer to a request of the app."""
        self.store.bucket.set_rate(self.store.bucket.rate)  # never throttled
        body = {"query": document, "variables": variables}
        return execute(self.store, VERSION, body).body

    def _shows_a_part(self, step, recorded):
        return '"hasNextPage": true' in json.dumps(step.data) or (
            recorded is not None and int(recorded) > len(self.seeder.known)
        )

    def _let_time_pass(self, step):
        """The store's clock goes on as far as the recorded times do."""
        times = re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", json.dumps(step.data))
        latest = max(map(datetime.fromisoformat, times), default=None)
        if latest and self.latest and HOUR > latest - self.latest >= SECOND:
            self.store.clock.advance((latest - self.latest).total_seconds())
            time.sleep(0.05)  # what became due is done by other threads
        self.latest = max(filter(None, (latest, self.latest)), default=None)

    def _outcome(self, step):
        self._let_time_pass(step)
        try:
            self._needs_unclear(step)
            document, variables, data = self._request(step)
        except NotRecorded as reason:
            self._mark_unclear(step)
            return Outcome(step.name, "not modelled", [str(reason)])
        document = self.ids.translate_text(document)
        try:
            answer = self.ask(document, self.ids.translate(variables))
        except Exception as error:  # noqa: BLE001 - any failure is a finding
            return Outcome(step.name, "differs", [("", "an answer", repr(error))])
        missing = _not_modelled(answer)
        if missing:
            self._mark_unclear(step)
            return Outcome(step.name, "not modelled", [missing])
        recorded = {"data": data, "errors": _errors(step.errors)}
        own = {"data": answer.get("data"), "errors": _errors(answer.get("errors"))}
        found = list(differences(recorded, own, self.ids))
        left = [place for place in found if not self._unknowable(step, *place)]
        if found and not left:
            reason = self._unknowable(step, *found[0])
            return Outcome(step.name, "not modelled", [f"{found[0][0]}: {reason}"])
        return Outcome(step.name, "differs" if left else "same", left)

    def _unknowable(self, step, path, recorded, own):
        """Why a difference says nothing about the store; None if it does."""
        if NOT_KEPT.search(path):
            return "the sandbox store keeps no timeline"
        if SHOP_WIDE.search(path) and self._shows_a_part(step, recorded):
            return "the real store had objects that the recording does not show"
        if LAGGING.search(path) and recorded == 0 and "query" in (step.variables or {}):
            return "the real store's search did not know the new object yet"
        sort_key = SORTED.search(step.document or "")
        if sort_key and camel(sort_key[1]) not in json.dumps(step.data):
            return f"sorted by {camel(sort_key[1])}, which the recording does not show"
        return None

    def _request(self, step):
        """(document, variables, data to expect) of a step; NotRecorded if unknown."""
        document, variables, data = step.document, step.variables, step.data
        if document is None and data is None:
            raise NotRecorded("the document is not recorded")
        if document is None:
            document, variables = write(
                self.schema, data, {**(variables or {}), **self.seeder.missing_ids(step)}
            )
        if data is not None:
            data = upgraded(data)
            document, _removed = cut(self.schema, document)
            if "{" not in document:
                raise NotRecorded("it was removed from the API")
            data = project(document, data)
            self._check_variables(document, variables or {}, step)
        return document, variables or {}, data

    def _check_variables(self, document, variables, step):
        """NotRecorded if the schema would not take variables that were fine then."""
        if step.errors:
            return
        for definition in _operation(document).variable_definitions or ():
            name = definition.variable.name.value
            type_ = type_from_ast(self.schema, definition.type)
            if name not in variables:
                if str(type_).endswith("!"):
                    raise NotRecorded(f"the variable {name} is not recorded")
                continue
            try:
                coerce_input_value(variables[name], type_)
            except GraphQLError as error:
                raise NotRecorded(f"not in {VERSION} any more: {error.message}") from None

    def _needs_unclear(self, step):
        """NotRecorded if the step shows what a step that was not modelled changed."""
        for gid in gids([step.variables, step.data]):
            if gid in self.unclear:
                raise NotRecorded(f"comes after {self.unclear[gid]}, which is not modelled")

    def _mark_unclear(self, step):
        """What a mutation that is not modelled touched is unclear from then on."""
        if not step.data or refused(step) or not _is_mutation(self.schema, step):
            return
        for gid in gids([step.variables, step.data]):
            # Shared things that were there before: one step changes little of them.
            shared = re.match(r"gid://shopify/(Location|Product|ProductVariant)/", gid)
            if not (shared and self.ids.known(gid)):
                self.unclear.setdefault(gid, step.name)


def camel(name):
    """UPDATED_AT -> updatedAt."""
    head, *tail = name.lower().split("_")
    return head + "".join(word.capitalize() for word in tail)


def _is_mutation(schema, step):
    return any(key in schema.mutation_type.fields for key in step.data)


def _operation(document):
    return next(
        node
        for node in parse(document).definitions
        if isinstance(node, OperationDefinitionNode)
    )


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


def _not_modelled(answer):
    """The message of the sandbox if it does not have what was asked, else None."""
    for error in answer.get("errors") or []:
        if (error.get("extensions") or {}).get("code") == NOT_MODELLED:
            return error["message"]
    return None
