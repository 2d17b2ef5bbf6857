"""What a recording tells about the store before its first step."""

import itertools
import re

from .compare import GID, gids
from .steps import accepted, created_types, deleted


def _is_told_only(step):
    return step.document is None and step.variables is None


# In the order in which they can be created.
ROOTS = (
    "Location",
    "Product",
    "ProductVariant",
    "InventoryItem",
    "Customer",
    "MailingAddress",
    "Order",
)


class Knowledge:
    """The objects of a recording, put together from everything it shows of them.

    `objects`: recorded gid -> what was read of it, the earliest reading of each key;
    `existing`: gids of what was there before the first step; `location` and
    `location_name`: where orders are fulfilled from; `preparation`: the steps at the
    beginning of which only the answers were recorded: what they made was there before.
    """

    def __init__(self, recording):
        self.objects = {}
        self.existing = []
        self.location = self.location_name = None
        self._born = set()
        self._learn(recording.setup)
        for read in recording.prior:
            self._learn(read.data)
        self.preparation = list(itertools.takewhile(_is_told_only, recording.steps))
        for step in self.preparation:
            self._learn(step.data, latest=True)
        for step in recording.steps:
            self._follow(step)
        for read in recording.prior:
            for gid in gids([read.variables, read.data]):
                self._exists(gid)
        # Ids that were only sent, and refused, are those of objects that do not exist.
        self.existing = [gid for gid in self.existing if gid in self.objects]

    def of(self, node):
        """A nested reading of an object together with all else known of it."""
        node = node or {}
        return {**self.objects.get(node.get("id"), {}), **node}

    def _follow(self, step):
        self._learn_search(step)
        for gid in gids(step.variables):
            self._exists(gid)
            # A line's variant may be anything: unknown ones are ignored (seen).
            # A part behind "?" is only in ids that the store has given out.
            if "?" in gid or accepted(step) and "/ProductVariant/" not in gid:
                self.objects.setdefault(gid, {})
        created = () if step in self.preparation else created_types(step)
        for gid in gids(step.data):
            if GID.match(gid)[1] in created and gid not in self.existing:
                self._born.add(gid)
            self._exists(gid)
        for gid in deleted(step):
            self.objects.setdefault(gid, {})
        self._learn(step.data)

    def _exists(self, gid):
        root = GID.match(gid)[1] in ROOTS
        if root and gid not in self._born and gid not in self.existing:
            self.existing.append(gid)

    def _learn(self, value, latest=False):
        if isinstance(value, list):
            for item in value:
                self._learn(item, latest)
        if not isinstance(value, dict):
            return
        self._learn_location(value.get("assignedLocation") or {})
        gid = value.get("id")
        if isinstance(gid, str) and GID.match(gid):
            node = self.objects.setdefault(gid, {})
            known = {} if latest else dict(node)
            node.update({**value, **known})
        for item in value.values():
            self._learn(item, latest)

    def _learn_location(self, assigned):
        """The first order's location; orders that were moved show others."""
        self.location_name = self.location_name or assigned.get("name")
        for gid in gids(assigned.get("location")):
            self.location = self.location or gid
            self.objects.setdefault(gid, {}).setdefault("name", assigned.get("name"))

    def _learn_search(self, step):
        """What was found by a tag has it, also where the answer does not show it."""
        if len(step.data or {}) != 1:
            return
        texts = [v for v in (step.variables or {}).values() if isinstance(v, str)]
        for found in filter(None, (re.fullmatch(r"tag:([\w-]+)", t) for t in texts)):
            for gid in gids(step.data):
                self.objects.setdefault(gid, {}).setdefault("tags", [found[1]])
