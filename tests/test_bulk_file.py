import gzip
import threading
import unittest
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ..shopify import bulk
from ..shopify.errors import BusinessError, TransientError

LIVE = "https://demo.myshopify.com"
SANDBOX = "http://127.0.0.1:8765"


class TestFile(unittest.TestCase):
    def test_a_packed_file(self):
        rows = b"".join(b'{"id":"gid://shopify/Item/%d"}\n' % n for n in range(3000))
        packed = gzip.compress(rows)
        with served(packed, {"Content-Encoding": "gzip"}) as (client, operation):
            found = list(bulk.rows(client, operation))
        self.assertEqual(len(found), 3000)
        self.assertEqual(found[-1], {"id": "gid://shopify/Item/2999"})

    def test_neither_token_nor_store_are_told(self):
        with served(b'{"id":"1"}\n') as (client, operation):
            list(bulk.rows(client, operation))
            self.assertNotIn("X-Shopify-Access-Token", client.headers)
            self.assertEqual(f"http://{client.headers['Host']}", client.base_url)

    def test_a_file_that_breaks_off(self):
        with served(b'{"id":"1"}\n', promised=500) as (client, operation):
            with self.assertRaises(TransientError):
                list(bulk.rows(client, operation))

    def test_a_broken_line(self):
        with served(b'{"id":"1"}\n{"id":\n') as (client, operation):
            found = bulk.rows(client, operation)
            next(found)
            with self.assertRaises(TransientError):
                next(found)

    def test_a_file_that_is_gone(self):
        with served(b"", status=404) as (client, operation):
            with self.assertRaises(BusinessError) as caught:
                next(bulk.rows(client, operation))
        self.assertEqual(caught.exception.code, "bulk_expired")

    def test_a_host_that_has_trouble(self):
        with served(b"", status=503) as (client, operation):
            with self.assertRaises(TransientError):
                next(bulk.rows(client, operation))

    def test_redirects_are_not_followed(self):
        with served(b'{"id":"1"}\n') as (other, _operation):
            elsewhere = {"Location": f"{other.base_url}/file.jsonl"}
            with served(b"", elsewhere, status=302) as (client, operation):
                with self.assertRaises(BusinessError):
                    next(bulk.rows(client, operation))
            self.assertIsNone(other.headers)


class TestAddress(unittest.TestCase):
    def refused(self, url, base_url=LIVE):
        with self.assertRaises(BusinessError) as caught:
            bulk.check_address(url, base_url)
        self.assertEqual(caught.exception.code, "bulk_address")

    def test_google_storage_is_trusted(self):
        bulk.check_address("https://storage.googleapis.com/bucket/file?key=1", LIVE)

    def test_other_addresses_are_not(self):
        for url in (
            "http://storage.googleapis.com/file",
            "https://storage.googleapis.com.example.com/file",
            "https://googleapis.com.example.com/file",
            "https://example.com/.googleapis.com",
            "https://storage.googleapis.com@example.com/file",
            "https://user@storage.googleapis.com/file",
            "https://storage.googleapis.com:8443/file",
            "http://127.0.0.1:8765/bulk/1.jsonl",
            "file:///etc/passwd",
        ):
            with self.subTest(url):
                self.refused(url)

    def test_a_sandbox_serves_its_own_files_only(self):
        bulk.check_address(f"{SANDBOX}/bulk/1.jsonl", SANDBOX)
        self.refused("http://127.0.0.1:9000/bulk/1.jsonl", SANDBOX)
        self.refused("https://storage.googleapis.com/file", SANDBOX)


class TestFamilies(unittest.TestCase):
    ROOTS = [{"id": "a"}, {"id": "b"}]
    CHILDREN = [
        {"id": "a1", "__parentId": "a"},
        {"id": "b1", "__parentId": "b"},
        {"id": "a11", "__parentId": "a1"},
    ]

    def names(self, families):
        return [(root["id"], [row["id"] for row in below]) for root, below in families]

    def test_children_behind_all_parents(self):
        found = bulk.families([*self.ROOTS, *self.CHILDREN])

        self.assertEqual(self.names(found), [("a", ["a1", "a11"]), ("b", ["b1"])])

    def test_grouped_families_come_one_by_one(self):
        (first, second), (child, other, grandchild) = self.ROOTS, self.CHILDREN
        rows = iter([first, child, grandchild, second, other])

        found = bulk.families(rows, grouped=True)

        self.assertEqual(self.names([next(found)]), [("a", ["a1", "a11"])])
        self.assertEqual(next(rows), other)

    def test_nothing(self):
        self.assertEqual(list(bulk.families([], grouped=True)), [])
        self.assertEqual(list(bulk.families([])), [])


class FakeClient:
    """All that `bulk.rows` knows of a client."""

    shop_domain = "demo.myshopify.com"

    def __init__(self, base_url):
        self.base_url = base_url
        self.headers = None


@contextmanager
def served(content, headers=(), status=200, promised=None):
    """(client, operation) whose file is `content`, from a host of its own.

    `promised`: its length as told, if that is not what comes.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            client.headers = dict(self.headers)
            self.send_response(status)
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(promised or len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    client = FakeClient(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    url = f"{client.base_url}/file.jsonl"
    try:
        yield client, bulk.Operation("gid://1", "COMPLETED", 1, len(content), url)
    finally:
        server.shutdown()
        server.server_close()
