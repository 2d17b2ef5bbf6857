"""Documents of recorded requests: written where missing, cut to a schema."""

import itertools

from graphql import (
    REMOVE,
    SKIP,
    GraphQLInterfaceType,
    GraphQLUnionType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_composite_type,
    is_required_argument,
    parse,
    print_ast,
    visit,
)

from ..mutations.registry import REQUIRED

_KEYS = map("recorded-{}".format, itertools.count())


class NotRecorded(Exception):
    """The recording does not say enough to ask the same again."""


def write(schema, data, variables, keyless=False):
    """(document, variables) that ask for exactly this data with these variables.

    For recordings that kept the answer but not the question. Arguments get the
    variables of their names, a read without variables the id it answered. Raises
    NotRecorded where the answer does not tell, for example because it uses an alias.

    :param keyless: leave @idempotent out, whatever the mutation needs
    """
    writer = _Writer(schema, variables or _ids(data), keyless)
    return writer.operation(data), writer.variables


def _ids(data):
    """Variables that an answer gives away: the id of what was read or deleted."""
    variables = {}
    for value in data.values():
        for key, item in value.items() if isinstance(value, dict) else ():
            if key == "id":
                variables["id"] = item
            elif key.startswith("deleted"):
                variables["input"] = {"id": item}
    return variables


class _Writer:
    def __init__(self, schema, variables, keyless):
        self.schema = schema
        self.variables = variables
        self.keyless = keyless
        self.used = {}

    def operation(self, data):
        query, mutation = self.schema.query_type, self.schema.mutation_type
        kind, root = "query", query
        if any(key in mutation.fields for key in data):
            kind, root = "mutation", mutation
        body = " ".join(self._field(root, key, [data[key]], True) for key in data)
        if kind == "mutation" and not self.used:
            raise NotRecorded("its variables are not recorded")
        head = ", ".join(f"${name}: {type_}" for name, type_ in self.used.items())
        return f"{kind} Recorded{f'({head})' if head else ''} {{ {body} }}"

    def _field(self, parent, key, values, root=False):
        if key == "__typename":
            return key
        if key not in parent.fields:
            raise NotRecorded(
                f"the document is not recorded, and it names {key} itself"
            )
        definition = parent.fields[key]
        arguments = self._arguments(definition, values, root)
        named = get_named_type(definition.type)
        inner = (
            self._selection(named, _flat(values)) if is_composite_type(named) else ""
        )
        return f"{key}{arguments}{self._idempotent(key) if root else ''}{inner}"

    def _idempotent(self, name):
        """The directive, if the mutation needs it today or a key was recorded."""
        if self.keyless:
            return ""
        if "idempotencyKey" in self.variables:
            self.used["idempotencyKey"] = "String!"
            return " @idempotent(key: $idempotencyKey)"
        return f' @idempotent(key: "{next(_KEYS)}")' if name in REQUIRED else ""

    def _selection(self, type_, values):
        keys = {}
        for value in values:
            for key, item in value.items():
                keys.setdefault(key, []).append(item)
        parts = [self._part(type_, key, items) for key, items in keys.items()]
        return " { " + " ".join(parts or ["__typename"]) + " }"

    def _part(self, type_, key, items):
        own = {} if isinstance(type_, GraphQLUnionType) else type_.fields
        if key in own or key == "__typename":
            return (
                "__typename" if key == "__typename" else self._field(type_, key, items)
            )
        if isinstance(type_, (GraphQLInterfaceType, GraphQLUnionType)):
            for possible in self.schema.get_possible_types(type_):
                if key in possible.fields:
                    inner = self._field(possible, key, items)
                    return f"... on {possible.name} {{ {inner} }}"
        raise NotRecorded(f"the document is not recorded, and {type_} has no {key}")

    def _arguments(self, definition, values, root):
        parts = []
        if get_named_type(definition.type).name.endswith("Connection"):
            parts.append(f"first: {_page_size(values)}")
            if "includeInactive" in definition.args:
                parts.append("includeInactive: true")
        for name, argument in definition.args.items():
            variable = self._variable(name, argument) if root else None
            if variable:
                self.used[variable] = argument.type
                parts.append(f"{name}: ${variable}")
            elif name == "names" and is_required_argument(argument):
                names = dict.fromkeys(v["name"] for v in _flat(values))
                names = ", ".join(f'"{found}"' for found in names)
                parts.append(f"names: [{names}]")
            elif is_required_argument(argument):
                raise NotRecorded(f"the document is not recorded, nor its {name}")
        return f"({', '.join(parts)})" if parts else ""

    def _variable(self, name, argument):
        if name in self.variables and name not in ("first", "last"):
            return name
        if name == "id" and is_required_argument(argument):
            return next((v for v in self.variables if v.endswith("Id")), None)
        return None


