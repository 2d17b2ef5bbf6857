"""Recorded answers of a real store: files to steps."""

import json
from dataclasses import dataclass, field

from graphql import GraphQLSyntaxError, OperationDefinitionNode, parse

_PRIOR = "upstreamCalls"
_SETUP = ("setup", "locations", "createdProduct", "seedProduct")
_ANSWER_KEYS = ("response", "result", "payload", "body")
_DOCUMENT_KEYS = ("query", "document")


@dataclass
class Step:
    """One recorded request and its answer.

    `document` and `variables` are None where the recording left them out.
    """

    name: str
    document: str | None
    variables: dict | None
    data: dict | None
    errors: list = field(default_factory=list)


@dataclass
class Recording:
    """A scenario: its steps in order and the reads made to know the state before.

    `setup` is what the recording says about its preparation, in whatever form.
    """

    name: str
    steps: list
    prior: list
    setup: object = None


def load(path):
    """The recording in the JSON file (a `pathlib.Path`)."""
    content = json.loads(path.read_text())
    steps, prior = [], []
    _collect(content, "", _Context(), steps, prior)
    _lend_documents(steps, prior)
    setup = [content.get(key) for key in _SETUP]
    return Recording(path.stem, steps, prior, setup)


@dataclass(frozen=True)
class _Context:
    """What the surrounding of a step says: many steps can share one document."""

    document: str | None = None
    variables: dict | None = None


def _collect(value, name, context, steps, prior):
    if isinstance(value, list):
        for index, item in enumerate(value):
            _collect(item, f"{name}[{index}]", context, steps, prior)
    if not isinstance(value, dict):
        return
    own, answer = _own_context(value), _answer(value)
    around = _Context(
        own.document or context.document, own.variables or context.variables
    )
    inner = around if answer is None else _Context(around.document)
    written = False
    for key, item in value.items():
        if answer is not None and key in (*_ANSWER_KEYS, "data", "errors", "expected"):
            # In the order of the file: what stands before an answer happened before.
            if not written:
                steps.append(_step(name, own, around, answer))
            written = True
            continue
        target = prior if key == _PRIOR else steps
        _collect(item, f"{name}.{key}".lstrip("."), inner, target, prior)


def _own_context(value):
    request = value.get("request") if isinstance(value.get("request"), dict) else {}
    document = next(
        (
            source[key]
            for source in (value, request)
            for key in _DOCUMENT_KEYS
            if isinstance(source.get(key), str) and "{" in source[key]
        ),
        None,
    )
    return _Context(document, value.get("variables", request.get("variables")))


def _answer(value):
    """The GraphQL answer a dict holds, however it is wrapped; None if it holds none."""
    if ("data" in value or "errors" in value) and not value.get("operations"):
        body = value
    else:
        body = next(
            (
                answer
                for key in _ANSWER_KEYS
                if isinstance(value.get(key), dict) and (answer := _answer(value[key]))
            ),
            None,
        )
    if body and (
        isinstance(body.get("data"), dict) or isinstance(body.get("errors"), list)
    ):
        return body
    return None


def _step(name, own, around, answer):
    document = own.document
    data, errors = answer.get("data"), answer.get("errors") or []
    if document is None and answers(around.document, data):
        document = around.document
    variables = own.variables if own.variables is not None else around.variables
    return Step(name or "read", document, variables, data, errors)


def answers(document, data):
    """Whether the data has exactly the keys that the document asks for at its root."""
    if document is None or data is None:
        return False
    try:
        definitions = parse(document).definitions
    except GraphQLSyntaxError:
        return False
    keys = {
        (node.alias or node.name).value
        for definition in definitions
        if isinstance(definition, OperationDefinitionNode)
        for node in definition.selection_set.selections
        if hasattr(node, "name")
    }
    return keys == set(data)


def _lend_documents(steps, prior):
    """A step recorded without its document has it if a prior read got its answer."""
    for step in steps:
        if step.document is None:
            step.document = next(
                (r.document for r in prior if r.data == step.data), None
            )
