"""The request of a recorded step as it can be sent today."""

from graphql import (
    GraphQLError,
    OperationDefinitionNode,
    coerce_input_value,
    parse,
    type_from_ast,
)

from .compare import GID
from .documents import NotRecorded, cut, project, write
from .versions import upgraded


def request(step, schema, knowledge):
    """(document, variables, data to expect) of a step.

    Without what the schema does not have any more. Raises NotRecorded where the
    recording does not say enough.
    """
    document, variables, data = step.document, step.variables, step.data
    if document is None and data is None:
        raise NotRecorded("the document is not recorded")
    if document is None:
        known = {**(variables or {}), **_edited(step, knowledge)}
        keyless = any("@idempotent" in error["message"] for error in step.errors)
        document, variables = write(schema, data, known, keyless)
    if data is None:
        return document, variables or {}, None
    document, _removed = cut(schema, document)
    if "{" not in document:
        raise NotRecorded("it was removed from the API")
    if not step.errors:
        _check_variables(schema, document, variables or {})
    return document, variables or {}, project(document, upgraded(data))


def _check_variables(schema, document, variables):
    """NotRecorded if the schema would not take variables that were fine then."""
    for definition in _operation(document).variable_definitions or ():
        name = definition.variable.name.value
        type_ = type_from_ast(schema, definition.type)
        if name in variables:
            try:
                coerce_input_value(variables[name], type_)
            except GraphQLError as error:
                raise NotRecorded(f"refused today: {error.message}") from None
        elif str(type_).endswith("!"):
            raise NotRecorded(f"the variable {name} is not recorded")


def _operation(document):
    return next(
        node
        for node in parse(document).definitions
        if isinstance(node, OperationDefinitionNode)
    )


def _edited(step, knowledge):
    """Ids of an order edit that the step's variables leave out: the one calculated
    order, and its line with the title that was answered.
    """
    root = next(iter(step.data), "")
    if not root.startswith("orderEdit") or root == "orderEditBegin":
        return {}
    title = ((step.data[root] or {}).get("calculatedLineItem") or {}).get("title")
    ids = {}
    for gid, node in knowledge.objects.items():
        if GID.match(gid)[1] == "CalculatedOrder":
            ids["id"] = gid
        elif GID.match(gid)[1] == "CalculatedLineItem" and node.get("title") == title:
            ids["lineItemId"] = gid
    return {key: gid for key, gid in ids.items() if key not in step.variables}
