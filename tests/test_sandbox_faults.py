import threading
import time
import unittest

import requests

from ..sandbox import Server, Store

NAME = "{ shop { name } }"
RENAME = """
mutation Rename($id: ID!) {
  customerUpdate(input: {id: $id, firstName: "Renamed"}) { customer { id } }
}
"""


class FaultCase(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.store = Store(domain="demo.myshopify.com", seed=1)
        self.server = Server(stores=[self.store]).start()
        self.addCleanup(self.server.stop)

    def post(self, query=NAME, timeout=10, **variables):
        return requests.post(
            f"{self.server.url}/admin/api/2026-10/graphql.json",
            json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": self.store.static_token},
            timeout=timeout,
        )

    def code(self, answer):
        return answer.json()["errors"][0]["extensions"]["code"]


class TestAnswers(FaultCase):
    def test_throttle(self):
        self.store.faults.once("throttle")
        answer = self.post()
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.code(answer), "THROTTLED")
        self.assertNotIn("data", answer.json())
        self.assertEqual(self.post().json()["data"], {"shop": {"name": "Demo"}})

    def test_server_errors_come_as_html(self):
        for kind, status in (("http_500", 500), ("http_503", 503)):
            self.store.faults.once(kind)
            answer = self.post()
            self.assertEqual(answer.status_code, status)
            self.assertIn("text/html", answer.headers["Content-Type"])

    def test_dropped_connection(self):
        self.store.faults.once("drop")
        with self.assertRaises(requests.ConnectionError):
            self.post()

    def test_expired_token_stays_expired(self):
        credentials = {
            "grant_type": "client_credentials",
            "client_id": self.store.client_id,
            "client_secret": self.store.client_secret,
        }
        url = f"{self.server.url}/admin/oauth/access_token"
        token = requests.post(url, json=credentials, timeout=10).json()["access_token"]
        self.store.static_token = "another"
        self.store.faults.once("expired_token")
        for _attempt in range(2):
            answer = requests.post(
                f"{self.server.url}/admin/api/2026-10/graphql.json",
                json={"query": NAME},
                headers={"X-Shopify-Access-Token": token},
                timeout=10,
            )
            self.assertEqual(answer.status_code, 401)

    def test_token_requests_fail_too(self):
        self.store.faults.once("http_503", operation="token")
        url = f"{self.server.url}/admin/oauth/access_token"
        self.assertEqual(requests.post(url, json={}, timeout=10).status_code, 503)

    def test_revoked_scope(self):
        query = "{ orders(first: 1) { nodes { id } } }"
        self.assertNotIn("errors", self.post(query).json())
        self.store.faults.once("revoked_scope:read_orders")
        self.assertEqual(self.code(self.post(query)), "ACCESS_DENIED")
        self.assertNotIn("read_orders", self.store.scopes)


class TestTimeouts(FaultCase):
    def setUp(self):
        super().setUp()
        self.store.faults.hang_seconds = 5
        self.customer = self.store.create_customer(firstName="Ada", lastName="L.")

    def rename(self):
        self.post(RENAME, timeout=1, id=self.customer["id"])

    def test_before_the_effect_nothing_has_happened(self):
        self.store.faults.once("timeout_before")
        with self.assertRaises(requests.ReadTimeout):
            self.rename()
        self.store.faults.clear()
        time.sleep(0.2)
        self.assertEqual(self.customer["firstName"], "Ada")

    def test_after_the_effect_it_has(self):
        self.store.faults.once("timeout_after")
        with self.assertRaises(requests.ReadTimeout):
            self.rename()
        self.assertEqual(self.customer["firstName"], "Renamed")

    def test_clear_lets_hanging_calls_go(self):
        self.store.faults.hang_seconds = 60
        self.store.faults.once("timeout_before")
        threading.Timer(0.2, self.store.faults.clear).start()
        with self.assertRaises(requests.ConnectionError):
            self.post(timeout=10)


class TestPlan(FaultCase):
    def test_once_counts_only_calls_of_its_operation(self):
        faults = self.store.faults
        faults.once("drop", operation="order", times=2)
        met = [faults.before(name) for name in ("shop", "order", "order", "order")]
        self.assertEqual([bool(fault) for fault in met], [False, True, True, False])

    def test_rate_is_repeatable_by_the_seed(self):
        def drawn():
            faults = Store(domain="demo.myshopify.com", seed=7).faults
            faults.rate("http_500", 0.1)
            return [bool(faults.before("order")) for _call in range(500)]

        first = drawn()
        self.assertEqual(first, drawn())
        self.assertTrue(30 <= sum(first) <= 70, sum(first))

    def test_rate_of_zero_ends_it(self):
        faults = self.store.faults
        faults.rate("drop", 1.0)
        faults.rate("drop", 0)
        self.assertIsNone(faults.before("order"))

    def test_unknown_kind_is_refused(self):
        with self.assertRaisesRegex(ValueError, "Unknown fault 'trottle'"):
            self.store.faults.once("trottle")

    def test_fired_tells_what_calls_met(self):
        self.store.faults.once("throttle")
        self.store.faults.before("order")
        self.assertEqual(
            self.store.faults.fired, [{"kind": "throttle", "operation": "order"}]
        )
