"""One call of `/admin/api/{version}/graphql.json`."""

import uuid
from typing import NamedTuple

from .. import mutations  # noqa: F401 - registers mutations
from .. import schema as schemas
from . import (  # noqa: F401 - register fields
    company_fields,
    fields,
    fulfilment_fields,
    identifiers,
    inventory_fields,
    localized_fields,
    resolvers,
    return_fields,
    webhook_subscriptions,
)
from .cost import MAX_QUERY_COST, query_cost
from .documents import document
from .errors import Refusal, max_cost, throttled
from .execution import Executor
from .limits import check_arrays
from .plan import Plan
from .variables import coerced


class Answer(NamedTuple):
    """Body of the answer and what it took."""

    body: dict
    cost: int
    status: str  # ok, errors, refused, throttled


def operation_name(body):
    """Name of the operation a request body asks for, as well as can be told."""
    if body.get("operationName"):
        return body["operationName"]
    words = body.get("query", "").replace("(", " ").replace("{", " ").split()
    for kind in ("query", "mutation"):
        if kind in words[:-1] and words[words.index(kind) + 1].isidentifier():
            return words[words.index(kind) + 1]
    return ""


def execute(store, version, body, fault=""):
    """Answer a request body (`query`, `variables`, `operationName`).

    :param fault: "throttle": answer as if the bucket were empty; "concurrent": as if
        a call with the same idempotency key were still running
    :return: `Answer`
    """
    try:
        plan = _plan(version, body)
        check_arrays(plan)
        requested = query_cost(plan, per_id=store.charge_nodes_per_id)
        if requested > MAX_QUERY_COST:
            raise max_cost(requested, MAX_QUERY_COST)
    except Refusal as refusal:
        return Answer({"errors": refusal.errors}, 0, "refused")
    if fault == "throttle" or not store.bucket.take(requested):
        errors = throttled().errors
        cost = _cost(store, requested, None)
        return Answer({"errors": errors, "extensions": cost}, 0, "throttled")
    with store.lock:
        return _run(store, schemas.load(version), plan, requested, fault)


def _plan(version, body):
    schema = schemas.load(version).schema
    found = document(version, body.get("query") or "")
    operation = found.operation(body.get("operationName"))
    variables = coerced(schema, operation, body.get("variables") or {})
    return Plan(schema, operation, found.fragments, variables)


def _run(store, admin, plan, requested, fault):
    executor = Executor(store, admin, plan)
    executor.key_in_use = fault == "concurrent"
    data = executor.run()
    actual = query_cost(plan, data or {}, per_id=store.charge_nodes_per_id)
    store.bucket.give_back(requested - actual)
    extensions = _cost(store, requested, actual)
    if executor.warnings:
        extensions["search"] = executor.warnings
    body = {"data": data, "extensions": extensions}
    if executor.errors:
        body["errors"] = executor.errors
        return Answer(body, actual, "errors")
    return Answer(body, actual, "ok")


def _cost(store, requested, actual):
    return {
        "cost": {
            "requestedQueryCost": requested,
            "actualQueryCost": actual,
            "throttleStatus": store.bucket.status(),
        }
    }


def internal_error():
    """Body of an answer to a request Shopify failed on (seen)."""
    request_id = str(uuid.uuid4())
    return {
        "errors": [
            {
                "message": "Internal error. Looks like something went wrong on our "
                f"end.\nRequest ID: {request_id} (include this in support requests).",
                "extensions": {
                    "code": "INTERNAL_SERVER_ERROR",
                    "requestId": request_id,
                },
            }
        ]
    }
