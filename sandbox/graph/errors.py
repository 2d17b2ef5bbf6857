"""Errors in Shopify's words; codes as in recorded answers."""

DOCUMENTATION = "https://shopify.dev/api/usage/access-scopes"


class FieldError(Exception):
    """A field cannot be answered: it becomes null, with an entry in `errors`."""

    def __init__(self, message, code=None, **extensions):
        super().__init__(message)
        self.extensions = {"code": code, **extensions} if code else extensions

    def entry(self, field):
        """The entry in `errors`; the path is completed by the parents."""
        location = field.node.loc.start_token
        entry = {
            "message": str(self),
            "locations": [{"line": location.line, "column": location.column}],
        }
        if self.extensions:
            entry["extensions"] = self.extensions
        return {**entry, "path": [field.key]}


class Refusal(Exception):
    """The whole request is refused: `errors` without `data`."""

    def __init__(self, *errors):
        super().__init__(errors[0]["message"])
        self.errors = list(errors)


def access_denied(name, required):
    """Missing scope: the field is null, the rest is answered (seen)."""
    return FieldError(
        f"Access denied for {name} field. Required access: {required}",
        "ACCESS_DENIED",
        documentation=DOCUMENTATION,
        requiredAccess=required,
    )


def not_modelled(field):
    """The sandbox's own: a field that must not be null has no value here."""
    return FieldError(
        f"The sandbox store has no value for {field.parent}.{field.name}.",
        "NOT_MODELLED",
    )


def bad_id(name):
    """A gid that is none (seen)."""
    return FieldError(f"Invalid global id '{name}'", "RESOURCE_NOT_FOUND")


def max_cost(cost, limit):
    """Quoted in client libraries, not recorded."""
    return Refusal(
        {
            "message": f"Query cost is {cost}, which exceeds the single query max "
            f"cost limit ({limit}).\n\nSee "
            "https://shopify.dev/concepts/about-apis/rate-limits for more "
            "information on how the cost of a query is calculated.\n\nTo query "
            "larger amounts of data with fewer limits, bulk operations should be "
            "used instead.\nSee https://shopify.dev/tutorials/"
            "perform-bulk-operations-with-admin-api for usage details.\n",
            "extensions": {
                "code": "MAX_COST_EXCEEDED",
                "cost": cost,
                "maxCost": limit,
                "documentation": "https://shopify.dev/api/usage/rate-limits",
            },
        }
    )


def throttled():
    """Form repeated by community threads, not recorded."""
    return Refusal(
        {
            "message": "Throttled",
            "extensions": {
                "code": "THROTTLED",
                "documentation": "https://shopify.dev/api/usage/rate-limits",
            },
        }
    )
