"""What is wrong with a document, in the words of recorded answers."""

import re

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Lexer,
    OperationDefinitionNode,
    TokenKind,
    print_ast,
    validate,
)

from .wording import LITERALS, TRANSLATIONS, wrong_literal


def syntax_error(error):
    """The entry of a document that cannot be parsed."""
    place = error.locations[0]
    what = error.message.removeprefix("Syntax Error: ").rstrip(".")
    what = what[:1].lower() + what[1:]
    if "<EOF>" in what:
        what, place = "unexpected end of file", _last_token(error.source)
    return {
        "message": f"syntax error, {what} at [{place.line}, {place.column}]",
        "locations": [_location(place)],
        "extensions": {"code": "PARSE_ERROR"},
    }


def _last_token(source):
    lexer = Lexer(source)
    while lexer.advance().kind is not TokenKind.EOF:
        last = lexer.token
    return last


def document_errors(schema, tree):
    """The document's errors against the schema; empty when it is valid."""
    paths = _Paths(tree)
    return [_entry(error, paths) for error in validate(schema, tree)]


def _entry(error, paths):
    node = error.nodes[0] if error.nodes else None
    path = paths.of(node)
    message, extensions = _translated(error.message, node, path)
    entry = {"message": message}
    if error.locations:
        entry["locations"] = [_location(paths.place(node) or error.locations[0])]
    if path:
        entry["path"] = path
    return {**entry, "extensions": extensions} if extensions else entry


def _translated(message, node, path):
    """(message, extensions) in Shopify's words; as it is if they are not known."""
    for pattern, translate in TRANSLATIONS:
        if match := re.match(pattern, message):
            return translate(*match.groups())
    for pattern in LITERALS:
        if path and (match := re.match(pattern, message)):
            return wrong_literal(path, print_ast(node), match["type"])
    return message, {}


def _location(location):
    return {"line": location.line, "column": location.column}


class _Paths:
    """Where each node of a document is: `["query Name", "products", "nodes"]`."""

    def __init__(self, tree):
        self._found, self._places = {}, {}
        for definition in tree.definitions:
            if isinstance(definition, OperationDefinitionNode):
                name = f" {definition.name.value}" if definition.name else ""
                self._walk(definition, [definition.operation.value + name])
            elif isinstance(definition, FragmentDefinitionNode):
                self._walk(definition, [f"fragment {definition.name.value}"])

    def of(self, node):
        """The path of a node, None if it is nowhere."""
        return self._found.get(id(node))

    def _walk(self, node, path):
        self._found[id(node)] = path
        for variable in getattr(node, "variable_definitions", None) or ():
            self._found[id(variable)] = path
        for argument in getattr(node, "arguments", None) or ():
            self._value(argument, [*path, argument.name.value], node)
        if not getattr(node, "selection_set", None):
            return
        for child in node.selection_set.selections:
            self._walk(child, [*path, _key(child)])

    def place(self, node):
        """Where an argument's value is reported: at its field (seen)."""
        return self._places.get(id(node))

    def _value(self, node, path, field):
        self._found[id(node)] = path
        value = getattr(node, "value", None)
        self._found[id(value)] = path
        self._places[id(value)] = field.loc.start_token
        for inner in getattr(value, "fields", None) or ():
            self._value(inner, [*path, inner.name.value], field)


def _key(node):
    if isinstance(node, FieldNode):
        return node.alias.value if node.alias else node.name.value
    if isinstance(node, FragmentSpreadNode):
        return f"... {node.name.value}"
    condition = isinstance(node, InlineFragmentNode) and node.type_condition
    return f"... on {condition.name.value}" if condition else "..."
