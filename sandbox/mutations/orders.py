"""Changing, closing and cancelling orders. Texts as seen in recordings."""

from .registry import UserError, get, mutation

CANCEL_ERRORS = ("userErrors", "orderCancelUserErrors")


@mutation("orderUpdate", "order")
def order_update(store, args):
    """Change the fields that are given; tags and attributes are replaced."""
    given = dict(args["input"])
    order = existing(store, given.pop("id"))
    given.pop("metafields", None)
    return {"order": store.update_order(order["id"], **given)}


@mutation("orderClose", "order")
def order_close(store, args):
    """Archive an order."""
    order = existing(store, args["input"]["id"])
    return {"order": store.close_order(order["id"])}


@mutation("orderOpen", "order")
def order_open(store, args):
    """Take an order back from the archive."""
    order = existing(store, args["input"]["id"])
    return {"order": store.reopen_order(order["id"])}


@mutation("orderDelete", "deletedId")
def order_delete(store, args):
    """Remove an order for good."""
    order = existing(store, args["orderId"], ["orderId"], "NOT_FOUND")
    store.delete_order(order["id"])
    return {"deletedId": order["id"]}


@mutation("orderCancel", "job", "jobResult", errors=CANCEL_ERRORS)
def order_cancel(store, args):
    """Cancel an order; done at once here, while Shopify does it in a job."""
    order = existing(store, args["orderId"], ["orderId"], "NOT_FOUND")
    if args.get("refund") is not None and args.get("refundMethod"):
        message = "Refund and refundMethod cannot both be present."
        raise UserError(["refund"], message, "INVALID")
    if order["cancelledAt"]:
        message = "Order has already been cancelled"
        raise UserError(["orderId"], message, "INVALID")
    shipped = any(found["status"] == "SUCCESS" for found in order["fulfillments"])
    if shipped and not order["unpaid"]:  # unpaid orders are let through (seen)
        message = "Cannot cancel an order that has outstanding fulfillments"
        raise UserError(["orderId"], message, "INVALID")
    store.cancel_order(
        order["id"],
        restock=args["restock"],
        reason=args["reason"],
        refund=bool(args.get("refund") or args.get("refundMethod")),
        note=args.get("staffNote"),
    )
    return {"job": _job(store), "jobResult": _job_result(store)}


@mutation("tagsAdd", "node")
def tags_add(store, args):
    """Add tags to an order, product or customer."""
    return {"node": _retag(store, args, lambda tags, given: {*tags, *given})}


@mutation("tagsRemove", "node")
def tags_remove(store, args):
    """Take tags off an order, product or customer."""
    return {"node": _retag(store, args, lambda tags, given: {*tags} - {*given})}


def existing(store, gid, where=("id",), code=None):
    """The order of that gid; UserError if there is none."""
    order = get(store, gid, "Order")
    if order is None:
        raise UserError(list(where), "Order does not exist", code)
    return order


def _retag(store, args, combine):
    node = store.objects.get(args["id"])
    updates = {
        "Order": store.update_order,
        "Product": store.update_product,
        "Customer": store.update_customer,
    }
    if node is None or node["__typename"] not in updates:
        raise UserError(["id"], "The specified resource does not exist")
    tags = sorted(combine(node["tags"], args["tags"]))
    return updates[node["__typename"]](node["id"], tags=tags)


def _job(store):
    return {"__typename": "Job", "id": store.new_gid("Job"), "done": False, "query": {}}


def _job_result(store):
    return {
        "__typename": "OrderCancelJobResult",
        "id": store.new_gid("OrderCancelJobResult"),
        "status": "STARTED",
        "errors": [],
    }
