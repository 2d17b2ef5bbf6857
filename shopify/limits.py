"""What this process knows of a store's limits, shared by all its clients.

Every answer tells how full the store's cost bucket is (`extensions.cost`). Other
processes draw on the same bucket, so what is known here is at most too hopeful.
"""

import time
from dataclasses import dataclass

MAX_IDS = 250  # documented limit of every input array


@dataclass(frozen=True)
class Bucket:
    """A store's cost bucket as told by its last answer; `at` is `time.monotonic()`."""

    available: float
    maximum: float
    restore_rate: float
    at: float

    def wait_for(self, cost):
        """Seconds until `cost` points can be there; 0.0 when they may be there now."""
        restored = (time.monotonic() - self.at) * self.restore_rate
        missing = cost - min(self.maximum, self.available + restored)
        return max(0.0, missing / self.restore_rate)


_buckets = {}
_batch_sizes = {}


def note_cost(shop, cost):
    """Remember the bucket from an answer's `extensions.cost`; returns it, or None."""
    status = (cost or {}).get("throttleStatus")
    if not status:
        return None
    bucket = _buckets[shop] = Bucket(
        available=status["currentlyAvailable"],
        maximum=status["maximumAvailable"],
        restore_rate=status["restoreRate"],
        at=time.monotonic(),
    )
    return bucket


def wait_for(shop, cost):
    """Seconds until a query of `cost` points has a chance at `shop` (0.0: now)."""
    bucket = _buckets.get(shop)
    return bucket.wait_for(cost) if bucket else 0.0


def wait_for_share(shop, share):
    """Seconds until this share of the store's bucket can be full (0.0: it may be)."""
    bucket = _buckets.get(shop)
    return bucket.wait_for(share * bucket.maximum) if bucket else 0.0


def batch_size(shop, query):
    """How many ids of a `nodes` query fit into one request, as far as is known."""
    return _batch_sizes.get((shop, query), MAX_IDS)


def shrink_batch(shop, query, refused):
    """Remember that `refused` ids were too many; half of them are tried next."""
    _batch_sizes[shop, query] = max(1, refused // 2)


def forget():
    """Start knowing nothing (for tests that give a store another bucket)."""
    _buckets.clear()
    _batch_sizes.clear()
