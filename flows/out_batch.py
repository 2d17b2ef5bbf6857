from .batch import StoreWork


class OutBatch(StoreWork):
    """One array of outbox rows on its way to the store, and what was refused."""

    def __init__(self, backend, rows):
        super().__init__(backend)
        self.rows = rows
        self.refusals = {}  # row -> BusinessError
        self.sent = []  # what the flow sent, as it needs it once rows are settled

    def refuse(self, row, error):
        """The store, or a rule of ours, does not take this row."""
        self.refusals[row] = error

    def accepted(self):
        return [row for row in self.rows if row not in self.refusals]
