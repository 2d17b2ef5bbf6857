"""Shopify's own addresses: tokens and the GraphQL Admin API."""

import json

from .graph.api import execute, operation_name
from .routes import Dropped, html_response, json_response, route
from .schema import served_version

UNAUTHORIZED = {
    "errors": "[API] Invalid API key or access token (unrecognized login or wrong "
    "password)"
}


@route("POST", r"/admin/oauth/access_token")
def access_token(request):
    """Client credentials grant, as form or JSON."""
    store = request.store
    fault = store.faults.before("token")
    if fault:
        _before(store, fault)
    if fault and fault.kind.startswith("http_"):
        return _broken(fault)
    asked = request.json()
    status, content = store.tokens.grant(
        asked.get("client_id"), asked.get("client_secret"), asked.get("grant_type")
    )
    _note(store, "token", 0, status)
    _after(store, fault)
    return json_response(status, content)


@route("POST", r"/admin/api/(?P<version>[\w-]+)/graphql\.json")
def graphql(request, version):
    """One GraphQL operation."""
    store = request.store
    body = _body(request)
    if body is None:
        return json_response(400, {"errors": "Required parameter missing or invalid"})
    operation = operation_name(body)
    fault = store.faults.before(operation)
    if fault:
        _before(store, fault)
    kind = fault.kind if fault else ""
    if kind.startswith("http_"):
        _note(store, operation, 0, int(kind[-3:]))
        return _broken(fault)
    token = request.headers.get("X-Shopify-Access-Token", "")
    if kind == "expired_token":
        store.tokens.kill(token)
    if kind == "expired_token" or not store.tokens.valid(token):
        _note(store, operation, 0, 401)
        return json_response(401, UNAUTHORIZED)
    served = served_version(version)
    answer = execute(store, served, body, fault=kind)
    _note(store, operation, answer.cost, answer.status)
    _after(store, fault)
    return json_response(200, answer.body, **{"X-Shopify-API-Version": served})


def _body(request):
    try:
        body = request.json()
    except json.JSONDecodeError:
        return None
    return body if isinstance(body, dict) and body.get("query") else None


def _before(store, fault):
    """Play a fault that comes before anything is done."""
    if fault.kind == "timeout_before":
        store.faults.hang()
    if fault.kind in ("timeout_before", "drop"):
        _note(store, fault.operation, 0, fault.kind)
        raise Dropped


def _after(store, fault):
    """Play a fault that comes when all is done."""
    if fault and fault.kind == "timeout_after":
        store.faults.hang()
        raise Dropped


def _broken(fault):
    status = int(fault.kind[-3:])
    return html_response(status, f"<html><body><h1>{status}</h1></body></html>")


def _note(store, operation, cost, status):
    store.calls.append(
        {"operation": operation, "cost": cost, "status": status, "at": store.now()}
    )
