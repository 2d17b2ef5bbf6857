import base64
import json

from .errors import FieldError
from .registry import field
from .search import search, sort_value

MAX_PAGE = 250


class Connection:
    """A page of a list: arguments as in Shopify, cursors that survive changes.

    A cursor holds the sort value and the id of its row, so a page goes on behind
    that row however much came, went or moved since.
    """

    def __init__(self, context, asked, values):
        self._context = context
        self._args = asked.args
        self._field = asked
        objects = context.store.objects
        self._rows = [
            objects[value] if isinstance(value, str) else value for value in values
        ]

    def node(self):
        """What the fields of the connection are taken from."""
        self._check()
        args, rows = self._args, self._rows
        if args.get("query"):
            typename = self._field.named.name.removesuffix("Connection")
            path = [self._field.key]
            rows = search(self._context, path, typename, rows, args["query"])
        rows = self._sorted(rows)
        start, end = self._window(rows)
        self._more = {"hasPreviousPage": start > 0, "hasNextPage": end < len(rows)}
        return {"nodes": rows[start:end], "_connection": self}

    def page_info(self, page):
        """`PageInfo` of a page of rows."""
        return {
            **self._more,
            "startCursor": self.cursor(page[0]) if page else None,
            "endCursor": self.cursor(page[-1]) if page else None,
        }

    def _check(self):
        for argument in ("first", "last"):
            size = self._args.get(argument)
            if size is not None and not 0 <= size <= MAX_PAGE:
                raise FieldError(
                    f"{argument} cannot exceed {MAX_PAGE}"
                    if size > 0
                    else f"{argument} must be positive",
                    "BAD_REQUEST",
                )
        if self._args.get("first") is None and self._args.get("last") is None:
            raise FieldError("you must provide one of first or last", "BAD_REQUEST")

    def _key(self, row):
        if "sortKey" not in self._args:
            return None, row["id"]
        return sort_value(row, self._args["sortKey"]), row["id"]

    def _sorted(self, rows):
        if "sortKey" in self._args:
            rows = sorted(rows, key=lambda row: _orderable(self._key(row)))
        return rows[::-1] if self._args.get("reverse") else rows

    def _window(self, rows):
        args, start, end = self._args, 0, len(rows)
        if args.get("after"):
            start = self._find(rows, args["after"], "after") + 1
        if args.get("before"):
            end = self._find(rows, args["before"], "before")
        if args.get("first") is not None:
            end = min(end, start + args["first"])
        elif args.get("last") is not None:
            start = max(start, end - args["last"])
        return start, max(start, end)

    def cursor(self, row):
        """Opaque text; in it the row's number and sort value, as seen at Shopify's."""
        value, gid = self._key(row)
        tail = _tail(gid)
        last = int(tail) if tail.isdigit() else tail
        content = {"last_id": last, "last_value": value}
        packed = json.dumps(content, separators=(",", ":"))
        return base64.b64encode(packed.encode()).decode()

    def _find(self, rows, cursor, argument):
        """Index of the cursor's row, or where it would be by now."""
        try:
            content = json.loads(base64.b64decode(cursor, validate=True))
            key = content["last_value"], str(content["last_id"])
        except (ValueError, KeyError, TypeError):
            raise FieldError(
                "Invalid cursor for current pagination sort.", "BAD_REQUEST"
            ) from None
        if "sortKey" not in self._args:
            return self._index(rows, key[1])
        wanted, reverse = _orderable(key), self._args.get("reverse")
        for index, row in enumerate(rows):
            found = _orderable(self._key(row))
            if found == wanted:
                return index
            if found < wanted if reverse else found > wanted:
                return index - (argument == "after")
        return len(rows) - (argument == "after")

    def _index(self, rows, tail):
        for index, row in enumerate(rows):
            if _tail(row["id"]) == tail:
                return index
        raise FieldError("Invalid cursor for current pagination sort.", "BAD_REQUEST")


@field("Connection", "edges")
def edges(_context, node, _args):
    cursor = node["_connection"].cursor
    return [{"node": row, "cursor": cursor(row)} for row in node["nodes"]]


@field("Connection", "pageInfo")
def page_info(_context, node, _args):
    return node["_connection"].page_info(node["nodes"])


def _tail(gid):
    """What tells it from others of its type: mostly a number; of a level, two."""
    return gid.rpartition("/")[2]


def _number(gid):
    number = _tail(gid).partition("?")[0]
    return int(number) if number.isdigit() else 0


def _orderable(key):
    """Sortable form of (value, gid): rows without a value first."""
    value, gid = key
    if value is None:
        return (0, 0, "", _number(gid))
    if isinstance(value, (int, float)):
        return (1, value, "", _number(gid))
    return (1, 0, value, _number(gid))
