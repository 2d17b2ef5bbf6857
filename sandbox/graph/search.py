"""Shopify's search syntax: `status:open AND updated_at:>='2026-01-01' -tag:test`."""

import operator
import re
from datetime import UTC, datetime

from .search_fields import ALIASES, SEARCH, SORT, Whole

TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<word>-?(?:[\w.$-]+:(?:>=|<=|>|<)?)?(?:"[^"]*"|'[^']*'|[^\s()]+))
    )""",
    re.VERBOSE,
)
SIGNS = {
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
TERM = re.compile(r"^(-?)(?:([\w.$-]+):)?(>=|<=|>|<)?(.*)$", re.DOTALL)


def search(context, path, typename, rows, query):
    """The rows that match; unknown keys are ignored with a warning (seen).

    :param path: of the field that asks, for the warning
    """
    fields = SEARCH.get(typename, {})
    tree = _Parser(query).parse()
    warnings = [
        {
            "field": key,
            "message": "Invalid search field for this query.",
            "code": "invalid_field",
        }
        for key in _keys(tree)
        if key not in fields
    ]
    if warnings:
        context.warnings.append({"path": path, "query": query, "warnings": warnings})
    return [row for row in rows if _matches(tree, row, fields, context.store)]


def sort_value(row, sort_key):
    """What a row is sorted by; None = by id alone."""
    name = SORT.get(sort_key)
    return row.get(name) if name else None


class _Parser:
    """Recursive descent over `or` -> `and` -> `not` -> term."""

    def __init__(self, text):
        self._tokens = [
            match.group(match.lastgroup) for match in TOKEN.finditer(text.strip())
        ]

    def parse(self):
        return self._either() if self._tokens else ("and", [])

    def _peek(self):
        return self._tokens[0] if self._tokens else None

    def _either(self):
        parts = [self._all()]
        while self._peek() == "OR":
            self._tokens.pop(0)
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else ("or", parts)

    def _all(self):
        parts = []
        while self._peek() not in (None, "OR", ")"):
            if self._peek() == "AND":
                self._tokens.pop(0)
                continue
            parts.append(self._one())
        return ("and", parts)

    def _one(self):
        token = self._tokens.pop(0)
        if token == "NOT" and self._tokens:
            return ("not", [self._one()])
        if token == "(":
            inner = self._either()
            if self._peek() == ")":
                self._tokens.pop(0)
            return inner
        minus, key, sign, value = TERM.match(token).groups()
        if value[:1] in "\"'" and value[-1:] == value[:1]:
            value = value[1:-1]
        term = ("term", (key, sign or "=", value))
        return ("not", [term]) if minus else term


def _keys(tree):
    kind, content = tree
    if kind == "term":
        return [content[0]] if content[0] else []
    return [key for part in content for key in _keys(part)]


def _matches(tree, row, fields, store):
    kind, content = tree
    if kind == "and":
        return all(_matches(part, row, fields, store) for part in content)
    if kind == "or":
        return any(_matches(part, row, fields, store) for part in content)
    if kind == "not":
        if content[0][0] == "term" and _ignored(content[0][1], fields):
            return True
        return not _matches(content[0], row, fields, store)
    return _term_matches(content, row, fields, store)


def _ignored(term, fields):
    return bool(term[0]) and term[0] not in fields


def _term_matches(term, row, fields, store):
    key, sign, value = term
    if _ignored(term, fields):
        return True
    if not key:
        return any(
            _contains(found, value)
            for name in ("name", "title", "email", "sku", "displayName", "lastName")
            if (found := row.get(name))
        )
    values = fields[key](store, row)
    wanted = value.split(",") if sign == "=" else [value]
    return any(
        _compare(found, sign, ALIASES.get((key, part), part))
        for found in values
        for part in wanted
    )


def _contains(found, value):
    """Whether the words of `value` are in `found`, side by side: "MUG-RED" finds
    "MUG-RED-XL" as well (seen: a look-up by SKU gives several).
    """
    if isinstance(found, Whole):
        return found.lower() == value.lower()
    words, wanted = _words(found), _words(value)
    if value.endswith("*"):
        start = wanted.pop() if wanted else ""
        return any(
            words[at : at + len(wanted)] == wanted and word.startswith(start)
            for at, word in enumerate(words[len(wanted) :])
        )
    return any(
        words[at : at + len(wanted)] == wanted
        for at in range(len(words) - len(wanted) + 1)
    )


def _words(text):
    return re.findall(r"[\w.]+", str(text).lower())


def _compare(found, sign, value):
    if found is None:
        return False
    if value == "*":
        return True
    if isinstance(found, str) and sign == "=":
        return _contains(found, value)
    wanted = _same_kind(found, value)
    return wanted is not None and SIGNS[sign](found, wanted)


def _same_kind(found, value):
    """The text `value` as what `found` is; None if it cannot be read as such."""
    try:
        if isinstance(found, datetime):
            return _instant(value)
        if isinstance(found, bool):
            return value.lower() == "true"
        return type(found)(value)
    except ValueError:
        return None


def _instant(text):
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
