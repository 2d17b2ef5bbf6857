"""Compares a recorded answer with the sandbox store's, ids and times mapped."""

import re
from decimal import Decimal, InvalidOperation

GID = re.compile(r"^gid://[\w-]+/(\w+)/([^?\s]+)(\?.*)?$")
_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
_RESULTS = "bulk-operation-outputs"  # where a real store keeps them
_CURSORS = {"cursor", "startCursor", "endCursor"}
_ORDER_NAME = re.compile(r"^#\d+$")
_NUMBERS = {"amount", "price", "compareAtPrice", "rate", "percentage"}

# An order with nothing left to fulfil: another name since 2026-10 (documented).
RENAMED = {
    ("displayFulfillmentStatus", "UNFULFILLED", "FULFILLMENT_NOT_REQUIRED"),
}


class Ids:
    """Which id of the sandbox store stands for which recorded one, both ways."""

    def __init__(self):
        self.here = {}
        self.there = {}

    def bind(self, recorded, own):
        """Note that the two ids mean the same object; its number is known as well."""
        self.here[recorded] = own
        self.there[own] = recorded

    def known(self, recorded):
        """Whether the recorded id has a counterpart in the store."""
        return recorded in self.here

    def translate(self, value):
        """The value (variables, a search text) with own ids for recorded ones."""
        if isinstance(value, dict):
            return {key: self.translate(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.translate(item) for item in value]
        if isinstance(value, str):
            return self.here.get(value) or self.translate_text(value)
        return value

    def translate_text(self, text):
        """Replace the ids, numbers of ids and order names that occur within a text."""
        text = re.sub(r"gid://[\w-]+/\w+/[\w?=&-]+", lambda m: self._id(m[0]), text)
        text = re.sub(r"\b\d{9,}\b", lambda m: self._number(m[0]), text)
        text = re.sub(r"^#\d+(?=-R\d+$)", lambda m: self.here.get(m[0], m[0]), text)
        return re.sub(r"\bname:(\d+)", lambda m: self._name(m[1]), text)

    def _id(self, recorded):
        return self.here.get(recorded, recorded)

    def _name(self, digits):
        return "name:" + self.here.get(f"#{digits}", digits).removeprefix("#")

    def _number(self, digits):
        for recorded, own in self.here.items():
            if number(recorded) == digits:
                return number(own)
        return digits


def number(gid):
    """The number (or other last part) of a gid as text."""
    found = GID.match(gid)
    return found[2] if found else gid


def differences(recorded, own, ids, path=""):
    """Yield ``(path, recorded, own)`` for everything that differs.

    Ids seen for the first time at the same place are bound to each other; times only
    have to be present in both; cursors are opaque; money is compared as Decimal.
    """
    if isinstance(recorded, dict) and isinstance(own, dict):
        for key in recorded:
            where = f"{path}.{key}".lstrip(".")
            if key not in own:
                yield where, recorded[key], "(missing)"
            else:
                yield from differences(recorded[key], own[key], ids, where)
        for key in own.keys() - recorded.keys():
            yield f"{path}.{key}".lstrip("."), "(missing)", own[key]
    elif isinstance(recorded, list) and isinstance(own, list):
        if len(recorded) != len(own):
            yield f"{path}.length", len(recorded), len(own)
        for index, (left, right) in enumerate(zip(recorded, own, strict=False)):
            yield from differences(left, right, ids, f"{path}[{index}]")
    elif not _same(path.rsplit(".", 1)[-1], recorded, own, ids):
        yield path, recorded, own


def _same(key, recorded, own, ids):
    if recorded == own and not (isinstance(recorded, str) and GID.match(recorded)):
        return True
    if type(recorded) in (int, float) and type(own) in (int, float):
        return recorded == own
    if not isinstance(recorded, str) or not isinstance(own, str):
        return False
    if key == "url" and _RESULTS in recorded:
        return own.startswith("http")
    if key in _CURSORS:
        ids.here.setdefault(recorded, own)
        return True
    if GID.match(recorded) and GID.match(own):
        return _same_gid(recorded, own, ids)
    if _TIME.match(recorded) and _TIME.match(own):
        return True
    if _ORDER_NAME.match(recorded) and _ORDER_NAME.match(own):
        return _same_token(recorded, own, ids)
    if key in _NUMBERS:
        return _decimal(recorded) is not None and _decimal(recorded) == _decimal(own)
    return ids.translate_text(recorded) == own or (key, recorded, own) in RENAMED


def _same_gid(recorded, own, ids):
    if GID.match(recorded)[1] != GID.match(own)[1]:
        return False
    return _same_token(recorded, own, ids)


def _same_token(recorded, own, ids):
    if ids.known(recorded):
        return ids.here[recorded] == own
    if own in ids.there:
        return False
    ids.bind(recorded, own)
    return True


def _decimal(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def gids(value):
    """All gids within a value (an answer, variables), in order, each once."""
    found = {}
    _find_gids(value, found)
    return list(found)


def _find_gids(value, found):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _find_gids(item, found)
    elif isinstance(value, str) and GID.match(value):
        found[value] = True
