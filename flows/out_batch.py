from functools import cached_property


class OutBatch:
    """One array of outbox rows on its way to the store, and what was refused."""

    def __init__(self, backend, rows):
        self.backend = backend
        self.rows = rows
        self.refusals = {}  # row -> BusinessError

    @property
    def env(self):
        return self.backend.env

    @cached_property
    def client(self):
        return self.backend._client()

    def refuse(self, row, error):
        """The store, or a rule of ours, does not take this row."""
        self.refusals[row] = error

    def accepted(self):
        return [row for row in self.rows if row not in self.refusals]
