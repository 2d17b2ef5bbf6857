"""From the JSON of a GraphQL answer to its data, or to the error it stands for."""

from .errors import BusinessError, Throttled, graphql_error


class Data(dict):
    """The `data` of an answer.

    `unavailable` holds the dotted paths (list positions left out, as in
    "order.customer") that are null because the app lacks a scope: such a null
    says "unknown", never "empty".
    """

    def __init__(self, values=(), unavailable=(), denied=()):
        super().__init__(values)
        self.unavailable = frozenset(unavailable)
        self.denied = denied


def body_of(response):
    """The JSON object of an HTTP answer, or None when it is no GraphQL answer."""
    try:
        body = response.json()
    except ValueError:
        return None
    known = isinstance(body, dict) and (body.get("data") or body.get("errors"))
    return body if known else None


def read(shop, document, body):
    """The Data of an answer's JSON `body`; raises what its errors mean.

    A field without its scope comes as null plus an ACCESS_DENIED error (seen in
    recordings). That is tolerated as long as anything else was answered.
    """
    data = body.get("data") or {}
    denied = []
    for error in _errors(body):
        if _code(error) != "ACCESS_DENIED" or not error.get("path"):
            raise _exception(shop, document, error, body)
        denied.append(error)
    if denied and all(value is None for value in data.values()):
        raise graphql_error(shop, document.name, denied[0])
    _raise_search_warnings(shop, document, body)
    return Data(data, {dotted(error["path"]) for error in denied}, denied)


def dotted(path):
    """["nodes", 0, "customer"] -> "nodes.customer"."""
    return ".".join(part for part in path if isinstance(part, str))


def cost(body):
    """An answer's `extensions.cost`, {} when it has none."""
    return (body.get("extensions") or {}).get("cost") or {}


def _errors(body):
    errors = body.get("errors") or []
    return errors if isinstance(errors, list) else [{"message": errors}]


def _code(error):
    return (error.get("extensions") or {}).get("code")


def _exception(shop, document, error, body):
    exception = graphql_error(shop, document.name, error, document.mutation)
    charged = cost(body)
    if isinstance(exception, Throttled) and charged.get("throttleStatus"):
        status = charged["throttleStatus"]
        missing = charged["requestedQueryCost"] - status["currentlyAvailable"]
        exception.retry_after = max(0.0, missing / status["restoreRate"])
    return exception


def _raise_search_warnings(shop, document, body):
    """Shopify ignores an unknown search key and returns everything: an error here."""
    searches = (body.get("extensions") or {}).get("search") or []
    warnings = [warning for search in searches for warning in search["warnings"]]
    if warnings:
        said = ", ".join(f"{w['field']}: {w['message']}" for w in warnings)
        raise BusinessError(
            "search_invalid",
            f"{shop}: {document.name} would have returned everything, because "
            f"Shopify does not understand its filter ({said})",
            warnings=warnings,
        )
