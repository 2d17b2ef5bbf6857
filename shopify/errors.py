"""What can go wrong at Shopify's door, sorted by what has to be done about it.

Three kinds reach the callers, everything else is a programming error:

* `TransientError`: nobody has to act, the same call works later.
* `AuthError`: somebody has to reconnect the store or grant access.
* `BusinessError`: somebody has to decide or correct something.

The tables below are the one place that says which of Shopify's answers is which
kind. They are closed: a status below 500 or a code that is not listed is a
BusinessError, so that it is seen and never blindly repeated.
"""


class ShopifyError(Exception):
    """Any failure of a call to Shopify. Its text never holds a secret."""


class TransientError(ShopifyError):
    """The same call can succeed later. Nothing has happened in the store.

    `retry_after` is the number of seconds to wait (float), or None when Shopify
    gave no hint and the caller's own back-off applies.
    """

    code = "transient"

    def __init__(self, message, retry_after=None):
        super().__init__(message)
        self.retry_after = retry_after


class Throttled(TransientError):
    """The store's cost budget or request rate is used up; nothing was done."""

    code = "throttled"


class OutcomeUnknown(TransientError):
    """A mutation was sent and its answer never came (or was a server error).

    It may or may not have had its effect: read the state, or use the same
    idempotency key, before it is sent again.
    """

    code = "outcome_unknown"


class BusinessError(ShopifyError):
    """A person has to act. `code` is stable (`noun_problem`), `details` are facts."""

    def __init__(self, code, message, **details):
        super().__init__(message)
        self.code = code
        self.details = details


class AuthError(BusinessError):
    """The store refuses this app: reconnect it, or grant what is missing."""


SHOP_MOVED = (BusinessError, "shop_moved", "Check the store's myshopify.com address.")
RECORD_MISSING = (
    BusinessError,
    "record_missing",
    "The record no longer exists in Shopify, or its id is wrong.",
)
UNLISTED = (BusinessError, "shopify_error", "")
INPUT_INVALID = (BusinessError, "input_invalid", "Correct the data and retry.")
QUERY_INVALID = (
    BusinessError,
    "query_invalid",
    "The query does not fit the store's API version: update the connector.",
)

# HTTP status: (kind, code, what to do next). Documented, none seen in recordings.
HTTP_ERRORS = {
    301: SHOP_MOVED,
    302: SHOP_MOVED,
    307: SHOP_MOVED,
    308: SHOP_MOVED,
    401: (
        AuthError,
        "token_rejected",
        "The app was uninstalled or its access was withdrawn: connect the store again.",
    ),
    402: (
        BusinessError,
        "shop_frozen",
        "The store is frozen: its owner has to settle the bill in Shopify.",
    ),
    403: (
        AuthError,
        "access_forbidden",
        "Check in Shopify that the app is installed and may use this store.",
    ),
    404: (
        AuthError,
        "shop_missing",
        "Check the store's address; the store may be closed or the app removed.",
    ),
    423: (
        BusinessError,
        "shop_locked",
        "The store is locked: its owner has to ask Shopify's support.",
    ),
}
# HTTP status: seconds to wait without a Retry-After header. 430 = security rejection.
HTTP_WAITS = {408: None, 429: 2.0, 430: 60.0}

# errors[].extensions.code: (kind, code, what to do next). Mostly seen in recordings.
GRAPHQL_ERRORS = {
    "ACCESS_DENIED": (
        AuthError,
        "scope_missing",
        "Grant the app this access in Shopify, then connect the store again.",
    ),
    "MAX_COST_EXCEEDED": (BusinessError, "cost_exceeded", "Ask for fewer records."),
    "MAX_INPUT_SIZE_EXCEEDED": (
        BusinessError,
        "input_too_long",
        "Send at most 250 records at once.",
    ),
    "RESOURCE_NOT_FOUND": RECORD_MISSING,
    "NOT_FOUND": RECORD_MISSING,
    "INVALID_VARIABLE": INPUT_INVALID,
    "INVALID_FIELD_ARGUMENTS": INPUT_INVALID,
    "BAD_REQUEST": INPUT_INVALID,
    "PARSE_ERROR": QUERY_INVALID,
}
# errors[].extensions.code of trouble on Shopify's side.
SERVER_ERRORS = {"INTERNAL_SERVER_ERROR", "TIMEOUT"}
# Seconds, when a THROTTLED answer does not say what it would have cost.
THROTTLED_WAIT = 1.0


def status_error(shop, status, retry_after=None, mutation=False):
    """The exception an HTTP status other than 200 stands for.

    `retry_after`: seconds from the Retry-After header, or None.
    A server error on a mutation is OutcomeUnknown: it may have had its effect.
    """
    said = f"{shop}: Shopify answered with HTTP status {status}."
    if status >= 500:
        return (OutcomeUnknown if mutation else TransientError)(said, retry_after)
    if status in HTTP_WAITS:
        kind = Throttled if status == 429 else TransientError
        return kind(said, HTTP_WAITS[status] if retry_after is None else retry_after)
    default = (BusinessError, "request_refused", "Shopify refused the request.")
    kind, code, advice = HTTP_ERRORS.get(status, default)
    return kind(code, f"{said} {advice}", status=status)


def graphql_error(shop, operation, error, mutation=False):
    """The exception for one entry of an answer's top-level `errors`.

    Shopify's checks of the document itself have camelCase codes
    (`undefinedField`, `selectionMismatch`: seen in recordings); they are never
    retried. A server error on a mutation is OutcomeUnknown.
    """
    extensions = error.get("extensions") or {}
    code = extensions.get("code") or ""
    said = f"{shop}: {operation} failed: {error.get('message')}"
    if code == "THROTTLED":
        return Throttled(said, THROTTLED_WAIT)
    if code in SERVER_ERRORS:
        return (OutcomeUnknown if mutation else TransientError)(said)
    default = QUERY_INVALID if code[:1].islower() else UNLISTED
    kind, ours, advice = GRAPHQL_ERRORS.get(code, default)
    details = {"path": error.get("path"), "extensions": extensions}
    return kind(ours, f"{said} {advice}".strip(), **details)


def raise_user_errors(payload):
    """Return a mutation's payload, or raise when it lists `userErrors`.

    In: the object under the mutation's name. Raises BusinessError `user_error`
    with Shopify's messages, one per line, and `user_errors` in its details.
    """
    user_errors = payload["userErrors"]
    if not user_errors:
        return payload
    lines = [
        f"{'.'.join(error['field'])}: {error['message']}"
        if error.get("field")
        else error["message"]
        for error in user_errors
    ]
    raise BusinessError("user_error", "\n".join(lines), user_errors=user_errors)
