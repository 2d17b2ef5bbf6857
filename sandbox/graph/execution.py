from graphql import (
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from .connections import Connection
from .errors import FieldError, access_denied, not_modelled
from .registry import resolver


class NullValue(Exception):
    """A non-null field came out null: its parent becomes null."""


class Executor:
    """Answers a plan from the objects of a store.

    The plan is compiled into nested functions, one per field and concrete type:
    graphql-core's own executor does the same several times slower, and benchmarks
    share their processor with this store. Parsing, validation and coercion of
    variables are graphql-core's.
    """

    def __init__(self, store, admin, plan):
        self.store = store
        self.admin = admin
        self.plan = plan
        self.errors = []
        self.warnings = []
        self.key_in_use = False  # the idempotency key of this call, by another
        self._objects = store.objects
        self._compiled = {}

    def run(self):
        """`data` of the answer; `errors` and `warnings` are filled."""
        plan = self.plan
        run = self._selection(plan.root, (plan.operation.selection_set,))
        try:
            return run({"__typename": plan.root.name})
        except NullValue:
            return None

    def _selection(self, type_, selection_sets):
        """Function: node -> answer, for nodes of a concrete type."""
        known = (type_.name, *map(id, selection_sets))
        if known in self._compiled:
            return self._compiled[known]
        leaves, steps = [], []
        for key, field in self.plan.fields(type_, selection_sets).items():
            step = self._step(field)
            (leaves if isinstance(step, str) else steps).append((key, step))
        order = list(self.plan.fields(type_, selection_sets))
        run = _object_runner(leaves, steps, order)
        self._compiled[known] = run
        return run

    def _step(self, field):
        """Function: node -> answer of one field; or the name of a plain leaf."""
        if field.name == "__typename":
            return "__typename" if field.parent not in ROOTS else _constant(field)
        resolve = resolver(field.parent, field.name)
        nullable = not isinstance(field.type, GraphQLNonNull)
        if not resolve and nullable and is_leaf_type(field.type):
            return field.name
        complete = self._completer(field.type, field)
        if required := self._missing_access(field):
            complete, resolve = None, _denied(field, required)
        fetch = self._fetcher(field, resolve)
        return self._guarded(field, fetch, complete, nullable)

    def _fetcher(self, field, resolve):
        name, args = field.name, field.args
        if _is_list(field.type) and args.get("first") is not None:
            return self._beginning(field, resolve)
        if resolve:
            return lambda node: resolve(self, node, args)
        if field.parent in ROOTS:
            return _refuse(not_modelled(field))
        return lambda node: node.get(name)

    def _beginning(self, field, resolve):
        """A plain list has no pages: `first` cuts it short (documented)."""
        whole = resolve or (lambda _context, node, _args: node.get(field.name))
        return lambda node: whole(self, node, field.args)[: field.args["first"]]

    def _guarded(self, field, fetch, complete, nullable):
        """One field with its errors: path completed, null passed up if it must."""
        errors, key = self.errors, field.key

        def run(node):
            before = len(errors)
            try:
                value = fetch(node)
                if value is not None:
                    value = complete(value)
            except FieldError as error:
                errors.append(error.entry(field))
                value = None
            except NullValue:
                value = None
                _prefix(errors, before, key)
            else:
                if len(errors) > before:
                    _prefix(errors, before, key)
            if value is None and not nullable:
                if len(errors) == before:
                    errors.append(not_modelled(field).entry(field))
                raise NullValue
            return value

        return run

    def _completer(self, type_, field):
        """Function: resolved value -> answer."""
        if isinstance(type_, GraphQLNonNull):
            return self._completer(type_.of_type, field)
        if isinstance(type_, GraphQLList):
            return self._list_completer(type_, field)
        if is_leaf_type(type_):
            return _itself
        if type_.name.endswith("Connection"):
            return self._connection_completer(type_, field)
        return self._object_completer(type_, field)

    def _list_completer(self, type_, field):
        item = self._completer(type_.of_type, field)
        nullable = not isinstance(type_.of_type, GraphQLNonNull)
        errors = self.errors

        def complete(values):
            result = []
            for index, value in enumerate(values):
                before = len(errors)
                try:
                    result.append(None if value is None else item(value))
                except (FieldError, NullValue) as error:
                    if isinstance(error, FieldError):
                        errors.append({**error.entry(field), "path": []})
                    _prefix(errors, before, index)
                    if not nullable:
                        raise NullValue from None
                    result.append(None)
                else:
                    if len(errors) > before:
                        _prefix(errors, before, index)
            return result

        return _itself if item is _itself else complete

    def _connection_completer(self, type_, field):
        run = self._selection(type_, field.selection_sets)
        return lambda values: run(Connection(self, field, values).node())

    def _object_completer(self, type_, field):
        objects, selection_sets = self._objects, field.selection_sets
        if is_abstract_type(type_):
            return self._abstract_completer(field)
        run = self._selection(type_, selection_sets)

        def complete(value):
            if isinstance(value, str):
                value = objects.get(value)
            return None if value is None else run(value)

        return complete

    def _abstract_completer(self, field):
        """Objects of several types: each checked and answered as what it is."""
        runs = {}

        def complete(value):
            if isinstance(value, str):
                value = self._objects.get(value)
            if value is None:
                return None
            name = value["__typename"]
            if name not in runs:
                concrete = self.plan.schema.get_type(name)
                runs[name] = (
                    self._required(name),
                    self._selection(concrete, field.selection_sets),
                )
            required, run = runs[name]
            if required:
                raise access_denied(field.name, required)
            return run(value)

        return complete

    def _missing_access(self, field):
        """The access a field requires, in words, if it is not granted."""
        target = field.named
        if target.name.endswith("Connection"):
            target = get_named_type(target.fields["nodes"].type)
        return self._required(f"{field.parent}.{field.name}", target.name)

    def _required(self, *names):
        """What is required for types or fields, if none of its scopes is granted."""
        for name in names:
            text, scopes = self.admin.access.get(name, ("", ()))
            if scopes and not any(map(self.store.granted, scopes)):
                return text
            if B2B in text and not self.store.sells_to_companies:
                return text
        return None


ROOTS = ("QueryRoot", "Mutation")
B2B = "The shop must have access to B2B."


def _is_list(type_):
    return isinstance(getattr(type_, "of_type", type_), GraphQLList)


def _itself(value):
    return value


def _constant(field):
    return lambda node: field.parent


def _denied(field, required):
    return _refuse(access_denied(field.name, required))


def _refuse(error):
    def resolve(*_node):
        raise error

    return resolve


def _prefix(errors, start, key):
    for error in errors[start:]:
        error["path"].insert(0, key)


def _object_runner(leaves, steps, order):
    """Function: node -> dict in the order of the document."""
    by_key = dict(steps)
    plain = dict(leaves)
    if not by_key:
        names = list(plain.items())
        return lambda node: {key: node.get(name) for key, name in names}
    parts = [(key, plain.get(key), by_key.get(key)) for key in order]

    def run(node):
        return {
            key: node.get(name) if step is None else step(node)
            for key, name, step in parts
        }

    return run
