"""Bulk operations: a query without pages, its answer a file to fetch later."""

import secrets
import threading
from datetime import timedelta

from .bulk_query import Invalid, plan_of
from .bulk_result import Result
from .graph.registry import field
from .graph.resolvers import found
from .graph.search_fields import COMMON, SEARCH
from .routes import Response, json_response, route

MAX_RUNNING = 5
OPEN = ("CREATED", "RUNNING", "CANCELING")

SEARCH["BulkOperation"] = {
    **COMMON,
    "status": lambda _store, row: [row["status"]],
    "operation_type": lambda _store, row: [row["type"]],
}


@field("Mutation", "bulkOperationRunQuery")
def run_query(context, _node, args):
    """Start one; it runs for `bulk_seconds` of the store's clock."""
    store, version = context.store, context.admin.version
    running = [o["id"] for o in store.all("BulkOperation") if o["status"] in OPEN]
    if len(running) >= MAX_RUNNING:
        return _refused(
            "A bulk query operation for this app and shop is already in progress: "
            f"{', '.join(running)}.",
            "OPERATION_IN_PROGRESS",
        )
    try:
        plan = plan_of(version, args["query"])
    except Invalid as error:
        return _refused(str(error), "INVALID", ["query"])
    operation = store.add(
        "BulkOperation",
        {
            "status": "CREATED",
            "type": "QUERY",
            "errorCode": None,
            "completedAt": None,
            "objectCount": "0",
            "rootObjectCount": "0",
            "fileSize": None,
            "url": None,
            "partialDataUrl": None,
            "query": args["query"],
        },
    )
    _start(store, operation, context.admin, plan, args["groupObjects"])
    return {"bulkOperation": operation, "userErrors": []}


@field("Mutation", "bulkOperationCancel")
def cancel(context, _node, args):
    operation = found(context, args["id"], "BulkOperation")
    if not operation:
        return _refused("Bulk operation does not exist", None, ["id"])
    if operation["status"] not in OPEN:
        message = "A bulk operation cannot be canceled when it is "
        return _refused(message + operation["status"].lower(), None)
    operation["status"] = "CANCELING"
    return {"bulkOperation": operation, "userErrors": []}


@field("QueryRoot", "bulkOperation")
def bulk_operation(context, _node, args):
    return found(context, args["id"], "BulkOperation")


@field("QueryRoot", "bulkOperations")
def bulk_operations(context, _node, _args):
    return context.store.all("BulkOperation")


@route("GET", r"/bulk/(?P<key>\w+)\.jsonl")
def download(request, key):
    """The file; its address is the only secret, as at Shopify."""
    for store in request.server.stores:
        for operation in store.all("BulkOperation"):
            if operation.get("_key") == key:
                return Response(
                    200, operation["_file"], {"Content-Type": "application/jsonl"}
                )
    return json_response(404, {"errors": "Not Found"})


def _refused(message, code, path=None):
    error = {"field": path, "message": message, "code": code}
    return {"bulkOperation": None, "userErrors": [error]}


def _start(store, operation, admin, plan, group_objects):
    due = store.clock.now() + timedelta(seconds=store.bulk_seconds)
    changed = threading.Event()
    store.clock.on_change(changed.set)

    def run():
        while seconds := store.clock.until(due):
            changed.clear()
            changed.wait(seconds)
        _finish(store, operation, Result(store, admin, plan, group_objects))

    threading.Thread(target=run, daemon=True).start()


def _finish(store, operation, result):
    def wanted():
        return operation["status"] != "CANCELING"

    with store.lock:
        if wanted():
            operation["status"] = "RUNNING"
    result.fill(wanted)
    with store.lock:
        _close(store, operation, result)
        operation["completedAt"] = store.now()
        store.emit("bulk_operations/finish", operation)


def _close(store, operation, result):
    if operation["status"] == "CANCELING":
        operation["status"] = "CANCELED"
    elif result.error:
        code = result.error.get("extensions", {}).get("code")
        denied = code == "ACCESS_DENIED"
        operation["status"] = "FAILED"
        operation["errorCode"] = code if denied else "INTERNAL_SERVER_ERROR"
    else:
        _complete(store, operation, result)


def _complete(store, operation, result):
    content = result.content()
    operation.update(
        status="COMPLETED",
        objectCount=str(result.objects),
        rootObjectCount=str(result.roots),
        _key=secrets.token_hex(16),
        _file=content,
    )
    if content:
        operation["fileSize"] = str(len(content))
        operation["url"] = f"{store.url}/bulk/{operation['_key']}.jsonl"
