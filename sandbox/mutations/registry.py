"""How a mutation is written: a function of the store that answers or refuses."""

from datetime import timedelta
from functools import partial

from ..graph.errors import FieldError
from ..graph.registry import field


class UserError(Exception):
    """The mutation refuses: nothing happened, `userErrors` say why.

    :param where: path of the input, a list of names, or None
    """

    def __init__(self, where, message, code=None, payload=None):
        super().__init__(message)
        self.payload = payload or {}
        self.entries = [{"field": where, "message": message, "code": code}]


REQUIRED = set()  # mutations that need @idempotent
KEPT = timedelta(hours=24)  # that long a key is remembered (documented)
IN_USE = "This request is currently in progress, please try again."
OTHER_ARGUMENTS = (
    "The same idempotency key cannot be used with different operation parameters."
)


def mutation(name, *outputs, errors=("userErrors",), idempotent=False):
    """Register `function(store, args) -> dict` as a mutation of that name.

    The function gives the `outputs` of the payload; those it leaves out, and all of
    them when it raises UserError, are null (but for those in the error's `payload`).
    An idempotency key that was seen before answers what it answered then, and nothing
    happens again (documented).

    :param idempotent: a key is required (seen)
    """
    if idempotent:
        REQUIRED.add(name)

    def register(function):
        def resolve(context, _node, args):
            store, key = context.store, args.get("idempotencyKey")
            if key:
                run = partial(_run, store, function, args, outputs, errors)
                return _run_once(context, (name, key), args, run)
            if idempotent:
                raise FieldError(
                    "The @idempotent directive is required for this mutation but was "
                    "not provided.",
                    "BAD_REQUEST",
                )
            return _run(store, function, args, outputs, errors)

        field("Mutation", name)(resolve)
        return function

    return register


def _run_once(context, key, args, run):
    """The answer of the first call with this key; its objects are those of now."""
    store = context.store
    if context.key_in_use:
        return run(error=UserError(None, IN_USE, "IDEMPOTENCY_CONCURRENT_REQUEST"))
    now = store.clock.now()
    first, payload, at = store.idempotent.get(key, (None, None, now - KEPT))
    if now - at >= KEPT:
        payload = run()
        store.idempotent[key] = args, payload, now
    elif first != args:
        code = "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
        return run(error=UserError(None, OTHER_ARGUMENTS, code))
    return payload


def _run(store, function, args, outputs, errors, error=None):
    """The payload; with an `error` the function is not even asked."""
    payload = dict.fromkeys(outputs) | dict.fromkeys(errors, ())
    with store.webhooks.one_event():
        try:
            if error:
                raise error
            return payload | (function(store, args) or {})
        except UserError as error:
            refused = dict.fromkeys(errors, error.entries)
            return payload | error.payload | refused


def invalid_id():
    """The error of ids that do not exist where Shopify does not tell more (seen)."""
    return FieldError("invalid id", "RESOURCE_NOT_FOUND")


def get(store, gid, typename):
    """The object of that gid and type; None if there is none."""
    node = store.objects.get(gid)
    return node if node and node["__typename"] == typename else None
