"""Root queries that find an object by something else than its id."""

from .errors import FieldError
from .registry import field
from .resolvers import found


def _by(context, typename, args, **keys):
    """The object named by the one key of an identifier; None if there is none.

    :param keys: identifier key -> key of the object
    """
    name, value = next(iter(args["identifier"].items()))
    if name == "id":
        return found(context, value, typename)
    if name == "customId":
        message = "Metafield definition of type 'id' is required when using custom ids."
        raise FieldError(message, "NOT_FOUND")
    rows = context.store.all(typename)
    return next((row for row in rows if row.get(keys[name]) == value), None)


@field("QueryRoot", "customerByIdentifier")
def customer_by_identifier(context, _node, args):
    return _by(context, "Customer", args, emailAddress="email", phoneNumber="phone")


@field("QueryRoot", "productByIdentifier")
def product_by_identifier(context, _node, args):
    return _by(context, "Product", args, handle="handle")


@field("QueryRoot", "productVariantByIdentifier")
def product_variant_by_identifier(context, _node, args):
    return _by(context, "ProductVariant", args)


@field("QueryRoot", "orderByIdentifier")
def order_by_identifier(context, _node, args):
    return _by(context, "Order", args)
