"""How a mutation is written: a function of the store that answers or refuses."""

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


def mutation(name, *outputs, errors=("userErrors",), idempotent=False):
    """Register `function(store, args) -> dict` as a mutation of that name.

    The function gives the `outputs` of the payload; those it leaves out, and all of
    them when it raises UserError, are null (but for those in the error's `payload`).
    An idempotency key that was seen before answers what it answered then, and nothing
    happens again; `idempotent`: a key is required (documented).
    """
    if idempotent:
        REQUIRED.add(name)

    def register(function):
        def resolve(context, _node, args):
            store, key = context.store, args.get("idempotencyKey")
            if key:
                return _run_once(store, (name, key), function, args, outputs, errors)
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


def _run_once(store, key, function, args, outputs, errors):
    if key not in store.idempotent:
        payload = _run(store, function, args, outputs, errors)
        store.idempotent[key] = args, payload
    first, payload = store.idempotent[key]
    if first != args:
        message = "The idempotency key was used with other parameters before."
        error = UserError(None, message, "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
        return dict.fromkeys(outputs) | dict.fromkeys(errors, error.entries)
    return payload


def _run(store, function, args, outputs, errors):
    payload = dict.fromkeys(outputs) | dict.fromkeys(errors, ())
    with store.webhooks.one_event():
        try:
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
