"""Values of an operation's variables; INVALID_VARIABLE in recorded words."""

import re

from graphql import print_ast
from graphql.execution.values import get_variable_values

from .errors import Refusal
from .wording import explanation


def coerced(schema, operation, given):
    """Values of the operation's variables; `Refusal` if one of them is wrong."""
    definitions = operation.variable_definitions or []
    result = get_variable_values(schema, definitions, given, hide_suggestions=True)
    if not isinstance(result, list):
        return result
    raise Refusal(*_entries(schema, definitions, result, given))


def _entries(schema, definitions, errors, given):
    """One entry per wrong variable, with all its problems."""
    for definition in definitions:
        problems = [
            _problem(schema, error.message)
            for error in errors
            if error.nodes[0] is definition
        ]
        if problems:
            value = given.get(definition.variable.name.value)
            yield _entry(definition, value, problems)


def _entry(definition, value, problems):
    variable, type_ = print_ast(definition.variable), print_ast(definition.type)
    message = f"Variable {variable} of type {type_} was provided invalid value"
    told = ", ".join(
        f"{'.'.join(map(str, problem['path']))} ({problem['explanation']})"
        for problem in problems
        if problem["path"]
    )
    location = definition.loc.start_token
    return {
        "message": f"{message} for {told}" if told else message,
        "locations": [{"line": location.line, "column": location.column}],
        "extensions": {
            "code": "INVALID_VARIABLE",
            "value": value,
            "problems": problems,
        },
    }


def _problem(schema, message):
    """`{"path", "explanation"}` of one complaint about a value."""
    place = re.match(r"Variable '\$\w+' has invalid value(?: at ([^:]+))?: ", message)
    path = [
        int(part) if part.isdigit() else part
        for part in re.findall(r"\w+", place.group(1) or "")
    ]
    rest, why = explanation(message[place.end() :], schema)
    return {"path": [*path, *rest], "explanation": why}
