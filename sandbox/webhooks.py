import base64
import contextlib
import hashlib
import hmac
import json
import random
import threading
import uuid
from datetime import timedelta

from . import payloads
from .deliverer import Deliverer, Delivery

LOG_LIMIT = 50_000


class Webhooks:
    """Tells subscribers what happens in a store, with Shopify's guarantees: few.

    At least once at best, in no certain order, each signed with the app's secret.
    An action of the store only queues; a few threads deliver. A message that fails
    is tried eight more times, following the store's clock; then the subscription is
    removed if it was made by API.

    ``log`` has a dict per delivery, oldest first: id, topic, url, status (queued,
    delivered, retrying, failed, lost), attempts, code (HTTP), error, webhook_id,
    event_id, at (ISO, UTC), body (text).
    """

    def __init__(self, store, seed=1):
        """:param store: has ``domain``, ``clock``, ``client_secret``,
        ``previous_secret``, ``api_version``, ``objects``, ``all(type)``
        """
        self.store = store
        self.log = []
        self.sign_with_previous = False
        # Subscriptions of the app's configuration: privacy topics live only here.
        # Keys as in WebhookSubscription; the API does not show them, and they stay.
        self.app_subscriptions = []
        self.misbehave()
        self._random = random.Random(seed)
        self._unseeded = random.Random()
        self._quiet = 0
        self._event = threading.local()
        self._last_success = {}
        deliverer = Deliverer(store.clock, self._sign, self._delivered, self._failed)
        self._deliverer = deliverer
        self.pause, self.resume = deliverer.pause, deliverer.resume
        self.paused, self.pending = deliverer.paused, deliverer.pending
        self.discard = deliverer.discard

    def wait_idle(self, timeout=10):
        """Wait until nothing is pending; False if that took too long (seconds)."""
        return self._deliverer.wait_idle(timeout)

    def emit(self, topic, subject):
        """Queue a message for everyone subscribed to ``topic``.

        :param topic: as in the header, e.g. ``orders/create``
        :param subject: an object of the store (the payload is built from it), or a
            finished payload (no ``__typename``), which is sent as it is
        """
        subscriptions = [] if self._quiet else self._subscriptions(topic)
        if not subscriptions:
            return
        payload = subject
        if "__typename" in subject:
            payload = payloads.build(self.store, topic, subject)
        deliveries = []
        for subscription in subscriptions:
            deliveries += self._prepare(topic, payload, subscription)
        self._deliverer.put(deliveries)

    @contextlib.contextmanager
    def one_event(self):
        """All messages inside share one X-Shopify-Event-Id: one action caused them."""
        outer = self._event_id()
        self._event.id = outer or self._new_id()
        try:
            yield
        finally:
            self._event.id = outer

    @contextlib.contextmanager
    def quiet(self):
        """Nothing is emitted inside (for seeding a store)."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    def misbehave(self, duplicate=0.0, reorder=0.0, lose=0.0, delay=(0, 0)):
        """Shares (0..1) of messages sent twice, overtaken by later ones, lost; and a
        delay drawn between two numbers of seconds. Without arguments: behave.
        """
        self.behaviour = {
            "duplicate": duplicate,
            "reorder": reorder,
            "lose": lose,
            "delay": list(delay),
        }

    def _subscriptions(self, topic):
        name = topic.upper().replace("/", "_").replace(".", "_")
        known = [*self.store.all("WebhookSubscription"), *self.app_subscriptions]
        return [found for found in known if found["topic"] == name]

    def _prepare(self, topic, payload, subscription):
        """The deliveries of one message: none if lost, two if duplicated."""
        chosen = payloads.only_fields(payload, subscription.get("includeFields"))
        body = json.dumps(chosen, ensure_ascii=False, separators=(",", ":")).encode()
        now = self.store.clock.now()
        headers = self._headers(topic, payload, subscription, now)
        lost = self._happens("lose")
        copies = 2 if self._happens("duplicate") and not lost else 1
        deliveries = [
            Delivery(
                due=now + timedelta(seconds=self._hold_back()),
                number=self._deliverer.number(),
                url=subscription["uri"],
                body=body,
                headers=headers,
                subscription=subscription,
                queued_at=now,
                entry={},
            )
            for _copy in range(copies)
        ]
        for delivery in deliveries:
            self._note(delivery, "lost" if lost else "queued")
        return [] if lost else deliveries

    def _happens(self, what):
        return self._random.random() < self.behaviour[what]

    def _hold_back(self):
        seconds = self._random.uniform(*self.behaviour["delay"])
        if self._happens("reorder"):
            seconds += self._random.uniform(0.2, 1.0)
        return seconds

    def _headers(self, topic, payload, subscription, now):
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Shopify-Captain-Hook",
            "X-Shopify-Topic": topic,
            "X-Shopify-Shop-Domain": self.store.domain,
            "X-Shopify-API-Version": self.store.api_version,
            "X-Shopify-Webhook-Id": self._new_id(),
            "X-Shopify-Event-Id": self._event_id() or self._new_id(),
            "X-Shopify-Triggered-At": now.isoformat().replace("+00:00", "Z"),
        }
        if subscription.get("name"):
            headers["X-Shopify-Name"] = subscription["name"]
        if payload.get("test"):
            headers["X-Shopify-Test"] = "true"
        return headers

    def _new_id(self):
        """Never the same again, not even with the same seed: receivers drop repeats."""
        return str(uuid.UUID(int=self._unseeded.getrandbits(128), version=4))

    def _event_id(self):
        return getattr(self._event, "id", None)

    def _note(self, delivery, status):
        headers = delivery.headers
        delivery.entry.update(
            id=delivery.number,
            topic=headers["X-Shopify-Topic"],
            url=delivery.url,
            status=status,
            attempts=0,
            code=None,
            error=None,
            webhook_id=headers["X-Shopify-Webhook-Id"],
            event_id=headers["X-Shopify-Event-Id"],
            at=headers["X-Shopify-Triggered-At"],
            body=delivery.body.decode(),
        )
        self.log.append(delivery.entry)
        if len(self.log) > LOG_LIMIT:
            del self.log[: LOG_LIMIT // 2]

    def _sign(self, body):
        """Base64 HMAC-SHA256 of the raw body; after a rotation Shopify may sign with
        the old secret for up to an hour (documented).
        """
        store = self.store
        secret = store.client_secret
        if self.sign_with_previous:
            secret = store.previous_secret
        digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
        return {"X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode()}

    def _delivered(self, delivery):
        self._last_success[delivery.subscription.get("id")] = self.store.clock.now()

    def _failed(self, delivery):
        """Remove the subscription, if it took nothing at all in the meantime."""
        last = self._last_success.get(delivery.subscription.get("id"))
        if last is None or last < delivery.queued_at:
            self.store.objects.pop(delivery.subscription.get("id"), None)
