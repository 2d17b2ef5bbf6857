from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.values import get_argument_values, get_directive_values


class Field(NamedTuple):
    """A field to be answered, merged from all places that select it."""

    key: str
    name: str
    parent: str
    type: Any
    named: Any  # the type without list and non-null
    leaf: bool
    args: dict
    selection_sets: tuple
    node: FieldNode


class Plan:
    """What an operation asks for, with its variables put in."""

    def __init__(self, schema, operation, fragments, variables):
        self.schema = schema
        self.operation = operation
        self.fragments = fragments
        self.variables = variables
        self._skip = schema.get_directive("skip")
        self._include = schema.get_directive("include")
        self._idempotent = schema.get_directive("idempotent")
        self._known = {}

    @property
    def root(self):
        """The root type of the operation."""
        return self.schema.get_root_type(self.operation.operation)

    def root_fields(self):
        """`{key: Field}` of the operation itself."""
        return self.fields(self.root, (self.operation.selection_set,))

    def fields(self, type_, selection_sets):
        """`{key: Field}` selected on an object of the concrete `type_`."""
        known = (type_.name, *map(id, selection_sets))
        if known not in self._known:
            nodes = {}
            for selection_set in selection_sets:
                self._collect(type_, selection_set, nodes)
            self._known[known] = {
                key: self._field(type_, key, found) for key, found in nodes.items()
            }
        return self._known[known]

    def concrete_types(self, type_, selection_sets):
        """The object types a selection distinguishes: `type_` itself if concrete."""
        if not is_abstract_type(type_):
            return [type_]
        names = set()
        for selection_set in selection_sets:
            self._conditions(selection_set, names)
        possible = self.schema.get_possible_types(type_)
        named = [found for found in possible if found.name in names]
        return named or list(possible)[:1]

    def _conditions(self, selection_set, names):
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                continue
            if isinstance(node, FragmentSpreadNode):
                node = self.fragments[node.name.value]
            if node.type_condition:
                names.add(node.type_condition.name.value)
            self._conditions(node.selection_set, names)

    def _collect(self, type_, selection_set, nodes):
        for node in selection_set.selections:
            if not self._wanted(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                nodes.setdefault(key, []).append(node)
                continue
            if isinstance(node, FragmentSpreadNode):
                node = self.fragments[node.name.value]
            if self._applies(node.type_condition, type_):
                self._collect(type_, node.selection_set, nodes)

    def _wanted(self, node):
        if not node.directives:
            return True
        skip = get_directive_values(self._skip, node, self.variables)
        include = get_directive_values(self._include, node, self.variables)
        return not (skip and skip["if"]) and (not include or include["if"])

    def _applies(self, condition, type_):
        if condition is None or condition.name.value == type_.name:
            return True
        named = self.schema.get_type(condition.name.value)
        return is_abstract_type(named) and self.schema.is_sub_type(named, type_)

    def _field(self, type_, key, nodes):
        node, name = nodes[0], nodes[0].name.value
        if name == "__typename":
            return Field(key, name, type_.name, None, None, True, {}, (), node)
        definition = type_.fields[name]
        named = get_named_type(definition.type)
        args = get_argument_values(definition, node, self.variables)
        if idempotent := get_directive_values(self._idempotent, node, self.variables):
            args["idempotencyKey"] = idempotent["key"]
        return Field(
            key,
            name,
            type_.name,
            definition.type,
            named,
            is_leaf_type(named),
            args,
            tuple(self._shared(n.selection_set, named) for n in nodes)
            if node.selection_set
            else (),
            node,
        )

    def _shared(self, selection_set, named):
        """Of `{ ...money }` the selection set of `money`: planned once for all."""
        only = selection_set.selections[0]
        if len(selection_set.selections) > 1 or not isinstance(
            only, FragmentSpreadNode
        ):
            return selection_set
        fragment = self.fragments[only.name.value]
        if only.directives or fragment.type_condition.name.value != named.name:
            return selection_set
        return fragment.selection_set
