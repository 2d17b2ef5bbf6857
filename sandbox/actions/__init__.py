"""What people do in a store: one mixin of `Store` per business object."""

from functools import wraps


def action(method):
    """Run a verb of the store alone, and as one event of its webhooks."""

    @wraps(method)
    def run(self, *args, **kwargs):
        with self.lock, self.webhooks.one_event():
            return method(self, *args, **kwargs)

    return run
