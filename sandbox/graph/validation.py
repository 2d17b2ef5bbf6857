"""Document and variable errors, in the words of recorded answers."""

import re

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    validate,
)
from graphql.execution.values import get_variable_values

from .errors import Refusal

QUOTED = re.compile(r"'([^']+)'")


def syntax_error(error):
    """PARSE_ERROR."""
    location = error.locations[0]
    what = error.message.removeprefix("Syntax Error: ")
    what = what.replace("Unexpected ", "unexpected ").replace("Expected ", "expected ")
    if "<EOF>" in what:
        what = "unexpected end of file"
    place = f"[{location.line}, {location.column}]"
    return {
        "message": f"syntax error, {what.rstrip('.')} at {place}",
        "locations": [{"line": location.line, "column": location.column}],
        "extensions": {"code": "PARSE_ERROR"},
    }


def document_errors(schema, tree):
    """The document's errors against the schema; empty when it is valid."""
    paths = _Paths(tree)
    return [_translated(error, paths) for error in validate(schema, tree)]


def coerced(schema, operation, given):
    """Values of the operation's variables; `Refusal` with INVALID_VARIABLE."""
    definitions = operation.variable_definitions or []
    result = get_variable_values(schema, definitions, given)
    if not isinstance(result, list):
        return result
    raise Refusal(*_variable_errors(definitions, result, given))


class _Paths:
    """Where each node of a document is: `["query Name", "products", "nodes"]`."""

    def __init__(self, tree):
        self._found = {}
        for definition in tree.definitions:
            if isinstance(definition, OperationDefinitionNode):
                name = f" {definition.name.value}" if definition.name else ""
                self._walk(definition, [definition.operation.value + name])
            elif isinstance(definition, FragmentDefinitionNode):
                self._walk(definition, [f"fragment {definition.name.value}"])

    def _walk(self, node, path):
        self._found[id(node)] = path
        for argument in getattr(node, "arguments", None) or ():
            self._value(argument, [*path, argument.name.value])
        for variable in getattr(node, "variable_definitions", None) or ():
            self._found[id(variable)] = path
        if not getattr(node, "selection_set", None):
            return
        for child in node.selection_set.selections:
            if isinstance(child, FieldNode):
                key = child.alias.value if child.alias else child.name.value
                self._walk(child, [*path, key])
            elif isinstance(child, InlineFragmentNode):
                condition = child.type_condition
                on = f" on {condition.name.value}" if condition else ""
                self._walk(child, [*path, f"...{on}"])
            elif isinstance(child, FragmentSpreadNode):
                self._found[id(child)] = [*path, f"... {child.name.value}"]

    def _value(self, node, path):
        self._found[id(node)] = path
        value = getattr(node, "value", None)
        self._found[id(value)] = path
        for field in getattr(value, "fields", None) or ():
            self._value(field, [*path, field.name.value])

    def of(self, node):
        return self._found.get(id(node))


def _translated(error, paths):
    node = error.nodes[0] if error.nodes else None
    for pattern, translate in TRANSLATIONS:
        if match := re.match(pattern, error.message):
            message, extensions = translate(*match.groups(), node=node)
            break
    else:
        message, extensions = error.message.replace("'", "'"), {}
    entry = {"message": message}
    if error.locations:
        first = error.locations[0]
        entry["locations"] = [{"line": first.line, "column": first.column}]
    if path := paths.of(node):
        entry["path"] = path
    return {**entry, "extensions": extensions} if extensions else entry


def _undefined_field(name, parent, node):
    return f"Field '{name}' doesn't exist on type '{parent}'", {
        "code": "undefinedField",
        "typeName": parent,
        "fieldName": name,
    }


def _no_selection(name, type_, node):
    named = type_.strip("[]!")
    return (
        f"Field must have selections (field '{name}' returns {named} but has no "
        f"selections. Did you mean '{name} {{ ... }}'?)",
        {"code": "selectionMismatch", "nodeName": f"field '{name}'", "typeName": named},
    )


def _leaf_selection(name, type_, node):
    named = type_.strip("[]!")
    return (
        f"Selections can't be made on scalars (field '{name}' returns {named} but "
        "has selections)",
        {"code": "selectionMismatch", "nodeName": f"field '{name}'", "typeName": named},
    )


def _unknown_argument(name, parent, field, node):
    return f"Field '{field}' doesn't accept argument '{name}'", {
        "code": "argumentNotAccepted",
        "name": field,
        "typeName": "Field",
        "argumentName": name,
    }


def _missing_argument(field, name, type_, node):
    return f"Field '{field}' is missing required arguments: {name}", {
        "code": "missingRequiredArguments",
        "className": "Field",
        "name": field,
        "arguments": name,
    }


