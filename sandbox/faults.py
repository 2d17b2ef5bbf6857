import random
import threading
from collections import namedtuple

KINDS = (
    "throttle",
    "concurrent",
    "http_500",
    "http_503",
    "timeout_before",
    "timeout_after",
    "drop",
    "expired_token",
)
SCOPE_KIND = "revoked_scope:"

Fault = namedtuple("Fault", "kind operation")


class Faults:
    """Makes the store's API misbehave on request, repeatably by a seed.

    The server asks ``before(operation)`` for each call and plays the answer:

    ========================  =================================================
    ``throttle``              THROTTLED, nothing executed
    ``concurrent``            an idempotency key is said to be in use still by
                              another call, nothing executed; without a key no fault
    ``http_500`` ``http_503``  an HTML page, nothing executed
    ``timeout_before``        no answer for ``hang_seconds``, nothing executed
    ``timeout_after``         executed, then no answer for ``hang_seconds``
    ``drop``                  connection closed without a byte, nothing executed
    ``expired_token``         HTTP 401; the token used is dead from now on
    ``revoked_scope:<scope>``  the merchant takes the scope away; the call goes on
    ========================  =================================================
    """

    def __init__(self, seed=1, hang_seconds=35.0, revoke=None):
        """:param revoke: called with the scope's name for ``revoked_scope:<scope>``"""
        self.hang_seconds = hang_seconds
        self.fired = []
        self._revoke = revoke
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._once = []
        self._rates = []
        self._released = threading.Event()

    def once(self, kind, operation=None, times=1):
        """The next ``times`` calls (of ``operation``, if given) meet this fault.

        :param operation: GraphQL operation name, or "token"; None = any
        """
        _check(kind)
        with self._lock:
            self._once.append([kind, operation, int(times)])

    def rate(self, kind, share, operation=None):
        """From now on a share (0..1) of the calls meets this fault; 0 ends it."""
        _check(kind)
        with self._lock:
            self._rates = [r for r in self._rates if r[:2] != (kind, operation)]
            if share:
                self._rates.append((kind, operation, float(share)))

    def clear(self):
        """No more faults; connections that hang are let go."""
        with self._lock:
            self._once.clear()
            self._rates.clear()
            released, self._released = self._released, threading.Event()
        released.set()

    def planned(self):
        """What is switched on: ``{"once": [...], "rates": [...]}`` for people."""
        with self._lock:
            return {
                "once": [
                    {"kind": kind, "operation": operation, "times": times}
                    for kind, operation, times in self._once
                ],
                "rates": [
                    {"kind": kind, "operation": operation, "share": share}
                    for kind, operation, share in self._rates
                ],
            }

    def before(self, operation):
        """The fault this call meets, or None.

        A revoked scope is taken away here and is no fault of this call's transport.
        """
        kind = self._draw(operation)
        if not kind:
            return None
        self.fired.append({"kind": kind, "operation": operation})
        if kind.startswith(SCOPE_KIND):
            self._revoke(kind[len(SCOPE_KIND) :])
            return None
        return Fault(kind, operation)

    def hang(self):
        """Hold the calling thread for ``hang_seconds`` or until ``clear()``."""
        self._released.wait(self.hang_seconds)

    def _draw(self, operation):
        with self._lock:
            for planned in self._once:
                if planned[1] in (None, operation):
                    planned[2] -= 1
                    if planned[2] <= 0:
                        self._once.remove(planned)
                    return planned[0]
            for kind, wanted, share in self._rates:
                if wanted in (None, operation) and self._random.random() < share:
                    return kind
        return None


def _check(kind):
    if kind not in KINDS and not kind.startswith(SCOPE_KIND):
        raise ValueError(
            f"Unknown fault {kind!r}; known: {', '.join(KINDS)}, {SCOPE_KIND}<scope>."
        )