def _flat(values):
    """All dicts in the values, lists opened, nulls left out."""
    result = []
    for value in values:
        if isinstance(value, list):
            result += _flat(value)
        elif isinstance(value, dict):
            result.append(value)
    return result


def _page_size(values):
    """The page the recording read: what it got, or more if that was all there was."""
    pages = _flat(values)
    size = max([len(p.get("nodes") or p.get("edges") or []) for p in pages], default=0)
    more = any((p.get("pageInfo") or {}).get("hasNextPage") for p in pages)
    return max(size, 1) if more else max(size, 10)


def cut(schema, document):
    """(document, removed): the document without what the schema does not have.

    Recordings of an older API version ask for fields that are gone. `removed` lists
    them as "Type.field".
    """
    removed, info = [], TypeInfo(schema)
    tree = visit(parse(document), TypeInfoVisitor(info, _Cutter(info, removed)))
    tree = visit(tree, _UnusedVariables(tree))
    return print_ast(tree), removed


class _Cutter(Visitor):
    def __init__(self, info, removed):
        super().__init__()
        self.info, self.removed = info, removed

    def enter_field(self, node, *_):
        parent = self.info.get_parent_type()
        if parent and not self.info.get_field_def():
            self.removed.append(f"{parent.name}.{node.name.value}")
            return REMOVE
        return None

    def leave_field(self, node, *_):
        empty = node.selection_set and not node.selection_set.selections
        return REMOVE if empty else None


class _UnusedVariables(Visitor):
    """Drops the variables that nothing uses any more."""

    def __init__(self, tree):
        super().__init__()
        self.used = set()
        visit(tree, _VariableUses(self.used))

    def enter_variable_definition(self, node, *_):
        return None if node.variable.name.value in self.used else REMOVE


class _VariableUses(Visitor):
    def __init__(self, used):
        super().__init__()
        self.used = used

    def enter_variable_definition(self, *_):
        return SKIP

    def enter_variable(self, node, *_):
        self.used.add(node.name.value)


def project(document, data):
    """The data cut to what the document asks for."""
    tree = parse(document)
    fragments = {
        d.name.value: d for d in tree.definitions if d.kind.startswith("fragment")
    }
    operation = next(d for d in tree.definitions if d.kind.startswith("operation"))
    return _project(operation.selection_set, data, fragments)


def _project(selections, data, fragments):
    if isinstance(data, list):
        return [_project(selections, item, fragments) for item in data]
    if not isinstance(data, dict) or selections is None:
        return data
    keys = _keys(selections, fragments)
    return {
        key: _project(_merged(keys[key]), value, fragments)
        for key, value in data.items()
        if key in keys
    }


def _keys(selections, fragments):
    """Response key -> list of the selection sets below it."""
    keys = {}
    for node in selections.selections:
        if node.kind == "field":
            key = (node.alias or node.name).value
            keys.setdefault(key, []).append(node.selection_set)
            continue
        inner = fragments[node.name.value] if node.kind == "fragment_spread" else node
        for key, sets in _keys(inner.selection_set, fragments).items():
            keys.setdefault(key, []).extend(sets)
    return keys


def _merged(sets):
    present = [s for s in sets if s]
    if not present:
        return None
    merged = type(present[0])(
        selections=tuple(n for s in present for n in s.selections)
    )
    return merged
