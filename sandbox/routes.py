"""What the server answers to: modules register their addresses here."""

import json
import re
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

ROUTES = []


class Request(NamedTuple):
    """An HTTP request to one of the server's stores."""

    method: str
    path: str  # without the query string
    query: dict  # of the address, last value of each key
    headers: Any  # case-insensitive
    body: bytes
    store: Any
    server: Any

    def json(self):
        """The body as JSON, or a form's fields; {} if it is empty."""
        if not self.body:
            return {}
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(self.body.decode()))
        return json.loads(self.body)


class Response(NamedTuple):
    """An HTTP answer."""

    status: int
    body: bytes
    headers: dict = {}


class Dropped(Exception):
    """The connection is closed without an answer."""


def json_response(status, content, **headers):
    """`Response` with `content` as JSON."""
    body = json.dumps(content, separators=(",", ":")).encode()
    return Response(
        status, body, {"Content-Type": "application/json; charset=utf-8", **headers}
    )


def html_response(status, text):
    """`Response` with a page."""
    return Response(status, text.encode(), {"Content-Type": "text/html; charset=utf-8"})


def route(method, pattern):
    """Register `function(request, **groups) -> Response` for a path.

    :param pattern: regular expression of the whole path
    """

    def register(function):
        ROUTES.append((method, re.compile(pattern), function))
        return function

    return register


def answer(request):
    """`Response` of the first route that fits; 404 if none does."""
    for method, pattern, function in ROUTES:
        match = pattern.fullmatch(request.path)
        if match and method == request.method:
            return function(request, **match.groupdict())
    return json_response(404, {"errors": "Not Found"})
