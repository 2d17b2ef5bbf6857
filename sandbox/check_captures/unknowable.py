"""Differences that say nothing about the sandbox store, and why."""

import json
import re

from .steps import rows

_TIMELINE = re.compile(r"\border\.events\b")
_COUNT = re.compile(r"(Count\.count|[oO]bjectCount|fileSize)$")
_MORE = re.compile(r"(hasNextPage|Operation\.url)$")
_FOUND = re.compile(r"^data\.\w+\.(nodes|edges)\.length$")
_ROW = re.compile(r"^data\.(\w+)\.(?:nodes|edges|pageInfo)\b")
_SORTED = re.compile(r"sortKey: (\w+)")


def unknowable(step, known, ids, path, recorded, own):
    """Why a difference of a step says nothing; None if it does say something.

    :param known: how many objects the recording shows
    :param ids: the `Ids` of the replay
    """
    if _lists_strangers(step, ids, path):
        return "it lists objects that the recording does not explain"
    if _TIMELINE.search(path):
        return "the sandbox store keeps no timeline"
    if _of_the_whole_shop(step, known, path, recorded, own):
        return "the real store had objects that the recording does not show"
    if _FOUND.search(path) and recorded == 0 and "query" in (step.variables or {}):
        return "the real store's search did not know the new object yet"
    if path.endswith("totalInventory") and recorded != own:
        return "the real store counts a product's inventory later"
    sort_key = _SORTED.search(step.document or "")
    if sort_key and _camel(sort_key[1]) not in json.dumps(step.data):
        return f"sorted by {_camel(sort_key[1])}, which the recording does not show"
    return None


def _lists_strangers(step, ids, path):
    """Whether the list at the path has objects of unknown origin (or their errors)."""
    root = _ROW.match(path)
    if not root and not path.startswith("errors"):
        return False
    lists = [step.data[root[1]]] if root else (step.data or {}).values()
    found = [row for one in lists for row in rows(one) if isinstance(row, dict)]
    return any("id" in row and not ids.known(row["id"]) for row in found)


def _of_the_whole_shop(step, known, path, recorded, own):
    """Whether the real store had more than the recording shows: higher counts, more
    pages, results where the sandbox store has none.
    """
    if _MORE.search(path):
        return bool(recorded) and not own
    if not _COUNT.search(path) or int(recorded) <= int(own or 0):
        return False
    return int(recorded) > known or '"hasNextPage": true' in json.dumps(step.data)


def _camel(name):
    """UPDATED_AT -> updatedAt."""
    head, *tail = name.lower().split("_")
    return head + "".join(word.capitalize() for word in tail)