def _missing_input(parent, name, type_, node):
    return (
        f"Argument '{name}' on InputObject '{parent}' is required. Expected type "
        f"{type_}",
        {
            "code": "missingRequiredInputObjectAttribute",
            "argumentName": name,
            "argumentType": type_,
            "inputObjectType": parent,
        },
    )


def _unknown_input(name, parent, node):
    return f"InputObject '{parent}' doesn't accept argument '{name}'", {
        "code": "argumentNotAccepted",
        "name": parent,
        "typeName": "InputObject",
        "argumentName": name,
    }


def _unused_variable(name, operation, node):
    return f"Variable ${name} is declared by {operation or 'anonymous query'} but not used", {
        "code": "variableNotUsed",
        "variableName": name,
    }


def _undefined_variable(name, operation, node):
    return f"Variable ${name} is used by {operation} but not declared", {
        "code": "variableNotDefined",
        "variableName": name,
    }


def _undefined_directive(name, node):
    return f"Directive @{name} is not defined", {
        "code": "undefinedDirective",
        "directiveName": name,
    }


def _wrong_variable_type(name, given, wanted, node):
    return (
        f"Type mismatch on variable ${name} and argument ({given} / {wanted})",
        {"code": "variableMismatch", "variableName": name, "typeName": given},
    )


def _wrong_literal(type_, value, node):
    return (
        f"Argument has an invalid value ({value}). Expected type '{type_}'.",
        {"code": "argumentLiteralsIncompatible", "typeName": "Field"},
    )


TRANSLATIONS = (
    (r"Cannot query field '(\w+)' on type '(\w+)'", _undefined_field),
    (r"Field '(\w+)' of type '([^']+)' must have a selection", _no_selection),
    (r"Field '(\w+)' must not have a selection since type '([^']+)'", _leaf_selection),
    (r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'", _unknown_argument),
    (r"(?:Field|Argument) '(?:\w+\.)?(\w+)' argument '(\w+)' of type '([^']+)' is req",
     _missing_argument),
    (r"Field '(\w+)\.(\w+)' of required type '([^']+)' was not", _missing_input),
    (r"Field '(\w+)' is not defined by type '(\w+)'", _unknown_input),
    (r"Variable '\$(\w+)' is never used(?: in operation '(\w+)')?", _unused_variable),
    (r"Variable '\$(\w+)' is not defined(?: by operation '(\w+)')?",
     _undefined_variable),
    (r"Unknown directive '@(\w+)'", _undefined_directive),
    (r"Variable '\$(\w+)' of type '([^']+)' used in position expecting type '([^']+)'",
     _wrong_variable_type),
    (r"Expected value of type '([^']+)', found (.+?)\.", _wrong_literal),
)


def _variable_errors(definitions, errors, given):
    by_name = {}
    for error in errors:
        name = error.nodes[0].variable.name.value
        by_name.setdefault(name, []).append(error)
    return [
        _variable_error(definition, by_name[name], given.get(name))
        for definition in definitions
        if (name := definition.variable.name.value) in by_name
    ]


def _variable_error(definition, errors, value):
    problems = [_problem(error, definition) for error in errors]
    from graphql import print_ast

    type_ = print_ast(definition.type)
    name = definition.variable.name.value
    message = f"Variable ${name} of type {type_} was provided invalid value"
    told = [
        f"{'.'.join(map(str, problem['path']))} ({problem['explanation']})"
        for problem in problems
        if problem["path"]
    ]
    if told:
        message += " for " + ", ".join(told)
    location = definition.loc.start_token
    return {
        "message": message,
        "locations": [{"line": location.line, "column": location.column}],
        "extensions": {
            "code": "INVALID_VARIABLE",
            "value": value,
            "problems": problems,
        },
    }


def _problem(error, definition):
    message = error.message
    path = []
    if at := re.search(r" at '\w+([^']*)'", message):
        path = [
            int(part) if part.isdigit() else part
            for part in re.findall(r"\w+", at.group(1))
        ]
    if missing := re.search(r"Field '(\w+)' of required type", message):
        return {"path": [*path, missing.group(1)],
                "explanation": "Expected value to not be null"}
    if unknown := re.search(r"Field '(\w+)' is not defined by type '(\w+)'", message):
        field, parent = unknown.groups()
        return {"path": [*path, field],
                "explanation": f"Field is not defined on {parent}"}
    if "not to be None" in message or "was not provided" in message or (
        "must not be null" in message
    ):
        return {"path": path, "explanation": "Expected value to not be null"}
    return {"path": path, "explanation": message.partition("; ")[2] or message}
