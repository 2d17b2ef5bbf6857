"""graphql-core's messages about a document in Shopify's words and codes."""

import re


def _undefined_field(name, parent):
    return f"Field '{name}' doesn't exist on type '{parent}'", {
        "code": "undefinedField",
        "typeName": parent,
        "fieldName": name,
    }


def _no_selection(name, type_):
    named = type_.strip("[]!")
    return (
        f"Field must have selections (field '{name}' returns {named} but has no "
        f"selections. Did you mean '{name} {{ ... }}'?)",
        {"code": "selectionMismatch", "nodeName": f"field '{name}'", "typeName": named},
    )


def _leaf_selection(name, type_):
    named = type_.strip("[]!")
    return (
        f"Selections can't be made on scalars (field '{name}' returns {named} but "
        "has selections)",
        {"code": "selectionMismatch", "nodeName": f"field '{name}'", "typeName": named},
    )


def _unknown_argument(name, _parent, field):
    return f"Field '{field}' doesn't accept argument '{name}'", {
        "code": "argumentNotAccepted",
        "name": field,
        "typeName": "Field",
        "argumentName": name,
    }


def _missing_argument(field, name):
    return f"Field '{field}' is missing required arguments: {name}", {
        "code": "missingRequiredArguments",
        "className": "Field",
        "name": field,
        "arguments": name,
    }


def _missing_input(parent, name):
    return f"Argument '{name}' on InputObject '{parent}' is required.", {
        "code": "missingRequiredInputObjectAttribute",
        "argumentName": name,
        "inputObjectType": parent,
    }


def _unknown_input(parent, name):
    return f"InputObject '{parent}' doesn't accept argument '{name}'", {
        "code": "argumentNotAccepted",
        "name": parent,
        "typeName": "InputObject",
        "argumentName": name,
    }


def _unused_variable(name, operation):
    where = operation or "anonymous query"
    return f"Variable ${name} is declared by {where} but not used", {
        "code": "variableNotUsed",
        "variableName": name,
    }


def _undefined_variable(name, operation):
    where = operation or "anonymous query"
    return f"Variable ${name} is used by {where} but not declared", {
        "code": "variableNotDefined",
        "variableName": name,
    }


def _undefined_directive(name):
    return f"Directive @{name} is not defined", {
        "code": "undefinedDirective",
        "directiveName": name,
    }


def _wrong_variable_type(name, given, wanted):
    return f"Type mismatch on variable ${name} and argument ({given} / {wanted})", {
        "code": "variableMismatch",
        "variableName": name,
        "typeName": given,
    }


def wrong_literal(path, value, type_):
    """A literal that does not fit: the path ends with field and argument."""
    field, argument = path[-2], path[-1]
    return (
        f"Argument '{argument}' on Field '{field}' has an invalid value ({value}). "
        f"Expected type '{type_}'.",
        {
            "code": "argumentLiteralsIncompatible",
            "typeName": "Field",
            "argumentName": argument,
        },
    )


def explanation(message, schema):
    """(rest of the path, explanation) of a problem with a variable's value."""
    for pattern, explain in EXPLANATIONS:
        if match := re.search(pattern, message):
            return explain(schema, *match.groups())
    return [], message


def _null(_schema, name=None):
    return [name] if name else [], "Expected value to not be null"


def _unknown_key(_schema, parent, name):
    return [name], f"Field is not defined on {parent}"


def _no_such_value(schema, value, enum):
    values = ", ".join(schema.get_type(enum).values)
    return [], f'Expected "{value}" to be one of: {values}'


def _no_scalar(_schema, scalar, value):
    return [], f"Could not coerce value {value} to {scalar}"


EXPLANATIONS = (
    (r"to include required field '(\w+)'", _null),
    (r"of non-null type '[^']+' (?:to be provided|not to be None)", _null),
    (r"of type '(\w+)' not to include unknown field '(\w+)'", _unknown_key),
    (r"Value '(\w+)' does not exist in '(\w+)' enum", _no_such_value),
    (r"(\w+) cannot represent .*?: (.+)$", _no_scalar),
)

TRANSLATIONS = (
    (r"Cannot query field '(\w+)' on type '(\w+)'", _undefined_field),
    (r"Field '(\w+)' of type '([^']+)' must have a selection", _no_selection),
    (r"Field '(\w+)' must not have a selection since type '([^']+)'", _leaf_selection),
    (r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'", _unknown_argument),
    (r"Argument '\w+\.(\w+)\((\w+):\)' of type .* is required", _missing_argument),
    (
        r"Expected value of type '(\w+)' to include required field '(\w+)'",
        _missing_input,
    ),
    (
        r"Expected value of type '(\w+)' not to include unknown field '(\w+)'",
        _unknown_input,
    ),
    (r"Variable '\$(\w+)' is never used(?: in operation '(\w+)')?", _unused_variable),
    (
        r"Variable '\$(\w+)' is not defined(?: by operation '(\w+)')?",
        _undefined_variable,
    ),
    (r"Unknown directive '@(\w+)'", _undefined_directive),
    (
        r"Variable '\$(\w+)' of type '([^']+)' used in position expecting type "
        "'([^']+)'",
        _wrong_variable_type,
    ),
)
LITERALS = (
    r"Expected value of non-null type '(?P<type>[^']+)' not to be None",
    r"(?P<type>\w+) cannot represent .*",
    r"Value '\w+' does not exist in '(?P<type>\w+)' enum",
)
