import threading
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The store's time: runs with the machine's, can run faster and jump ahead.

    Everything in the store that waits or expires (webhook retries, access tokens,
    the cost bucket) follows it, so that a test sees four hours pass in a second.
    """

    def __init__(self, start=None, speed=1.0):
        """:param start: aware datetime, default now
        :param speed: store seconds per second of the machine
        """
        self._lock = threading.Lock()
        self._origin = start or datetime.now(UTC)
        self._mark = time.monotonic()
        self._speed = float(speed)
        self._listeners = []

    def now(self):
        """The store's time as an aware UTC datetime."""
        with self._lock:
            return self._read()

    def advance(self, seconds):
        """Jump ahead; what becomes due by it happens at once."""
        with self._lock:
            self._origin += timedelta(seconds=seconds)
        self._notify()

    @property
    def speed(self):
        """Store seconds per second of the machine (1.0 = real time)."""
        return self._speed

    @speed.setter
    def speed(self, speed):
        if speed <= 0:
            raise ValueError("The clock's speed must be above zero.")
        with self._lock:
            self._origin = self._read()
            self._mark = time.monotonic()
            self._speed = float(speed)
        self._notify()

    def until(self, moment):
        """Seconds of the machine until the store's clock shows ``moment``."""
        return max((moment - self.now()).total_seconds() / self._speed, 0.0)

    def on_change(self, listener):
        """Call ``listener()`` whenever the clock jumped or changed its speed."""
        self._listeners.append(listener)

    def _read(self):
        elapsed = (time.monotonic() - self._mark) * self._speed
        return self._origin + timedelta(seconds=elapsed)

    def _notify(self):
        for listener in self._listeners:
            listener()
