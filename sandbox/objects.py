from collections import defaultdict


class Objects(dict):
    """All objects of a store by gid, also found by type in order of creation."""

    def __init__(self):
        super().__init__()
        self._by_type = defaultdict(dict)

    def __setitem__(self, gid, node):
        super().__setitem__(gid, node)
        self._by_type[node["__typename"]][gid] = node

    def __delitem__(self, gid):
        del self._by_type[self[gid]["__typename"]][gid]
        super().__delitem__(gid)

    def pop(self, gid, default=None):
        node = self.get(gid, default)
        if gid in self:
            del self[gid]
        return node

    def of_type(self, typename):
        """List of the objects of a type, oldest first."""
        return list(self._by_type[typename].values())
