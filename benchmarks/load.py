"""Requests to a server, as many as it takes or at a steady rate, with little effort.

A connection per request, as Odoo's own server wants it, and nothing parsed but the
status: what the client costs is taken from the server on a small machine.
"""

import itertools
import socket
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from scripts.console import Problem

from .world import webhook_headers

CLIENTS = 4


class Requests:
    """Makes the bytes of one request after the other, each with an id of its own."""

    def __init__(self, world, payloads):
        self._heads = [
            (self._head(world, body), body) for body in map(str.encode, payloads)
        ]
        self._turn = itertools.cycle(self._heads)
        self._lock = threading.Lock()
        self._webhook_path = world.webhook_path()

    def webhook(self):
        return self._next(self._webhook_path)

    def trivial(self):
        return self._next("/shopify_bench/trivial")

    def _next(self, path):
        with self._lock:
            head, body = next(self._turn)
        start = f"POST {path} HTTP/1.1\r\nX-Shopify-Webhook-Id: {uuid.uuid4()}\r\n"
        return start.encode() + head + body

    @staticmethod
    def _head(world, body):
        headers = webhook_headers(body, "orders/updated", world.secret)
        headers.update({"Host": "127.0.0.1", "Connection": "close"})
        headers["Content-Length"] = str(len(body))
        lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
        return "".join([*lines, "\r\n"]).encode()


def send(port, request):
    """Post it and wait for the answer; the seconds it took."""
    started = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        answer = connection.recv(65536)
        while connection.recv(65536):
            pass
    if b" 200 " not in answer[:20]:
        raise Problem(f"The server refused: {answer[:500]!r}")
    return time.perf_counter() - started


def burst(world, make, count):
    """As many as it takes, from a few clients; requests per second."""
    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda _n: send(world.odoo_port, make()), range(count)))
    return count / (time.monotonic() - started)


def steady(world, make, rate, seconds):
    """At a fixed rate, whether or not the earlier ones were answered; the seconds
    that each took, counted from when it was due."""

    def one(number):
        due = started + number / rate
        time.sleep(max(0.0, due - time.monotonic()))
        send(world.odoo_port, make())
        return time.monotonic() - due

    started = time.monotonic()
    with ThreadPoolExecutor(32) as pool:
        return list(pool.map(one, range(int(rate * seconds))))


def percentile(seconds, percent):
    """In milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
