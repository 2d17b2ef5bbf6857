from functools import lru_cache
from typing import Any, NamedTuple

from graphql import (
    FragmentDefinitionNode,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
)

from .. import schema as schemas
from .errors import Refusal
from .validation import document_errors, syntax_error


class Document(NamedTuple):
    """A parsed document that is valid for a version of the API."""

    operations: dict
    fragments: dict

    def operation(self, name):
        """The operation to run; `Refusal` if the name does not tell."""
        if name and name in self.operations:
            return self.operations[name]
        if not name and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        message = "An operation name is required"
        if name:
            message = f'No operation named "{name}"'
        raise Refusal({"message": message})


@lru_cache(maxsize=512)
def _read(version, text) -> Any:
    """`Document`, or the list of its errors."""
    try:
        tree = parse(text)
    except GraphQLSyntaxError as error:
        return [syntax_error(error)]
    if errors := document_errors(schemas.load(version).schema, tree):
        return errors
    operations, fragments = {}, {}
    for node in tree.definitions:
        name = node.name.value if node.name else ""
        if isinstance(node, OperationDefinitionNode):
            operations[name] = node
        elif isinstance(node, FragmentDefinitionNode):
            fragments[name] = node
    return Document(operations, fragments)


def document(version, text):
    """`Document` of a query text; `Refusal` with all its errors.

    Kept per version and text: checking a large query takes longer than answering it.
    """
    result = _read(version, text)
    if isinstance(result, list):
        raise Refusal(*result)
    return result
