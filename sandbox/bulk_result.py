"""The result of a bulk query: lines of JSON, made row by row.

A store may have hundreds of thousands of rows: no more than some of them are looked at
before others may use the store in between.
"""

import json
from itertools import islice

from .graph.connections import Connection
from .graph.execution import Executor, NullValue

BATCH = 500  # rows for which the store is kept from others
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Result:
    """What a bulk operation found. `error` is the first error of the query, or None."""

    def __init__(self, store, admin, plan, grouped=False):
        """:param grouped: children right behind their parent; else (the default since
        2026-01) all rows of a level before those of the next
        """
        self._executor = WholeExecutor(store, admin, plan)
        self._store = store
        self._grouped = grouped
        self._levels = {}
        self.objects = self.roots = 0

    def fill(self, wanted=lambda: True):
        """Read everything, as long as it is `wanted`."""
        with self._store.lock:
            rows = lines(self._executor.run() or {})
        while wanted():
            with self._store.lock:
                batch = list(islice(rows, BATCH))
            if not batch:
                break
            self._write(batch)

    @property
    def error(self):
        return next(iter(self._executor.errors), None)

    def content(self):
        """Bytes of the file."""
        return b"".join(b"".join(self._levels[depth]) for depth in sorted(self._levels))

    def _write(self, batch):
        for depth, row in batch:
            text = f"{ENCODE(row)}\n".encode()
            self._levels.setdefault(0 if self._grouped else depth, []).append(text)
        self.objects += len(batch)
        self.roots += sum(depth == 0 for depth, _row in batch)


class WholeExecutor(Executor):
    """Answers a connection with all its rows, each answered when its turn comes."""

    def _connection_completer(self, type_, field):
        edges = self._only(field, "edges")
        node = self._only(edges, "node")
        complete = self._completer(node.type, node)
        return lambda values: _Rows(self, field, values, complete)

    def _only(self, field, name):
        inside = self.plan.fields(field.named, field.selection_sets)
        return next(found for found in inside.values() if found.name == name)


class _Rows:
    """The rows of a connection, answered while they are gone through."""

    def __init__(self, executor, field, values, complete):
        self._connection = _Whole(executor, field, values)
        self._complete = complete

    def __iter__(self):
        for row in self._connection.node()["nodes"]:
            try:
                yield self._complete(row)
            except NullValue:
                return  # the error is noted, the operation fails


class _Whole(Connection):
    def _check(self):
        pass


def lines(data):
    """Yield (depth, object) of all rows below; nested ones have ``__parentId``."""
    nested = []
    _own(data, nested)
    for rows in nested:
        yield from _lines(rows, None, 0)


def _lines(rows, parent, depth):
    for node in rows:
        nested = []
        own = _own(node, nested)
        if parent:
            own["__parentId"] = parent
        yield depth, own
        for inner in nested:
            yield from _lines(inner, own["id"], depth + 1)


def _own(node, nested):
    """The object of one line; its connections, however deep, go to `nested`."""
    own = {}
    for key, value in node.items():
        if isinstance(value, _Rows):
            nested.append(value)
        else:
            own[key] = _own(value, nested) if isinstance(value, dict) else value
    return own
