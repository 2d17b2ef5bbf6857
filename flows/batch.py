from functools import cached_property


class StoreWork:
    """Work on one store: its environment and one client for all of it."""

    def __init__(self, backend):
        self.backend = backend

    @property
    def env(self):
        return self.backend.env

    @cached_property
    def client(self):
        return self.backend._client()


class Batch(StoreWork):
    """What one run of a flow works on, and what became of it.

    Plain data that travels through a flow's steps: the resources' ids, their
    nodes as read from the store, their bindings, whatever a flow looked up once
    for all of them (`lookups`), and the problems found on the way.
    """

    def __init__(self, backend, gids):
        super().__init__(backend)
        self.gids = list(gids)
        self.nodes = {}  # gid -> node as Shopify answered, only those still to do
        self.bindings = {}  # gid -> binding record
        self.lookups = {}  # what a flow prefetched, by name
        self.problems = {}  # gid -> [BusinessError, ...]
        self.alone = False  # tried by itself, after an attempt that failed
        self.again = False  # settings changed: what did not change counts as well
        self.unavailable = frozenset()  # fields Shopify kept from us (no scope)

    def problem(self, gid, error):
        """Note what a person has to look at. The resource needs attention."""
        self.problems.setdefault(gid, []).append(error)

    def failed(self):
        return [gid for gid in self.gids if gid in self.problems]

    def succeeded(self):
        return [gid for gid in self.gids if gid not in self.problems]

    def part(self, gids):
        """A batch of some of this batch's resources; nothing is looked up in it yet."""
        part = Batch(self.backend, gids)
        part.__dict__["client"] = self.client
        part.nodes = {gid: self.nodes[gid] for gid in gids}
        part.bindings = {
            gid: self.bindings[gid] for gid in gids if gid in self.bindings
        }
        part.unavailable = self.unavailable
        part.again = self.again
        return part
