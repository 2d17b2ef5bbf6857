import heapq
import itertools
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import urllib3

CONNECT_TIMEOUT = 1.0
TOTAL_TIMEOUT = 5.0
# Eight retries over four hours, as documented; the single gaps are our guess.
RETRY_GAPS = (10, 30, 60, 300, 900, 2400, 3600, 7100)
IDLE_SECONDS = 0.5


@dataclass(order=True)
class Delivery:
    """One message on its way to one address, with all its attempts.

    Body and address stay what they were when it was queued, whatever happens to the
    subscription. ``entry`` is its line in the log: ``status``, ``attempts``, ``code``,
    ``error`` are kept up to date there.
    """

    due: datetime
    number: int
    url: str = field(compare=False)
    body: bytes = field(compare=False)
    headers: dict = field(compare=False)
    subscription: dict = field(compare=False)
    queued_at: datetime = field(compare=False)
    entry: dict = field(compare=False)


class Deliverer:
    """Posts deliveries when they are due, on a few threads.

    They start when there is something to do and end when there is not, so that a
    process may make hundreds of stores.
    """

    def __init__(self, clock, sign, delivered, failed, workers=4):
        """:param sign: body -> headers, called for each attempt
        :param delivered: called with the delivery after a 2xx answer
        :param failed: called with the delivery after the last retry failed
        """
        self.clock = clock
        self.sign = sign
        self.delivered = delivered
        self.failed = failed
        self._workers = workers
        self._running = 0
        self._queue = []
        self._numbers = itertools.count(1)
        self._in_flight = 0
        self._paused = False
        self._change = threading.Condition()
        self._pool = urllib3.PoolManager(maxsize=workers, retries=False)
        clock.on_change(self._wake)

    def number(self):
        """The next delivery's number: equally due ones go out in this order."""
        return next(self._numbers)

    def put(self, deliveries):
        """Queue deliveries; returns at once."""
        with self._change:
            for delivery in deliveries:
                heapq.heappush(self._queue, delivery)
            while self._running < min(self._workers, len(self._queue)):
                self._running += 1
                threading.Thread(target=self._work, daemon=True).start()
            self._change.notify_all()

    def pause(self):
        with self._change:
            self._paused = True

    def resume(self):
        with self._change:
            self._paused = False
            self._change.notify_all()

    def paused(self):
        return self._paused

    def pending(self):
        """Number of deliveries queued, under way or waiting for a retry."""
        with self._change:
            return len(self._queue) + self._in_flight

    def wait_idle(self, timeout):
        """Wait until nothing is pending; False if that took too long (seconds)."""
        with self._change:
            return self._change.wait_for(
                lambda: not self._queue and not self._in_flight, timeout
            )

    def discard(self):
        """Forget what is queued."""
        with self._change:
            self._queue.clear()
            self._change.notify_all()

    def _wake(self):
        with self._change:
            self._change.notify_all()

    def _work(self):
        while delivery := self._take():
            try:
                self._attempt(delivery)
            finally:
                with self._change:
                    self._in_flight -= 1
                    self._change.notify_all()

    def _take(self):
        """The next delivery when it is due; None = nothing to do, the thread ends."""
        with self._change:
            while True:
                wait = None if self._queue else IDLE_SECONDS
                if self._queue and not self._paused:
                    wait = self.clock.until(self._queue[0].due)
                    if not wait:
                        self._in_flight += 1
                        return heapq.heappop(self._queue)
                if not self._change.wait(wait) and not self._queue:
                    self._end_worker()
                    return None

    def _end_worker(self):
        self._running -= 1
        if not self._running:
            self._pool.clear()

    def _attempt(self, delivery):
        entry = delivery.entry
        entry["attempts"] += 1
        entry["code"], entry["error"] = self._post(delivery)
        if entry["error"] is None:
            entry["status"] = "delivered"
            self.delivered(delivery)
        elif entry["attempts"] <= len(RETRY_GAPS):
            entry["status"] = "retrying"
            gap = RETRY_GAPS[entry["attempts"] - 1]
            delivery.due = self.clock.now() + timedelta(seconds=gap)
            self.put([delivery])
        else:
            entry["status"] = "failed"
            self.failed(delivery)

    def _post(self, delivery):
        """:return: (HTTP code or None, why it counts as failed or None)"""
        try:
            response = self._pool.request(
                "POST",
                delivery.url,
                body=delivery.body,
                headers={**delivery.headers, **self.sign(delivery.body)},
                timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT, total=TOTAL_TIMEOUT),
                redirect=False,
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return None, f"{type(error).__name__}: {error}"
        if 200 <= response.status < 300:
            return response.status, None
        return response.status, f"HTTP {response.status} is not a 2xx answer"
