import contextlib
import gzip
import logging
import socket
import threading
import traceback
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from . import admin, bulk, control, page  # noqa: F401 - register their routes
from .graph.api import internal_error
from .routes import Dropped, Request, answer, json_response

_logger = logging.getLogger(__name__)
GZIP_FROM = 4096  # bytes


class Server:
    """Serves one or more stores over HTTP on this machine.

    The `Host` header chooses the store; without a match it is the first one. What
    it answers to is registered in `routes`.
    """

    def __init__(self, stores, port=0, host="127.0.0.1"):
        """:param port: 0 = a free one"""
        self.stores = list(stores)
        self._http = _HTTPServer((host, port), _Handler)
        self._http.sandbox = self
        for store in self.stores:
            store.url = self.url
        self._thread = None

    @property
    def url(self):
        """Address without a trailing slash."""
        host, port = self._http.server_address[:2]
        return f"http://{host}:{port}"

    def store(self, host):
        """The store of a `Host` header."""
        domain = (host or "").partition(":")[0].lower()
        return next((s for s in self.stores if s.domain == domain), self.stores[0])

    def start(self):
        """Serve in the background."""
        self._thread = threading.Thread(
            target=self._http.serve_forever,
            kwargs={"poll_interval": 0.1},
            name="sandbox server",
            daemon=True,
        )
        self._thread.start()
        return self

    def stop(self):
        """Stop serving; hanging calls are let go, queued webhooks forgotten."""
        for store in self.stores:
            store.faults.clear()
            store.webhooks.discard()
        self._http.shutdown()
        self._http.server_close()

    def serve_forever(self):
        """Serve in this thread until interrupted."""
        self._http.serve_forever()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_exception):
        self.stop()


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, *args):
        self._connections = set()
        super().__init__(*args)

    def get_request(self):
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request):
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self):
        """End connections that clients keep open too: each holds a thread."""
        super().server_close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet for head and body

    def do_GET(self):
        self._serve()

    do_POST = do_PUT = do_DELETE = do_GET

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            self._send(self._response(body))
        except Dropped:
            self.close_connection = True

    def _response(self, body):
        parts = urlsplit(self.path)
        server = self.server.sandbox
        request = Request(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            headers=self.headers,
            body=body,
            store=server.store(self.headers.get("Host")),
            server=server,
        )
        try:
            return answer(request)
        except Dropped:
            raise
        except Exception:
            _logger.error("The sandbox failed:\n%s", traceback.format_exc())
            return json_response(200, internal_error())

    def _send(self, response):
        content, headers = response.body, dict(response.headers)
        if len(content) >= GZIP_FROM and "gzip" in self.headers.get(
            "Accept-Encoding", ""
        ):
            content = gzip.compress(content, 1)
            headers["Content-Encoding"] = "gzip"
        headers.setdefault("X-Request-Id", str(uuid.uuid4()))
        self.send_response(response.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, *_args):
        """Calls are kept in `store.calls`, not printed."""
