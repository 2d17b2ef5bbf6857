"""What a bulk query may be."""

from graphql import FieldNode, OperationDefinitionNode, is_leaf_type

from . import schema as schemas
from .graph.documents import document
from .graph.errors import Refusal
from .graph.plan import Plan

MAX_CONNECTIONS = 5
MAX_DEPTH = 2


class Invalid(Exception):
    """A query that bulk operations do not take."""


def plan_of(version, text):
    """`Plan` of a bulk query.

    :raises Invalid: it breaks a rule. The rules are Shopify's (seen or documented),
        the words mostly ours.
    """
    admin = schemas.load(version)
    try:
        found = document(version, text)
        operation = found.operation(None)
    except Refusal as refusal:
        raise Invalid(str(refusal)) from None
    _check_root(operation)
    plan = Plan(admin.schema, operation, found.fragments, {})
    connections = list(_connections(plan, plan.root, (operation.selection_set,), 0))
    if not connections:
        raise Invalid("Bulk queries must contain at least one connection.")
    if len(connections) > MAX_CONNECTIONS:
        raise Invalid(
            f"Bulk queries cannot contain more than {MAX_CONNECTIONS} connections."
        )
    if max(connections) > MAX_DEPTH:
        raise Invalid(
            f"Bulk queries cannot contain connections nested deeper than {MAX_DEPTH}."
        )
    return plan


def _check_root(operation: OperationDefinitionNode):
    roots = [s for s in operation.selection_set.selections if isinstance(s, FieldNode)]
    if operation.operation.value != "query":
        raise Invalid("Only queries can be run here.")
    if len(roots) != 1 or len(operation.selection_set.selections) != 1:
        raise Invalid("Bulk queries must have exactly one top-level field.")
    if roots[0].name.value in ("node", "nodes"):
        raise Invalid("Bulk queries cannot start at node or nodes.")


def _connections(plan, type_, selection_sets, depth, in_list=False):
    """Depth of each connection below a selection."""
    fields = plan.fields(type_, selection_sets)
    for field in fields.values():
        if field.type is None or is_leaf_type(field.named):
            continue
        if field.named.name.endswith("Connection"):
            if in_list:
                raise Invalid(
                    "Queries that contain a connection field within a list field are "
                    "not currently supported."
                )
            if depth and not any(f.key == f.name == "id" for f in fields.values()):
                raise Invalid(
                    f"The parent of {field.name} must select its id, unaliased."
                )
            yield depth + 1
            yield from _below_edges(plan, field, depth + 1)
        else:
            listed = in_list or "[" in str(field.type)
            for concrete in plan.concrete_types(field.named, field.selection_sets):
                yield from _connections(
                    plan, concrete, field.selection_sets, depth, listed
                )


def _below_edges(plan, field, depth):
    inside = plan.fields(field.named, field.selection_sets)
    edges = next((found for found in inside.values() if found.name == "edges"), None)
    if edges is None or any(found.name == "nodes" for found in inside.values()):
        raise Invalid(f"{field.name} must be written edges {{ node {{ … }} }}.")
    for node in plan.fields(edges.named, edges.selection_sets).values():
        if node.name == "node":
            for concrete in plan.concrete_types(node.named, node.selection_sets):
                yield from _connections(plan, concrete, node.selection_sets, depth)
